import { limits } from '../core/limits.ts'
import type { HeaderField } from './header-field.ts'
import type { Pieces } from './in-pieces.ts'
import { findBreak } from './raw-lines.ts'
import type { RawLines } from './raw-lines.ts'

/** The header section of a message or part, and where its body begins. */
export interface HeaderSection {
  readonly fields: readonly HeaderField[]
  readonly bodyStart: number
  readonly faults: readonly HeaderFault[]
}

export type HeaderFault = 'no-headers' | 'malformed-header' | 'header-too-large'

export interface HeaderRange {
  readonly start: number
  readonly end: number
  /** Whether a boundary of an open multipart stands there: then the part has no body. */
  readonly isDelimiter: (lineStart: number) => boolean
}

interface Line {
  readonly start: number
  readonly text: string
}

interface Block {
  readonly lines: readonly Line[]
  readonly bodyStart: number
  readonly isTooLarge: boolean
}

const fieldStart = /^([!-9;-~]+)[ \t]*:/
const mboxLine = /^>?From \S/

/** Reads the header section at `range.start` (RFC 5322 2.2) and repairs what senders get wrong. */
export function* readHeaders(lines: RawLines, range: HeaderRange): Pieces<HeaderSection> {
  const block = yield* readBlock(lines, range)
  const faults = new Set<HeaderFault>()
  if (block.isTooLarge) faults.add('header-too-large')
  const known = block.lines.map(({ text }) => fieldStart.exec(text)?.[1])
  const first = mboxLine.test(block.lines[0]?.text ?? '') && known[1] !== undefined ? 1 : 0
  if (known[first] === undefined) {
    return { fields: [], bodyStart: bodyWithoutHeaders(block), faults: [...faults, 'no-headers'] }
  }

  const fields: Array<HeaderField & { lines: string[] }> = []
  const last = known.findLastIndex((name) => name !== undefined)
  for (const [index, { start, text }] of block.lines.entries()) {
    if (index < first) continue
    const name = known[index]
    const isFolded = text.startsWith(' ') || text.startsWith('\t')
    if (name !== undefined) {
      const value = text.slice(text.indexOf(':') + 1)
      fields.push({ name, key: name.toLowerCase(), lines: [value] })
    } else if (isFolded || index < last) {
      // Between two fields an unindented line can only be a broken fold.
      fields.at(-1)?.lines.push(isFolded ? text : ` ${text}`)
      if (!isFolded) faults.add('malformed-header')
    } else {
      // As Sendmail and Postfix do: the empty line was forgotten, the body begins here.
      return { fields, bodyStart: start, faults: [...faults, 'malformed-header'] }
    }
  }
  return { fields, bodyStart: block.bodyStart, faults: [...faults] }
}

/** Text without any header is all body; after a leading empty line the body is what follows it. */
function bodyWithoutHeaders({ lines, bodyStart }: Block): number {
  return lines[0]?.start ?? bodyStart
}

function* readBlock(lines: RawLines, range: HeaderRange): Pieces<Block> {
  const found: Line[] = []
  const bytesEnd = Math.min(range.end, range.start + limits.headerBytesMax)
  let position = range.start
  let pieceEnd = position + limits.readPieceBytes
  while (position < bytesEnd && found.length < limits.headerLinesMax) {
    if (position > pieceEnd) {
      yield
      pieceEnd = position + limits.readPieceBytes
    }
    if (range.isDelimiter(position)) return { lines: found, bodyStart: position, isTooLarge: false }
    const { at, next } = findBreak(lines, position, bytesEnd)
    if (at === position) return { lines: found, bodyStart: next, isTooLarge: false }
    // Cut out of the buffer one by one, so that a kept subject does not keep the whole header alive.
    found.push({ start: position, text: lines.raw.toString('latin1', position, at) })
    position = next
  }
  if (position === range.end) return { lines: found, bodyStart: range.end, isTooLarge: false }
  const bodyStart = yield* findBody(lines, position, range)
  return { lines: found, bodyStart, isTooLarge: true }
}

/** Skips header lines that are too many to be read. */
function* findBody(lines: RawLines, from: number, range: HeaderRange): Pieces<number> {
  let position = from
  let pieceEnd = position + limits.readPieceBytes
  while (position < range.end) {
    if (position > pieceEnd) {
      yield
      pieceEnd = position + limits.readPieceBytes
    }
    if (range.isDelimiter(position)) return position
    const { at, next } = findBreak(lines, position, range.end)
    if (at === position && position > from) return next
    position = next
  }
  return range.end
}
