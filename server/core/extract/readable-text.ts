import { limits } from '../limits.ts'
import { streamSafe } from '../search/stream-safe.ts'
import { breaks } from './breaks.ts'

const notAscii = /[^\u0000-\u007f]/
// Never seen: soft hyphens, zero-width characters, marks of direction, byte order marks.
// The joiners stand in the class on purpose, each for itself.
const invisible =
  // eslint-disable-next-line no-misleading-character-class -- no character is meant to be combined here
  /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]/g
// Full-width letters and digits, and the digits of Arabic, Persian and Hindi.
const foreign =
  /[\uff03-\uff05\uff0d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g
// Bold, double-struck and other such digits and capitals, that posters of spam like and some apps too.
const mathematical = /[\u{1d400}-\u{1d7ff}]/gu

/** The lines of a page of HTML, cells parted by a tab. */
export function pageLines(page: string): string {
  const words = plainChars(page.slice(0, limits.codeTextMax)).replace(/[^\S\f\v]+/g, ' ')
  const cells = words.includes(breaks.cell) ? words.replace(/ ?\v[ \v]*/g, '\t') : words
  return withWords(cells.replace(/[ \t]*\f[ \t\f]*/g, '\n').trim())
}

/** The lines of a text part; those that were wrapped are one again. */
export function textLines(text: string): string {
  const plain = plainChars(text.slice(0, limits.codeTextMax))
  if (!/[\r\n\t]| {3}/.test(plain)) return plain.trim()
  const lines = plain
    .replace(/\r?\n[\t >|]*|\r/g, '\n')
    .replace(/[^\S\n\t]{3,}/g, '\t')
    .replace(/[^\S\n\t]{1,2}/g, ' ')
    .replace(/ {0,2}\t[ \t]*/g, '\t')
    .replace(/[ \t]?\n[ \t]?/g, '\n')
    .trim()
  return withWords(unwrapped(lines))
}

const wrappedLengthMin = 45

/** A long line that ends no sentence goes on in the next one. */
function unwrapped(text: string): string {
  let joined = ''
  let before = ''
  for (const line of text.split('\n')) {
    const goesOn =
      before.length >= wrappedLengthMin &&
      !/[.:!?;。：！？]\W{0,3}$/u.test(before.slice(-4)) &&
      /^[\p{L}\p{N}(]/u.test(line)
    joined += `${goesOn ? ' ' : '\n'}${line}`
    before = line
  }
  return joined.slice(1)
}

/** Without lines that are empty or only decoration. */
function withWords(lines: string): string {
  return lines.replace(/\n(?:[^\p{L}\p{N}\n]*\n)+/gu, '\n').replace(/\n[^\p{L}\p{N}\n]+$/u, '')
}

/** In the letters and digits that one types, to spare every rule the others. */
function plainChars(text: string): string {
  if (!notAscii.test(text)) return text
  return streamSafe(text)
    .normalize('NFC')
    .replace(invisible, '')
    .replace(foreign, plainChar)
    .replace(mathematical, (char) => char.normalize('NFKC'))
}

function plainChar(char: string): string {
  const code = char.charCodeAt(0)
  if (code >= 0xff01) return String.fromCharCode(code - 0xfee0)
  return String(code >= 0x0966 ? code - 0x0966 : code >= 0x06f0 ? code - 0x06f0 : code - 0x0660)
}
