import { SEPARATORS, toSearched, withoutSeparators } from './to-searched.ts'

/** What a text must contain. A mail and a query may write spaces as separators and the other way round. */
export interface Needle {
  /** Words with one space between them; never empty. */
  readonly value: string
  /** Of several words: the first of them, with any separators between. */
  readonly phrase: RegExp | undefined
  /** Whether what `indexOfNeedle` finds is all of it, and not only its beginning. */
  readonly isExact: boolean
}

/**
 * Words that an expression is made of: at each place where the first one stands it may look at all of them,
 * so that a thousand would take minutes in a text that has them again and again.
 */
const PHRASE_WORDS_MAX = 8

/** `undefined` for a text that says nothing. One of separators only is looked for as it stands. */
export function toNeedle(text: string): Needle | undefined {
  const searched = toSearched(text)
  const value = withoutSeparators(searched)
  if (value === '') return searched === '' ? undefined : plainNeedle(searched)
  const words = value.split(' ')
  if (words.length === 1) return plainNeedle(value)
  const isExact = words.length <= PHRASE_WORDS_MAX
  return { value, phrase: toPhrase(words.slice(0, PHRASE_WORDS_MAX)), isExact }
}

/** A text that must be there as it is. */
export function plainNeedle(value: string): Needle {
  return { value, phrase: undefined, isExact: true }
}

/** Whether a searched text has the needle in it. */
export function includesNeedle(text: string, needle: Needle): boolean {
  if (indexOfNeedle(text, needle) < 0) return false
  return needle.isExact || text.replace(between, ' ').includes(needle.value)
}

/** Where a searched text may have the needle, from a place on; -1 where it has not. */
export function indexOfNeedle(text: string, { value, phrase }: Needle, from = 0): number {
  if (!phrase) return text.indexOf(value, from)
  phrase.lastIndex = from
  return phrase.exec(text)?.index ?? -1
}

/** Not line breaks and tabs, which part the fields. */
const separator = `[ ${SEPARATORS}]+`
const between = new RegExp(separator, 'g')

/** No word has a separator in it, so that what stands between two is never looked at twice. */
function toPhrase(words: readonly string[]): RegExp {
  return new RegExp(words.map(escaped).join(separator), 'g')
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
