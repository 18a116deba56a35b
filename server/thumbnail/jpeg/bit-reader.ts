import { BrokenImage } from '../broken-image.ts'
import type { HuffmanTable } from './huffman-table.ts'
import { CODE_BITS_MAX, LOOKUP_BITS } from './huffman-table.ts'
import { isRestartMarker } from './next-segment.ts'

/** The coded data of one scan. Where it ends too early it throws `BrokenImage`. */
export interface BitReader {
  /** The symbol of the next code. */
  decode(table: HuffmanTable): number
  /** So many bits as a number; at most 16. */
  bits(count: number): number
  /** So many bits as a number that may be negative (T.81 F.2.2.1). */
  signed(count: number): number
  /** Goes on behind the restart marker that must stand here. */
  restart(): void
}

const LOOKUP_MASK = (1 << LOOKUP_BITS) - 1

export function createBitReader(bytes: Buffer, from: number): BitReader {
  let at = from
  let held = 0
  let heldBits = 0
  /** Of the held bits those that are not there: after the end one may look, but not take. */
  let missingBits = 0

  function fill(): void {
    while (heldBits <= 24) {
      let byte = bytes[at] ?? 0xff
      if (byte === 0xff && bytes[at + 1] !== 0) {
        missingBits += 8
        byte = 0
      } else {
        at += byte === 0xff ? 2 : 1
      }
      held = (held << 8) | byte
      heldBits += 8
    }
  }

  function take(count: number): void {
    heldBits -= count
    if (heldBits < missingBits) throw new BrokenImage('The coded data ends too early.')
  }

  function bits(count: number): number {
    if (heldBits < count) fill()
    const value = (held >>> (heldBits - count)) & ((1 << count) - 1)
    take(count)
    return value
  }

  function decodeLong({ greatest, offset, symbols }: HuffmanTable): number {
    for (let length = LOOKUP_BITS + 1; length <= CODE_BITS_MAX; length += 1) {
      const code = (held >>> (heldBits - length)) & ((1 << length) - 1)
      if (code > (greatest[length] ?? -1)) continue
      take(length)
      return symbols[code + (offset[length] ?? 0)] ?? 0
    }
    throw new BrokenImage('The coded data has a code that its table does not have.')
  }

  return {
    decode(table) {
      if (heldBits < CODE_BITS_MAX) fill()
      const found = table.lookup[(held >>> (heldBits - LOOKUP_BITS)) & LOOKUP_MASK] ?? 0
      if (found === 0) return decodeLong(table)
      take(found >> 8)
      return found & 0xff
    },
    bits,
    signed(count) {
      if (count === 0) return 0
      const value = bits(count)
      return value < 1 << (count - 1) ? value - (1 << count) + 1 : value
    },
    restart() {
      if (bytes[at] !== 0xff || !isRestartMarker(bytes[at + 1])) {
        throw new BrokenImage('A restart marker is missing.')
      }
      at += 2
      held = 0
      heldBits = 0
      missingBits = 0
    },
  }
}
