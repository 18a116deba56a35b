import { SEPARATORS, toSearched, withoutSeparators } from './to-searched.ts'

/** What a text must contain. A mail and a query may write spaces as separators and the other way round. */
export interface Needle {
  /** Words with one space between them; never empty. */
  readonly value: string
  /** What a text that has none of cannot have the whole of. */
  readonly longest: string
  /** Whether it has several words, between which any separators may stand. */
  readonly isLoose: boolean
}

/** `undefined` for a text that says nothing. One of separators only is looked for as it stands. */
export function toNeedle(text: string): Needle | undefined {
  const searched = toSearched(text)
  const words = withoutSeparators(searched)
  const value = words === '' ? searched : words
  if (value === '') return undefined
  const pieces = words.split(' ')
  const [longest = ''] = pieces.toSorted((one, other) => other.length - one.length)
  const isLoose = pieces.length > 1
  return { value, longest: isLoose ? longest : value, isLoose }
}

/** Whether a searched text has the needle in it. */
export function includesNeedle(text: string, { value, longest, isLoose }: Needle): boolean {
  if (text.includes(value)) return true
  // Not with a regular expression: a thousand words take it minutes in a text that has them again and again.
  return isLoose && text.includes(longest) && text.replace(between, ' ').includes(value)
}

/** Not of line breaks and tabs, which part the fields. */
const between = new RegExp(`[ ${SEPARATORS}]+`, 'g')
