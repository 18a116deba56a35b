import { SEPARATORS, toSearched, withoutSeparators } from './to-searched.ts'

/** What a text must contain. A mail and a query may write spaces as separators and the other way round. */
export interface Needle {
  /** Words with one space between them; never empty. */
  readonly value: string
  /** What a text that has none of cannot have the whole of. */
  readonly longest: string
  /** Finds the words with any separators between them; `undefined` for one word. */
  readonly loose: RegExp | undefined
}

/** `undefined` for a text that says nothing. One of separators only is looked for as it stands. */
export function toNeedle(text: string): Needle | undefined {
  const searched = toSearched(text)
  const words = withoutSeparators(searched)
  const value = words === '' ? searched : words
  if (value === '') return undefined
  const pieces = words.split(' ')
  const [longest = ''] = pieces.toSorted((one, other) => other.length - one.length)
  if (pieces.length === 1) return { value, longest: value, loose: undefined }
  // The pieces have no separator in them, so that there is one way only to find them: linear.
  const between = `[ ${SEPARATORS}]+`
  return { value, longest, loose: new RegExp(pieces.map(escaped).join(between)) }
}

/** Whether a searched text has the needle in it. */
export function includesNeedle(text: string, { value, longest, loose }: Needle): boolean {
  if (text.includes(value)) return true
  return loose !== undefined && text.includes(longest) && loose.test(text)
}

function escaped(piece: string): string {
  return piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
