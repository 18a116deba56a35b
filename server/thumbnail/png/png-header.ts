import { limits } from '../../core/limits.ts'
import { BrokenImage } from '../broken-image.ts'
import type { Size } from '../lay-out.ts'
import { byteAt, uint16, uint32 } from '../read-numbers.ts'

/** Colour types (PNG 3rd edition, 11.2.1). */
export const GREY = 0
export const RGB = 2
export const PALETTE = 3
export const GREY_ALPHA = 4
export const RGBA = 6

/** Samples of a pixel, and how many bits each may have. */
const TYPES: Readonly<Record<number, { readonly samples: number; readonly depths: number[] }>> = {
  [GREY]: { samples: 1, depths: [1, 2, 4, 8, 16] },
  [RGB]: { samples: 3, depths: [8, 16] },
  [PALETTE]: { samples: 1, depths: [1, 2, 4, 8] },
  [GREY_ALPHA]: { samples: 2, depths: [8, 16] },
  [RGBA]: { samples: 4, depths: [8, 16] },
}

export interface PngHeader extends Size {
  readonly depth: number
  readonly type: number
  readonly samples: number
  readonly isInterlaced: boolean
}

export interface PngChunks {
  readonly palette: Buffer
  /** tRNS: the alpha of a palette, or the one colour that is transparent. */
  readonly transparency: Buffer | undefined
  /** The pieces of the compressed pixels. */
  readonly data: readonly Buffer[]
}

const SIGNATURE_BYTES = 8
/** Length, type and checksum. */
const CHUNK_BYTES = 12

export function readPngHeader(bytes: Buffer): PngHeader {
  const at = SIGNATURE_BYTES + 8
  if (bytes.toString('latin1', at - 4, at) !== 'IHDR') throw new BrokenImage('No IHDR comes first.')
  const depth = byteAt(bytes, at + 8)
  const type = byteAt(bytes, at + 9)
  const known = TYPES[type]
  if (known?.depths.includes(depth) !== true || byteAt(bytes, at + 12) > 1) {
    throw new BrokenImage('The header of the PNG says what cannot be.')
  }
  return {
    width: uint32(bytes, at),
    height: uint32(bytes, at + 4),
    depth,
    type,
    samples: known.samples,
    isInterlaced: byteAt(bytes, at + 12) === 1,
  }
}

/** Checksums are not looked at: what is damaged shows. */
export function readPngChunks(bytes: Buffer): PngChunks {
  let palette: Buffer = Buffer.alloc(0)
  let transparency: Buffer | undefined
  const data: Buffer[] = []
  let at = SIGNATURE_BYTES
  for (let count = 0; at + CHUNK_BYTES <= bytes.length; count += 1) {
    if (count >= limits.pngChunksMax) throw new BrokenImage('The PNG has too many chunks.')
    const length = uint32(bytes, at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'IEND') break
    if (type === 'PLTE') palette = body
    if (type === 'tRNS') transparency = body
    if (type === 'IDAT') data.push(body)
    at += CHUNK_BYTES + length
  }
  return { palette, transparency, data }
}

/** The transparent colour that a tRNS chunk names, as samples of the depth of the image. */
export function transparentSamples({ transparency }: PngChunks, samples: number): number[] {
  if (!transparency) return []
  return Array.from({ length: samples }, (_, index) => uint16(transparency, index * 2))
}
