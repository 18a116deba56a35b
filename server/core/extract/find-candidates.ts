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
    const joined = joinRow(row, text)
    if (joined !== undefined) found.push(joined)
    else found.push(...row.tokens.flatMap((token) => single(token, row)))
  }
  return found
}

/** Numbers and single characters one after the other with nothing else between. */
interface Row {
  readonly tokens: Token[]
  /** What stands between two: a blank, a tab, a line break. */
  gap: string
}

function* rowsOf(tokens: Iterable<Token>, text: string): Generator<Row> {
  let row: Row | undefined
  for (const token of tokens) {
    const last = row?.tokens.at(-1)
    const gap = last === undefined ? '' : gapBetween(last, token, text)
    if (
      row !== undefined &&
      gap !== '' &&
      (row.gap === '' || row.gap === gap) &&
      fits(row, token)
    ) {
      row.gap = gap
      row.tokens.push(token)
      continue
    }
    if (row !== undefined) yield row
    row = { tokens: [token], gap: '' }
  }
  if (row !== undefined) yield row
}

function fits(row: Row, { word }: Token): boolean {
  const isSingle = word.length === 1
  const [first] = row.tokens
  if ((first?.word.length === 1) !== isSingle) return false
  return isSingle || (/^\d+$/.test(word) && /^\d+$/.test(first?.word ?? ''))
}

/** `''` when something else stands between. */
function gapBetween(before: Token, token: Token, text: string): string {
  const between = text.slice(before.end, token.start)
  if (between === ' ' || between === '\t' || between === '\n') return between
  if (/^ ?[-–·•.|] ?$/.test(between) && before.word.length === 1) return ' '
  return /^[ \t]*\t[ \t]*$/.test(between) ? '\t' : ''
}

/** `4 8 2 9 1 3`, digits in cells of their own, `482 913`. */
function joinRow({ tokens, gap }: Row, text: string): Candidate | undefined {
  const [first] = tokens
  const last = tokens.at(-1)
  if (first === undefined || last === undefined || tokens.length === 1) return undefined
  if (first.lead !== '' || last.tail === '%') return undefined
  const words = tokens.map(({ word }) => word)
  const place = { start: first.start, end: last.end, isInRow: false }
  if (first.word.length === 1) {
    const value = words.join('')
    const shape = value.length >= 4 && value.length <= 10 ? shapeOf(value) : undefined
    return shape === undefined || shape === 'letters' ? undefined : { ...place, value, shape }
  }
  if (
    gap === '\n' ||
    !/^(?:3,3|4,4|2,2,2|2,2,2,2)$/.test(words.map((word) => word.length).join())
  ) {
    return undefined
  }
  if (gap === '\t' && words.length === 2 && words[0]?.length !== 3) return undefined
  const value = gap === '\t' ? words.join('') : text.slice(first.start, last.end)
  return { ...place, value, shape: 'grouped-digits' }
}

function single({ word, start, end, lead, tail }: Token, { tokens, gap }: Row): Candidate[] {
  const shape = /[#+/$@&?\\.]$/.test(lead) || /^[%/\\@_]/.test(tail) ? undefined : shapeOf(word)
  if (shape === undefined) return []
  return [{ value: word, shape, start, end, isInRow: tokens.length > 1 && gap === ' ' }]
}
