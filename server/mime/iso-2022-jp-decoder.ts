import libmime from 'libmime'
import type { CharsetDecoder } from './charset-decoder.ts'

const ESC = 0x1b
const escapeBytesMax = 4
const characterBytesMax = 4

/**
 * iconv-lite has no ISO-2022-JP; libmime brings a decoder that wants a text whole and shows it only
 * for encoded words. So each piece ends where a character does and begins with the escape sequence
 * that is in force there.
 */
export function createIso2022JpDecoder(): CharsetDecoder {
  let rest = Buffer.alloc(0)

  return {
    write(piece) {
      const bytes = Buffer.concat([rest, piece])
      const { cut, shift } = lastStart(bytes)
      rest = Buffer.concat([shift, bytes.subarray(cut)])
      return decodeWhole(bytes.subarray(0, cut))
    },
    end: () => decodeWhole(rest),
  }
}

function decodeWhole(bytes: Buffer): string {
  // To decode nothing takes as long as to decode a word.
  if (bytes.length === 0) return ''
  return libmime.decodeWord('iso-2022-jp', 'B', bytes.toString('base64'))
}

/** The last place where a character begins for sure, and the escape sequence in force there. */
function lastStart(bytes: Buffer): { cut: number; shift: Buffer } {
  let shift = bytes.subarray(0, 0)
  let cut = 0
  let at = 0
  while (at + escapeBytesMax <= bytes.length) {
    if (bytes[at] === ESC) {
      shift = bytes.subarray(at, at + escapeLength(bytes, at))
      at += shift.length
    } else at += isTwoByte(shift) ? 2 : 1
    if (isTwoByte(shift) || isStart(bytes[at]) || at - cut > characterBytesMax) cut = at
  }
  return { cut, shift }
}

/** RFC 1468 `ESC $ B`; RFC 2237 `ESC $ ( D`. */
function escapeLength(bytes: Buffer, at: number): number {
  return bytes.toString('latin1', at + 1, at + escapeBytesMax) === '$(D' ? escapeBytesMax : 3
}

function isTwoByte(shift: Buffer): boolean {
  return shift[1] === 0x24
}

/** Outside of an escape sequence libmime reads UTF-8, where 10xxxxxx goes on with a character. */
function isStart(byte = 0): boolean {
  return (byte & 0xc0) !== 0x80
}
