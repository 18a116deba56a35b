import type { CharsetDecoder } from './charset-decoder.ts'

/** In no charset of several bytes does a character that is not ASCII have a lower byte. */
const CHARACTER_BYTE_MIN = 0x30

/**
 * iconv-lite makes room for as many UTF-16 units as a piece has bytes. A character that begins in the piece before
 * takes some of it, and as much of the end of the piece is lost. So a piece goes up to where no character goes on,
 * as behind a line break. Where it has no such place, in 64 KB, the decoder must do as it can.
 */
export function withWholeCharacters(decoder: CharsetDecoder): CharsetDecoder {
  let rest = Buffer.alloc(0)

  return {
    write(piece) {
      const bytes = Buffer.concat([rest, piece])
      const cut = lastCut(bytes)
      // A copy, so that it does not keep the piece.
      rest = Buffer.from(bytes.subarray(cut))
      return decoder.write(bytes.subarray(0, cut))
    },
    end: () => decoder.write(rest) + (decoder.end() ?? ''),
  }
}

function lastCut(bytes: Buffer): number {
  const cut = bytes.findLastIndex((byte) => byte < CHARACTER_BYTE_MIN) + 1
  return cut === 0 ? bytes.length : cut
}
