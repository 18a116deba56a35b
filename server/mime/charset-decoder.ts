import { limits } from '../core/limits.ts'
import type { Pieces } from './in-pieces.ts'

/** Decodes text piece by piece; keeps a character that a piece cut in two until the next. */
export interface CharsetDecoder {
  write(piece: Buffer): string
  end(): string | undefined
}

/** All of the bytes as text, without a byte order mark. */
export function* decodeWith(decoder: CharsetDecoder, bytes: Buffer): Pieces<string> {
  const texts: string[] = []
  for (let from = 0; from < bytes.length; from += limits.readPieceBytes) {
    if (from > 0) yield
    texts.push(decoder.write(bytes.subarray(from, from + limits.readPieceBytes)))
  }
  texts.push(decoder.end() ?? '')
  return withoutBom(texts.join(''))
}

function withoutBom(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
