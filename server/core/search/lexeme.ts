import type { Place } from './query-node.ts'

/** A term as it was written, not understood yet. */
export interface Word extends Place {
  readonly kind: 'word'
  readonly isNegated: boolean
  /** Without the negation and without quotes; parentheses outside of quotes are spaces. */
  readonly text: string
  /** Where in `text` the first quoted piece begins; operators cannot be quoted. */
  readonly quotedFrom: number
  /** What stands between the slashes behind `text`, such as `subject:`, and behind them. */
  readonly regex: { readonly source: string; readonly flags: string } | undefined
}

export type Lexeme =
  | Word
  | (Place & { readonly kind: 'open'; readonly isNegated: boolean })
  | (Place & { readonly kind: 'close' })

export function isSpace(source: string, at: number): boolean {
  return /\s/.test(source.charAt(at))
}

/** Whether a parenthesis stands there that ends a term too: `(555)123` is a number, no group. */
export function isGroupEnd(source: string, at: number): boolean {
  if (source.charAt(at) !== ')') return false
  const isLast = at + 1 === source.length
  return isLast || isSpace(source, at + 1) || source.charAt(at + 1) === ')'
}
