import { BrokenImage } from '../broken-image.ts'

/** Told of each index of the picture in turn; false wants no more. */
export type TakeIndex = (index: number) => boolean

/** GIF's LZW (GIF89a, appendix F), block by block. */
export interface LzwDecoder {
  /** Decodes the bytes of one more block; false once the end was reached or no more is wanted. */
  decode(block: Uint8Array): boolean
}

const CODE_BITS_MAX = 12
const CODES_MAX = 1 << CODE_BITS_MAX

export function createLzwDecoder(rootBits: number, take: TakeIndex): LzwDecoder {
  if (rootBits < 1 || rootBits > 8) throw new BrokenImage(`No GIF has codes of ${rootBits} bits.`)
  const clear = 1 << rootBits
  const end = clear + 1
  const prefix = new Uint16Array(CODES_MAX)
  const suffix = new Uint8Array(CODES_MAX)
  const stack = new Uint8Array(CODES_MAX + 1)
  let codeBits = rootBits + 1
  let known = clear + 2
  let previous: number | undefined
  let first = 0
  let held = 0
  let heldBits = 0

  function reset(): void {
    codeBits = rootBits + 1
    known = clear + 2
    previous = undefined
  }

  /** The string of a code comes last index first. */
  function emit(code: number): boolean {
    let depth = 0
    let at = code
    // The one code that is used before it is known: the previous string and its first index.
    if (code === known && previous !== undefined) {
      stack[depth++] = first
      at = previous
    }
    for (; at >= clear; at = prefix[at] ?? 0) stack[depth++] = suffix[at] ?? 0
    first = at
    if (!take(first)) return false
    while (depth > 0) if (!take(stack[--depth] ?? 0)) return false
    return true
  }

  function learn(code: number): void {
    if (previous !== undefined && known < CODES_MAX) {
      prefix[known] = previous
      suffix[known] = first
      known += 1
      if (known === 1 << codeBits && codeBits < CODE_BITS_MAX) codeBits += 1
    }
    previous = code
  }

  function decodeCode(code: number): boolean {
    if (code === end) return false
    if (code === clear) {
      reset()
      return true
    }
    if (code > known || (code === known && previous === undefined)) {
      throw new BrokenImage('The GIF uses a code that it has not defined.')
    }
    const wantsMore = emit(code)
    learn(code)
    return wantsMore
  }

  return {
    decode(block) {
      for (const byte of block) {
        held |= byte << heldBits
        heldBits += 8
        while (heldBits >= codeBits) {
          const code = held & ((1 << codeBits) - 1)
          held >>>= codeBits
          heldBits -= codeBits
          if (!decodeCode(code)) return false
        }
      }
      return true
    },
  }
}
