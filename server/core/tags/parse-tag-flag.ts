import { limits } from '../limits.ts'
import type { TagFilter } from './tag-filter.ts'
import { parseTagFilter } from './tag-filter.ts'

export type ParsedTagFlag =
  | { readonly ok: true; readonly filters: readonly TagFilter[] }
  | { readonly ok: false; readonly problem: string }

/** A run of characters without white space outside of quotes. */
interface Piece {
  readonly start: number
  readonly end: number
}

interface Written {
  readonly names: string
  match: string
}

/** Names and `=`; a `:`, `/` or `(` before the `=` is part of a search: `header:x-campaign=spring`. */
const BEGINNING = /^(?:"([^"]*)"|([^":=/()]+))=/

/**
 * Filters as on Mailpit's command line: `A,B=word "C D"="some words"`. White space separates, and what has
 * no `=` of its own goes on with the search before it, so that a search may have several terms.
 */
export function parseTagFlag(source: string): ParsedTagFlag {
  const pieces = split(source)
  if (!Array.isArray(pieces)) return { ok: false, problem: pieces.problem }
  const written: Written[] = []
  let matchStart = 0
  for (const { start, end } of pieces) {
    const [beginning, quoted, bare] = BEGINNING.exec(source.slice(start, end)) ?? []
    if (beginning !== undefined) {
      written.push({ names: quoted ?? bare ?? '', match: '' })
      matchStart = start + beginning.length
    }
    const last = written.at(-1)
    if (!last) return { ok: false, problem: noBeginning(source.slice(start, end)) }
    last.match = source.slice(matchStart, end)
  }
  if (written.length === 0) return { ok: false, problem: 'It is empty: write tag=search.' }
  if (written.length > limits.tagFiltersMax) {
    return { ok: false, problem: `It has ${written.length} filters; ${limits.tagFiltersMax} fit.` }
  }
  return parseAll(written)
}

function parseAll(written: readonly Written[]): ParsedTagFlag {
  const filters: TagFilter[] = []
  for (const [index, { names, match }] of written.entries()) {
    const parsed = parseTagFilter({ names: names.split(','), match: unquoted(match) })
    if (!parsed.ok)
      return { ok: false, problem: `Filter ${index + 1} (${names}): ${parsed.problem}` }
    filters.push(parsed.filter)
  }
  return { ok: true, filters }
}

/** Quotes around the whole of it are those of the command line, not of the search. */
function unquoted(match: string): string {
  return /^"[^"]*"$/.test(match) ? match.slice(1, -1) : match
}

function noBeginning(piece: string): string {
  return `"${piece}" has no tag before it: write tag=search, or "tag, other tag"=search.`
}

function split(source: string): Piece[] | { readonly problem: string } {
  const pieces: Piece[] = []
  let start = -1
  let quote = -1
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (quote < 0 && /\s/.test(character)) {
      if (start >= 0) pieces.push({ start, end: at })
      start = -1
      continue
    }
    if (start < 0) start = at
    if (character === '"') quote = quote < 0 ? at : -1
  }
  if (quote >= 0) return { problem: `The quote at position ${quote + 1} is never closed.` }
  if (start >= 0) pieces.push({ start, end: source.length })
  return pieces
}
