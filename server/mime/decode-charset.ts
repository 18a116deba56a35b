import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import libmime from 'libmime'

/** Text out of bytes, and what was wrong with their label. */
export interface DecodedText {
  readonly text: string
  readonly fault: 'unknown-charset' | 'wrong-charset' | 'missing-charset' | undefined
}

const ascii = new Set(['us-ascii', 'ascii', '7bit', '8bit', 'ansi_x3.4-1968'])
const utf8 = new Set(['utf-8', 'utf8', 'unicode-1-1-utf-8', 'utf-8-sig', 'utf8mb4', 'cp65001'])
// As every browser and mail program does, Latin-1 is read as its superset windows-1252 (WHATWG Encoding).
const latin1 = new Set([
  'iso-8859-1',
  'iso8859-1',
  'iso_8859-1',
  'latin1',
  'latin-1',
  'l1',
  'windows-1252',
  'cp1252',
  'cp-1252',
])
// iconv-lite knows these, but they are no charset of a mail.
const notCharsets = /^(?:base64|hex|binary|utf-?7-?imap)$/

/** Decodes in the named charset; a wrong or unknown label gives the most likely text and a fault. */
export function decodeCharset(bytes: Buffer, label: string): DecodedText {
  const charset = label.trim().toLowerCase().replace(/\*.*$/, '')
  if (charset === '') return decodeUndeclared(bytes)
  if (ascii.has(charset)) return asWrongWhenGuessed(decodeUndeclared(bytes))
  if (utf8.has(charset)) return decodeUtf8(bytes)
  if (latin1.has(charset)) return { text: fromWindows1252(bytes), fault: undefined }
  if (charset === 'utf-7' || charset === 'unicode-1-1-utf-7') return decodeUtf7(bytes)
  if (charset.startsWith('iso-2022-jp')) return marked(decodeIso2022Jp(bytes))
  return decodeOther(bytes, charset)
}

/** RFC 2045 5.2 says US-ASCII; what else is sent is UTF-8 if it can be, else windows-1252. */
export function decodeUndeclared(bytes: Buffer): DecodedText {
  if (isIso2022Jp(bytes)) return { text: decodeIso2022Jp(bytes), fault: 'missing-charset' }
  if (isUtf8(bytes)) {
    const text = withoutBom(bytes.toString('utf8'))
    return { text, fault: isAscii(bytes) ? undefined : 'missing-charset' }
  }
  return { text: fromWindows1252(bytes), fault: 'missing-charset' }
}

function asWrongWhenGuessed({ text, fault }: DecodedText): DecodedText {
  return { text, fault: fault === undefined ? undefined : 'wrong-charset' }
}

function decodeUtf8(bytes: Buffer): DecodedText {
  const text = withoutBom(bytes.toString('utf8'))
  if (isUtf8(bytes)) return { text, fault: undefined }
  // One broken character in real UTF-8 is shown as such; bytes without any UTF-8 are another charset.
  const isOther = !/[^\u0000-\u007f\ufffd]/.test(text)
  return { text: isOther ? fromWindows1252(bytes) : text, fault: 'wrong-charset' }
}

/** RFC 2152: all bytes are ASCII. Anything else was labelled so by mistake. */
function decodeUtf7(bytes: Buffer): DecodedText {
  if (isAscii(bytes)) return { text: iconv.decode(bytes, 'utf-7'), fault: undefined }
  return asWrongWhenGuessed(decodeUndeclared(bytes))
}

function decodeOther(bytes: Buffer, charset: string): DecodedText {
  const name = libmime.normalizeCharset(charset).toLowerCase()
  if (notCharsets.test(name) || !iconv.encodingExists(name)) {
    return { text: decodeUndeclared(bytes).text, fault: 'unknown-charset' }
  }
  return marked(iconv.decode(bytes, name))
}

function marked(text: string): DecodedText {
  return { text, fault: text.includes('\ufffd') ? 'wrong-charset' : undefined }
}

/** iconv-lite has no ISO-2022-JP; libmime brings a decoder and shows it only for encoded words. */
function decodeIso2022Jp(bytes: Buffer): string {
  return libmime.decodeWord('iso-2022-jp', 'B', bytes.toString('base64'))
}

/** RFC 1468: ESC $ @ or ESC $ B switches to Japanese; nothing else begins so. */
function isIso2022Jp(bytes: Buffer): boolean {
  const escape = bytes.indexOf('\u001b$')
  const set = bytes[escape + 2]
  return escape !== -1 && (set === 0x40 || set === 0x42)
}

const controls1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Own table: Node's TextDecoder read 0x80–0x9f as Latin-1 in some releases. */
function fromWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => controls1252.charAt(character.charCodeAt(0) - 0x80))
}

function withoutBom(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
