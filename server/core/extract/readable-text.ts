import { limits } from '../limits.ts'
import { breaks } from './breaks.ts'

const notAscii = /[^\u0000-\u007f]/
// Never seen: soft hyphens, zero-width characters, marks of direction, byte order marks.
const invisible =
  /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]/g
// Full-width letters and digits, and the digits of Arabic, Persian and Hindi.
const foreign =
  /[\uff03-\uff05\uff0d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g
// Bold, double-struck and other such digits and capitals, that posters of spam like and some apps too.
const mathematical = /[\u{1d400}-\u{1d7ff}]/gu

/** The lines of a page of HTML, cells parted by a tab. */
export function pageLines(page: string): string {
  const lines = plainChars(page.slice(0, limits.codeTextMax)).split(breaks.line)
  return lines.map(pageLine).filter(hasWords).join('\n')
}

/** The lines of a text part; those that were wrapped are one again. */
export function textLines(text: string): string {
  const lines = plainChars(text.slice(0, limits.codeTextMax)).split('\n').map(textLine)
  let joined = ''
  let before = ''
  for (const line of lines) {
    if (hasWords(line))
      joined += `${joined === '' ? '' : isWrapped(before, line) ? ' ' : '\n'}${line}`
    before = line
  }
  return joined
}

/** In the letters and digits that one types, to spare every rule the others. */
function plainChars(text: string): string {
  if (!notAscii.test(text)) return text
  return text
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

function pageLine(line: string): string {
  const parted = line.includes(breaks.cell)
  const words = line.replace(/[^\S\v]+/g, ' ')
  return (parted ? words.replace(/ ?\v[ \v]*/g, '\t') : words).trim()
}

function textLine(line: string): string {
  return line
    .replace(/^[\s>|]+/, '')
    .trimEnd()
    .replace(/\s*\t\s*| {3,}/g, '\t')
    .replace(/[^\S\t]+/g, ' ')
}

function hasWords(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line)
}

const wrappedLengthMin = 45

function isWrapped(before: string, line: string): boolean {
  return (
    before.length >= wrappedLengthMin &&
    !/[.:!?;。：！？]\W{0,3}$/u.test(before) &&
    /^[\p{L}\p{N}(]/u.test(line)
  )
}
