import type { CharsetDecoder } from './charset-decoder.ts'

const PLUS = 0x2b
const MINUS = 0x2d
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const sextets = Int8Array.from({ length: 256 }, (_, byte) =>
  alphabet.indexOf(String.fromCharCode(byte)),
)

/**
 * RFC 2152: ASCII, and between `+` and `-` UTF-16 in base64 without padding. Own decoder, bit by
 * bit: iconv-lite makes two decoders for each `+…-`, and 8 MB of them kept it busy for 10 s.
 */
export function createUtf7Decoder(): CharsetDecoder {
  let isShifted = false
  let isShiftEmpty = false
  let bits = 0
  let bitCount = 0

  return {
    write(piece) {
      // No byte gives more than one UTF-16 unit.
      const units = Buffer.allocUnsafe(2 * piece.length)
      let length = 0
      const push = (unit: number): void => {
        units[length++] = unit & 0xff
        units[length++] = unit >> 8
      }
      for (const byte of piece) {
        const sextet = sextets[byte] ?? -1
        if (!isShifted && byte === PLUS) {
          isShifted = isShiftEmpty = true
          bits = bitCount = 0
        } else if (!isShifted) {
          push(byte)
        } else if (sextet !== -1) {
          isShiftEmpty = false
          bits = ((bits << 6) | sextet) & 0x3fffff
          bitCount += 6
          if (bitCount < 16) continue
          bitCount -= 16
          push((bits >> bitCount) & 0xffff)
        } else {
          isShifted = false
          if (byte !== MINUS) push(byte)
          else if (isShiftEmpty) push(PLUS)
        }
      }
      return units.toString('utf16le', 0, length)
    },
    end: () => undefined,
  }
}
