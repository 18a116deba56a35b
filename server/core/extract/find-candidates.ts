import { limits } from '../limits.ts'
import { shapeOf } from './code-shape.ts'
import type { CodeShape } from './code-shape.ts'
import { readTokens } from './read-tokens.ts'
import type { Token } from './read-tokens.ts'

/** Something in a text that looks like a code. */
export interface Candidate {
  readonly value: string
  readonly shape: CodeShape
  readonly start: number
  readonly end: number
  /** One of several numbers in a row that are no code together, as in a phone number. */
  readonly isInRow: boolean
}

/** Everything in a text that looks like a code; what it is, the words around must say. */
export function findCandidates(text: string): Candidate[] {
  const found: Candidate[] = []
  for (const row of rowsOf(readTokens(text), text)) {
    if (found.length >= limits.codeCandidatesMax) break
    const joined = joinRow(row)
    if (joined !== undefined) found.push(joined)
    else found.push(...row.tokens.flatMap((token) => single(token, row)))
  }
  return found.slice(0, limits.codeCandidatesMax)
}

/** Numbers or single characters one after the other with nothing else between. */
interface Row {
  readonly tokens: Token[]
  /** What stands between two: a blank, a tab, a line break. */
  gap: string
  /** Where a dash stands between two, as the number of characters before it. */
  dash: number
}

function* rowsOf(tokens: Iterable<Token>, text: string): Generator<Row> {
  let row: Row | undefined
  for (const token of tokens) {
    if (row !== undefined && goesOn(row, token, text)) continue
    if (row !== undefined) yield row
    row = { tokens: [token], gap: '', dash: 0 }
  }
  if (row !== undefined) yield row
}

/** Adds a token to a row if it is one more of the same. */
function goesOn(row: Row, token: Token, text: string): boolean {
  const last = row.tokens.at(-1)
  if (last === undefined || !isAlike(last, token)) return false
  const gap = gapBetween(text.slice(last.end, token.start), token.word.length === 1)
  if (gap === '-' && row.dash === 0) row.dash = row.tokens.map(({ word }) => word).join('').length
  else if (gap === '' || (row.gap !== '' && row.gap !== gap)) return false
  else row.gap = gap
  row.tokens.push(token)
  return true
}

function isAlike({ word }: Token, other: Token): boolean {
  if (word.length === 1) return other.word.length === 1
  return /^\d+$/.test(word) && /^\d{2,}$/.test(other.word)
}

/** `''` when something else stands between. */
function gapBetween(between: string, isSingle: boolean): string {
  if (between === ' ' || between === '\t' || between === '\n') return between
  if (isSingle && /^ ?[·•.|] ?$/.test(between)) return ' '
  if (/^[ \t]?[-–—‑][ \t]?$/.test(between)) return '-'
  return /^[ \t]*\t[ \t]*$/.test(between) ? '\t' : ''
}

const groupings = new Set(['3,3', '4,4', '2,2,2', '2,2,2,2'])

/** `4 8 2 9 1 3`, digits in cells of their own, `482 913`. */
function joinRow({ tokens, gap, dash }: Row): Candidate | undefined {
  const [first] = tokens
  const last = tokens.at(-1)
  if (first === undefined || last === undefined || first === last) return undefined
  if (isPartOf(first) || isPartOf(last)) return undefined
  const words = tokens.map(({ word }) => word)
  const joined = words.join('')
  const place = { start: first.start, end: last.end, isInRow: false }
  const value = dash > 0 ? `${joined.slice(0, dash)}-${joined.slice(dash)}` : joined
  if (first.word.length === 1) {
    const shape = joined.length >= 4 && joined.length <= 10 ? shapeOf(joined) : undefined
    return shape === undefined || shape === 'letters' ? undefined : { ...place, value, shape }
  }
  if (gap === '\n' || !groupings.has(words.map(({ length }) => length).join())) return undefined
  // Two cells with four digits each are two years, or two of anything.
  if (gap === '\t' && words.length === 2 && first.word.length !== 3) return undefined
  return { ...place, value: gap === ' ' ? words.join(' ') : value, shape: 'grouped-digits' }
}

function single(token: Token, { tokens, gap }: Row): Candidate[] {
  // `4-8-2-9-1-3`
  const value = /^\w(?:-\w){3,}$/.test(token.word) ? token.word.replaceAll('-', '') : token.word
  const shape = isPartOf(token) ? undefined : shapeOf(value)
  if (shape === undefined) return []
  const { start, end } = token
  return [{ value, shape, start, end, isInRow: tokens.length > 1 && gap === ' ' }]
}

/** Of an address, a price, a percentage, a phone number. */
function isPartOf({ lead, tail }: Token): boolean {
  return /[#+/$@&?\.]$/.test(lead) || /^[%/\@_]/.test(tail)
}
