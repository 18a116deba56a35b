import { fold } from './fold.ts'
import { collapsed, visibleWords } from './visible-words.ts'

const notAscii = /[^\u0001-\u007f]/

/** Text as it is kept to be searched: folded, on one line, without what nobody sees. */
export function toSearched(text: string): string {
  if (!notAscii.test(text)) return collapsed(text.toLowerCase())
  // Normalising makes spaces out of characters such as ¨.
  return visibleWords(fold(visibleWords(text)))
}

/** What Mailpit takes for a space, in a mail as in a query, besides white space. */
export const SEPARATORS = '<>",;()'

// As with white space: a space that stands alone stays.
const separators = /[<>",;()\s]{2,}|[<>",;()]|[^\S ]/g

/** A searched text without the separators: what is left are words with one space between them. */
export function withoutSeparators(searched: string): string {
  return searched.replace(separators, ' ').trim()
}
