import { createHtmlOutline } from './html-outline.ts'
import { readHtml } from './read-html.ts'
import type { HtmlPiece } from './read-html.ts'

const inline = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i img input ins kbd label mark q s samp small span strike strong sub sup tt u var'.split(
    ' ',
  ),
)
const verbatim = new Set(['pre', 'textarea'])

/** The same markup with a line for each block and its depth as indentation; words and attributes stay. */
export function formatHtml(source: string): string {
  const outline = createHtmlOutline()
  let line = ''
  let verbatimDepth = 0

  function endLine(): void {
    if (line.trim() !== '') outline.put(line.trim())
    line = ''
  }

  function takeVerbatim({ kind, name, text }: HtmlPiece): void {
    if (verbatim.has(name) && kind === 'open') verbatimDepth += 1
    if (verbatim.has(name) && kind === 'close') verbatimDepth -= 1
    line += text
    if (verbatimDepth === 0) endLine()
  }

  function takeFlowing({ kind, name, text }: HtmlPiece): void {
    if (kind === 'text') line += text.replace(/\s+/g, ' ')
    else if (inline.has(name)) line += text
    else if (name === 'br') {
      line += text
      endLine()
    } else {
      endLine()
      if (kind === 'comment') outline.put(text)
      else if (kind === 'open') outline.open(name, text)
      else if (kind === 'close') outline.close(name, text)
      else for (const own of dedented(text)) outline.put(own)
    }
  }

  for (const piece of readHtml(source)) {
    const begins = piece.kind === 'open' && verbatim.has(piece.name)
    if (begins && verbatimDepth === 0) endLine()
    if (begins || verbatimDepth > 0) takeVerbatim(piece)
    else takeFlowing(piece)
  }
  endLine()
  return outline.text()
}

/** The lines of a style sheet, as far to the left as they go together. */
function dedented(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const margin = lines.reduce(
    (least, line) => Math.min(least, line.length - line.trimStart().length),
    Number.POSITIVE_INFINITY,
  )
  return lines.map((line) => line.slice(margin).trimEnd())
}
