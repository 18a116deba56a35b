import { limits } from '../core/limits.ts'
import { toSearched } from '../core/search/to-searched.ts'
import type { Pieces } from './in-pieces.ts'

/** A text as it is kept to be searched, at most `lengthMax` characters. */
export function* toSearchText(source: string, lengthMax: number): Pieces<string> {
  if (source.length <= limits.readPieceBytes) return toSearched(source).slice(0, lengthMax)
  const folded: string[] = []
  let left = lengthMax
  for (let from = 0; from < source.length && left > 0;) {
    if (from > 0) yield
    const end = pieceEnd(source, from)
    const words = toSearched(source.slice(from, end)).slice(0, left)
    if (words !== '') folded.push(words)
    left -= words.length + 1
    from = end
  }
  return folded.join(' ').slice(0, lengthMax).trimEnd()
}

/** Cut at white space, where no combining character goes on with what was before it. */
function pieceEnd(source: string, from: number): number {
  const end = from + limits.readPieceBytes
  if (end >= source.length) return source.length
  const tail = source.slice(end - wordMax, end)
  const space = tail.search(/\s\S*$/)
  return space <= 0 ? end : end - wordMax + space
}

const wordMax = 256
