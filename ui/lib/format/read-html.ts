/** A stretch of HTML source; joined together the pieces are the source again. */
export interface HtmlPiece {
  readonly kind: 'text' | 'raw' | 'comment' | 'open' | 'close'
  readonly text: string
  /** Of an element, lower case; `raw` is what stands inside of it, unread. */
  readonly name: string
}

/** Elements whose content is no markup (HTML 13.2.5.2 ff.). */
const rawElements = new Set(['script', 'style', 'textarea', 'title', 'xmp'])

/** Reads HTML as far as colours and line breaks need it. Never throws, never goes back: mail is hostile. */
export function readHtml(source: string): HtmlPiece[] {
  const pieces: HtmlPiece[] = []
  let at = 0
  while (at < source.length) {
    const piece = readPiece(source, at, pieces.at(-1))
    pieces.push(piece)
    at += piece.text.length
  }
  return pieces
}

function readPiece(source: string, at: number, before: HtmlPiece | undefined): HtmlPiece {
  if (before?.kind === 'open' && rawElements.has(before.name)) {
    const end = closingOf(source, at, before.name)
    if (end > at) return { kind: 'raw', text: source.slice(at, end), name: before.name }
  }
  if (source[at] !== '<') return textFrom(source, at, at)
  if (source.startsWith('<!--', at)) return commentTo(source, at, '-->')
  if (/[!?]/.test(source[at + 1] ?? '')) return commentTo(source, at, '>')
  if (/[a-z]/i.test(source[at + 1] ?? '')) return openFrom(source, at)
  if (/^<\/[a-z]/i.test(source.slice(at, at + 3))) return closeFrom(source, at)
  return textFrom(source, at, at + 1)
}

function textFrom(source: string, at: number, from: number): HtmlPiece {
  const next = source.indexOf('<', from)
  return { kind: 'text', text: source.slice(at, next < 0 ? undefined : next), name: '' }
}

function commentTo(source: string, at: number, end: string): HtmlPiece {
  const found = source.indexOf(end, at + 2)
  const text = source.slice(at, found < 0 ? undefined : found + end.length)
  return { kind: 'comment', text, name: '' }
}

function closeFrom(source: string, at: number): HtmlPiece {
  const end = source.indexOf('>', at)
  const text = source.slice(at, end < 0 ? undefined : end + 1)
  return { kind: 'close', text, name: nameIn(text, 2) }
}

function openFrom(source: string, at: number): HtmlPiece {
  const text = source.slice(at, tagEnd(source, at))
  return { kind: 'open', text, name: nameIn(text, 1) }
}

function nameIn(tag: string, from: number): string {
  const name = /[^\s/>]*/y
  name.lastIndex = from
  return (name.exec(tag)?.[0] ?? '').toLowerCase()
}

/** A `>` inside of a quoted value does not end the tag; a quote begins a value only behind its `=`. */
function tagEnd(source: string, at: number): number {
  let quote = ''
  let isAfterEquals = false
  for (let index = at + 1; index < source.length; index += 1) {
    const character = source.charAt(index)
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '>') return index + 1
    else if (isAfterEquals && (character === '"' || character === "'")) quote = character
    if (!/\s/.test(character)) isAfterEquals = character === '='
  }
  return source.length
}

function closingOf(source: string, at: number, name: string): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  closing.lastIndex = at
  return closing.exec(source)?.index ?? source.length
}
