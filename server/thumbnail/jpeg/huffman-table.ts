import { BrokenImage } from '../broken-image.ts'
import { byteAt } from '../read-numbers.ts'

/** Codes up to so many bits, which are nearly all of them, are found in one step. */
export const LOOKUP_BITS = 9
export const CODE_BITS_MAX = 16

export interface HuffmanTable {
  /** For each beginning: the length of its code × 256 + the symbol; 0 where the code is longer. */
  readonly lookup: Uint16Array
  /** The greatest code of each length, -1 where there is none. */
  readonly greatest: Int32Array
  /** What leads from a code of a length to the place of its symbol. */
  readonly offset: Int32Array
  readonly symbols: Uint8Array
}

const KINDS = 17

/** Reads one table (T.81 B.2.4.2) whose counts begin at `at`. */
export function readHuffmanTable(body: Buffer, at: number): HuffmanTable {
  const counts = Array.from({ length: CODE_BITS_MAX }, (_, index) => byteAt(body, at + index))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const from = at + CODE_BITS_MAX
  if (total > 256 || from + total > body.length) throw new BrokenImage('A table has no end.')
  const symbols = body.subarray(from, from + total)
  const lookup = new Uint16Array(1 << LOOKUP_BITS)
  const greatest = new Int32Array(KINDS).fill(-1)
  const offset = new Int32Array(KINDS)
  let code = 0
  let place = 0
  for (const [index, count] of counts.entries()) {
    const length = index + 1
    if (code + count > 1 << length) throw new BrokenImage('A table has more codes than fit.')
    offset[length] = place - code
    if (length <= LOOKUP_BITS) {
      for (let nth = 0; nth < count; nth += 1) {
        const first = (code + nth) << (LOOKUP_BITS - length)
        const entry = length * 256 + (symbols[place + nth] ?? 0)
        lookup.fill(entry, first, first + (1 << (LOOKUP_BITS - length)))
      }
    }
    code += count
    place += count
    if (count > 0) greatest[length] = code - 1
    code *= 2
  }
  return { lookup, greatest, offset, symbols }
}

export function sizeOfHuffmanTable({ symbols }: HuffmanTable): number {
  return CODE_BITS_MAX + symbols.length
}
