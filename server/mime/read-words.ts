import { breaks } from '../core/extract/breaks.ts'
import type { HtmlReference } from '../core/extract/link.ts'
import { limits } from '../core/limits.ts'
import { decodeBeginning } from './decode-leaf.ts'
import type { Entity } from './entity.ts'
import { htmlWords } from './html-words.ts'
import type { Pieces } from './in-pieces.ts'
import type { Problems } from './mail-problems.ts'
import type { ReadMail } from './read-mail.ts'
import type { TextRange } from './visible-page.ts'

/** What a mail says, at least its beginning. */
export interface Words {
  /** The text parts. */
  readonly text: string
  /** The visible text of the HTML, as in `VisiblePage`, without what no reader sees … */
  readonly page: string
  /** … and that. */
  readonly hidden: string
  /** The words of the HTML if there are any, else those of the text, as Mailpit shows. */
  readonly visible: string
  /** The words of the HTML with the addresses of its links, for searching; `''` when it has none. */
  readonly html: string
  readonly references: readonly HtmlReference[]
}

export function* readWords({ raw, bodies, problems }: ReadMail): Pieces<Words> {
  const text = yield* joinBeginnings(raw, bodies.texts, problems)
  const plain = { text, page: '', hidden: '', visible: text, html: '', references: [] }
  if (bodies.html === undefined) return plain
  const source = yield* decodeBeginning(raw, bodies.html, problems)
  const { visible, hidden, searchable, references } = yield* htmlWords(source, limits.searchTextMax)
  return {
    ...(searchable.trim() === '' ? plain : { text, visible, html: searchable }),
    page: outside(visible, hidden),
    hidden: hidden.map(({ from, to }) => visible.slice(from, to)).join(breaks.line),
    references,
  }
}

/** The text without some stretches of it. */
function outside(text: string, ranges: readonly TextRange[]): string {
  if (ranges.length === 0) return text
  const kept: string[] = []
  let from = 0
  for (const range of ranges) {
    kept.push(text.slice(from, range.from))
    from = range.to
  }
  return [...kept, text.slice(from)].join('')
}

function* joinBeginnings(
  raw: Buffer,
  texts: readonly Entity[],
  problems: Problems,
): Pieces<string> {
  const beginnings: string[] = []
  let length = 0
  for (const leaf of texts) {
    if (length > limits.searchTextMax) break
    const text = yield* decodeBeginning(raw, leaf, problems)
    beginnings.push(text)
    length += text.length
  }
  return beginnings.join('\n--\n')
}
