import { limits } from '../core/limits.ts'
import type { Pieces } from './in-pieces.ts'
import { findBreak } from './raw-lines.ts'
import type { RawLines } from './raw-lines.ts'

const DASH = 0x2d
const boundaryMax = 200
const guessable = /^--([!-~]{1,200})$/

/** The boundary that was meant, when the declared one never comes: a `--` line before a part header. */
export function* guessBoundary(lines: RawLines, start: number, end: number): Pieces<string> {
  const { raw } = lines
  let position = start
  let pieceEnd = start + limits.readPieceBytes
  while (position < end) {
    if (position > pieceEnd) {
      yield
      pieceEnd = position + limits.readPieceBytes
    }
    const { at, next } = findBreak(lines, position, end)
    const length = at - position
    if (raw[position] === DASH && length > 2 && length <= boundaryMax + 2) {
      const boundary = guessable.exec(raw.toString('latin1', position, at).trimEnd())?.[1]
      if (boundary !== undefined && isPartHeader(raw, next)) return boundary
    }
    position = next
  }
  return ''
}

function isPartHeader(raw: Buffer, start: number): boolean {
  return /^content-[a-z-]+[ \t]*:/i.test(raw.toString('latin1', start, start + 60))
}
