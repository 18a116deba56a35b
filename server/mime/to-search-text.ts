import { limits } from '../core/limits.ts'
import { fold } from '../core/search/fold.ts'
import type { Pieces } from './in-pieces.ts'
import { visibleWords } from './visible-words.ts'

/** Everything a word search looks at, one line each, folded. */
export function* toSearchText(sources: readonly string[]): Pieces<string> {
  const folded: string[] = []
  let left: number = limits.searchTextMax
  for (const source of sources) {
    for (let from = 0; from < source.length && left > 0;) {
      if (from > 0) yield
      const end = pieceEnd(source, from)
      const words = fold(visibleWords(source.slice(from, end))).slice(0, left)
      if (words !== '') folded.push(words, isCutAt(source, end) ? ' ' : '\n')
      left -= words.length
      from = end
    }
  }
  return folded.join('').slice(0, limits.searchTextMax).trimEnd()
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

function isCutAt(source: string, end: number): boolean {
  return end < source.length
}
