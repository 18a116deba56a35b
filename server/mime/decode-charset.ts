import { isAscii, isUtf8 } from 'node:buffer'
import { StringDecoder } from 'node:string_decoder'
import iconv from 'iconv-lite'
import libmime from 'libmime'
import { limits } from '../core/limits.ts'
import { decodeWith } from './charset-decoder.ts'
import type { CharsetDecoder } from './charset-decoder.ts'
import { atOnce } from './in-pieces.ts'
import type { Pieces } from './in-pieces.ts'
import { createIso2022JpDecoder } from './iso-2022-jp-decoder.ts'
import { createUtf7Decoder } from './utf7-decoder.ts'
import { withWholeCharacters } from './whole-characters.ts'

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
// iconv-lite knows these under many spellings (`base-64`), but they are no charset of a mail.
const notCharsets = new Set(
  (['base64', 'hex', 'binary', 'utf7imap'] as const).map((name) => iconv.getCodec(name)),
)
const utf7 = iconv.getCodec('utf7')

/** Decodes in the named charset; a wrong or unknown label gives the most likely text and a fault. */
export function* charsetPieces(bytes: Buffer, label: string): Pieces<DecodedText> {
  const charset = label.trim().toLowerCase().replace(/\*.*$/, '')
  if (charset === '') return yield* undeclaredPieces(bytes)
  if (ascii.has(charset)) return asWrongWhenGuessed(yield* undeclaredPieces(bytes))
  if (utf8.has(charset)) return yield* utf8Pieces(bytes)
  if (latin1.has(charset)) {
    return { text: yield* decodeWith(windows1252Decoder, bytes), fault: undefined }
  }
  if (charset.startsWith('iso-2022-jp')) {
    return marked(yield* decodeWith(createIso2022JpDecoder(), bytes))
  }
  return yield* otherPieces(bytes, charset)
}

/** RFC 2045 5.2 says US-ASCII; what else is sent is UTF-8 if it can be, else windows-1252. */
export function* undeclaredPieces(bytes: Buffer): Pieces<DecodedText> {
  if (isIso2022Jp(bytes)) {
    return { text: yield* decodeWith(createIso2022JpDecoder(), bytes), fault: 'missing-charset' }
  }
  if (isUtf8(bytes)) {
    const text = yield* decodeWith(new StringDecoder('utf8'), bytes)
    return { text, fault: isAscii(bytes) ? undefined : 'missing-charset' }
  }
  return { text: yield* decodeWith(windows1252Decoder, bytes), fault: 'missing-charset' }
}

/** `charsetPieces` without a pause, for what stands in a header. */
export function decodeCharset(bytes: Buffer, label: string): DecodedText {
  return atOnce(charsetPieces(bytes, label))
}

/** `undeclaredPieces` without a pause, for what stands in a header. */
export function decodeUndeclared(bytes: Buffer): DecodedText {
  return atOnce(undeclaredPieces(bytes))
}

function asWrongWhenGuessed({ text, fault }: DecodedText): DecodedText {
  return { text, fault: fault === undefined ? undefined : 'wrong-charset' }
}

function* utf8Pieces(bytes: Buffer): Pieces<DecodedText> {
  if (isUtf8(bytes)) {
    return { text: yield* decodeWith(new StringDecoder('utf8'), bytes), fault: undefined }
  }
  // One broken character in real UTF-8 is shown as such; bytes without any UTF-8 are another charset.
  const text = yield* decodeWith(new StringDecoder('utf8'), bytes)
  if (yield* hasUtf8(text)) return { text, fault: 'wrong-charset' }
  return { text: yield* decodeWith(windows1252Decoder, bytes), fault: 'wrong-charset' }
}

function* hasUtf8(text: string): Pieces<boolean> {
  for (let from = 0; from < text.length; from += limits.readPieceBytes) {
    if (from > 0) yield
    if (/[^\u0000-\u007f\ufffd]/.test(text.slice(from, from + limits.readPieceBytes))) return true
  }
  return false
}

/** RFC 2152: all bytes are ASCII. Anything else was labelled so by mistake. */
function* utf7Pieces(bytes: Buffer): Pieces<DecodedText> {
  if (!isAscii(bytes)) return asWrongWhenGuessed(yield* undeclaredPieces(bytes))
  return { text: yield* decodeWith(createUtf7Decoder(), bytes), fault: undefined }
}

function* otherPieces(bytes: Buffer, charset: string): Pieces<DecodedText> {
  const name = libmime.normalizeCharset(charset).toLowerCase()
  if (!iconv.encodingExists(name) || notCharsets.has(iconv.getCodec(name))) {
    const { text } = yield* undeclaredPieces(bytes)
    return { text, fault: 'unknown-charset' }
  }
  if (iconv.getCodec(name) === utf7) return yield* utf7Pieces(bytes)
  return marked(yield* decodeWith(withWholeCharacters(iconv.getDecoder(name)), bytes))
}

function marked(text: string): DecodedText {
  return { text, fault: text.includes('\ufffd') ? 'wrong-charset' : undefined }
}

/** RFC 1468: ESC $ @ or ESC $ B switches to Japanese; nothing else begins so. */
function isIso2022Jp(bytes: Buffer): boolean {
  const escape = bytes.indexOf('\u001b$')
  const set = bytes[escape + 2]
  return escape !== -1 && (set === 0x40 || set === 0x42)
}

const controls1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Own table: Node's TextDecoder read 0x80–0x9f as Latin-1 in some releases. */
const windows1252Decoder: CharsetDecoder = {
  write: (piece) =>
    piece
      .toString('latin1')
      .replace(/[\u0080-\u009f]/g, (character) =>
        controls1252.charAt(character.charCodeAt(0) - 0x80),
      ),
  end: () => undefined,
}
