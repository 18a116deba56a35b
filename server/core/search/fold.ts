import { streamSafe } from './stream-safe.ts'

const notAscii = /[^\u0000-\u007f]/
/** What differs in lower case only: ß and SS, the three sigmas, and the four letters i of Turkish. */
const special = /[ßςı]|i\u0307/g

/**
 * The form in which text is compared: compatibility-normalised (NFKC), without case. `STRASSE` is
 * `straße`, `ΣΟΦΟΣ` is `σοφός` but for the accent, and I, ı, İ and i are one letter, so that the capitals
 * of a Turkish word find it.
 */
export function fold(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase()
  const lower = streamSafe(text).normalize('NFKC').toLowerCase().replace(special, foldSpecial)
  // Lower case can be composed where upper case cannot: J̌ has no character of its own, ǰ has.
  return lower.normalize('NFKC')
}

function foldSpecial(found: string): string {
  if (found === 'ß') return 'ss'
  return found === 'ς' ? 'σ' : 'i'
}
