import { BrokenImage } from '../broken-image.ts'
import type { BitReader } from './bit-reader.ts'
import type { HuffmanTable } from './huffman-table.ts'
import { BLOCK_VALUES } from './jpeg-tables.ts'

/** What decoding a block of a scan needs; each scan makes its own. */
export interface BlockCoding {
  readonly bits: BitReader
  readonly dc: HuffmanTable | undefined
  readonly ac: HuffmanTable | undefined
  /** The first value of the block before. */
  before: number
}

/** A band of coefficients, and by how many bits they are shifted (T.81 G.1.1). */
export interface Band {
  readonly first: number
  readonly last: number
  readonly shift: number
}

/** Blocks that are known to have nothing in this band. */
export interface EmptyRun {
  left: number
}

const DC_BITS_MAX = 15

export function decodeDc(coding: BlockCoding): number {
  const size = coding.bits.decode(needed(coding.dc))
  if (size > DC_BITS_MAX) throw new BrokenImage('A coefficient has too many bits.')
  coding.before = (coding.before + coding.bits.signed(size)) | 0
  return coding.before
}

/**
 * All coefficients of a sequential block, in zigzag order (T.81 F.2.2). Only the first `kept` are written;
 * returns the place of the last that was.
 */
export function decodeSequential(coding: BlockCoding, block: Int32Array, kept: number): number {
  const { bits } = coding
  const ac = needed(coding.ac)
  let last = 0
  block[0] = decodeDc(coding)
  for (let at = 1; at < BLOCK_VALUES; at += 1) {
    const symbol = bits.decode(ac)
    const zeros = symbol >> 4
    const size = symbol & 0xf
    if (size === 0 && zeros < 15) break
    at += zeros
    if (at >= BLOCK_VALUES) throw new BrokenImage('A block has too many coefficients.')
    const value = bits.signed(size)
    if (at < kept && value !== 0) {
      block[at] = value
      last = at
    }
  }
  return last
}

/** The first pass over a band (T.81 G.1.2.2). */
export function decodeBand(
  { bits, ac }: BlockCoding,
  block: Int16Array,
  { first, last, shift, empty }: Band & { readonly empty: EmptyRun },
): void {
  if (empty.left > 0) {
    empty.left -= 1
    return
  }
  const table = needed(ac)
  for (let at = first; at <= last; at += 1) {
    const symbol = bits.decode(table)
    const zeros = symbol >> 4
    const size = symbol & 0xf
    if (size === 0 && zeros < 15) {
      empty.left = (1 << zeros) + bits.bits(zeros) - 1
      return
    }
    at += zeros
    if (at >= BLOCK_VALUES) throw new BrokenImage('A block has too many coefficients.')
    if (size > 0) block[at] = bits.signed(size) << shift
  }
}

/** A later pass over a band, which adds one bit to each coefficient (T.81 G.1.2.3). */
export function refineBand(
  { bits, ac }: BlockCoding,
  block: Int16Array,
  { first, last, shift, empty }: Band & { readonly empty: EmptyRun },
): void {
  const bit = 1 << shift
  let at = first

  function refine(): void {
    const value = block[at] ?? 0
    if (bits.bits(1) === 1 && (value & bit) === 0) block[at] = value + (value < 0 ? -bit : bit)
  }

  /** Refines what is there up to the zero after so many zeros, and stops on it. */
  function pass(zeros: number): void {
    for (; at <= last; at += 1) {
      if (block[at] !== 0) refine()
      else if (zeros === 0) return
      else zeros -= 1
    }
  }

  if (empty.left === 0) {
    const table = needed(ac)
    for (; at <= last; at += 1) {
      const symbol = bits.decode(table)
      const zeros = symbol >> 4
      const size = symbol & 0xf
      if (size === 0 && zeros < 15) {
        empty.left = (1 << zeros) + bits.bits(zeros)
        break
      }
      const value = size === 0 ? 0 : bits.bits(1) === 1 ? bit : -bit
      pass(zeros)
      if (value !== 0 && at <= last) block[at] = value
    }
  }
  if (empty.left > 0) {
    empty.left -= 1
    pass(Infinity)
  }
}

function needed(table: HuffmanTable | undefined): HuffmanTable {
  if (table) return table
  throw new BrokenImage('A scan uses a table that there is not.')
}
