import { limits } from '../core/limits.ts'
import type { Pieces } from '../mime/in-pieces.ts'
import { inPieces } from '../mime/in-pieces.ts'
import { BrokenImage } from './broken-image.ts'
import type { Layout, Size } from './lay-out.ts'
import type { OpenImage } from './image.ts'
import type { Raster } from './raster.ts'
import { createRaster } from './raster.ts'
import { byteAt, littleInt32, littleUint16, littleUint32 } from './read-numbers.ts'

interface BmpHeader extends Size {
  readonly isTopDown: boolean
  readonly bits: number
  readonly pixelsAt: number
  readonly paletteAt: number
  /** Three bytes a colour, or four. */
  readonly paletteStep: number
  /** Bits of red, green and blue in a pixel of 16 or 32 bits. */
  readonly masks: readonly number[]
}

const CORE_HEADER = 12
const UNCOMPRESSED = 0
const BIT_FIELDS = new Set([3, 6])
const DEFAULT_MASKS: Readonly<Record<number, readonly number[]>> = {
  16: [0x7c00, 0x03e0, 0x001f],
  32: [0xff0000, 0x00ff00, 0x0000ff],
}

/** A Windows bitmap, not compressed. */
export function openBmp(bytes: Buffer): OpenImage {
  const header = readHeader(bytes)
  const { width, height } = header
  return {
    size: { width, height },
    orientation: 1,
    draw: (layout) => inPieces(drawBmp(bytes, header, layout)),
  }
}

function readHeader(bytes: Buffer): BmpHeader {
  const headerSize = littleUint32(bytes, 14)
  if (headerSize === CORE_HEADER) {
    return checked({
      width: littleUint16(bytes, 18),
      height: littleUint16(bytes, 20),
      isTopDown: false,
      bits: littleUint16(bytes, 24),
      pixelsAt: littleUint32(bytes, 10),
      paletteAt: 14 + CORE_HEADER,
      paletteStep: 3,
      masks: [],
    })
  }
  if (headerSize < 40) throw new BrokenImage('The header of the bitmap is too short.')
  const height = littleInt32(bytes, 22)
  const bits = littleUint16(bytes, 28)
  return checked({
    width: littleInt32(bytes, 18),
    height: Math.abs(height),
    isTopDown: height < 0,
    bits,
    pixelsAt: littleUint32(bytes, 10),
    paletteAt: 14 + headerSize,
    paletteStep: 4,
    masks: readMasks(bytes, bits),
  })
}

function readMasks(bytes: Buffer, bits: number): readonly number[] {
  const compression = littleUint32(bytes, 30)
  if (compression === UNCOMPRESSED) return DEFAULT_MASKS[bits] ?? []
  if (BIT_FIELDS.has(compression)) return [54, 58, 62].map((at) => littleUint32(bytes, at))
  throw new BrokenImage('The bitmap is compressed.')
}

function checked(header: BmpHeader): BmpHeader {
  if ([1, 4, 8, 16, 24, 32].includes(header.bits)) return header
  throw new BrokenImage(`A bitmap has no pixels of ${header.bits} bits.`)
}

function* drawBmp(bytes: Buffer, header: BmpHeader, layout: Layout): Pieces<Raster> {
  const { width, height, bits, isTopDown, pixelsAt } = header
  const raster = createRaster(layout)
  const stride = Math.ceil((width * bits) / 32) * 4
  // A palette may not reach into nothing: the last byte of the last row is asked for first.
  byteAt(bytes, pixelsAt + stride * height - 1)
  const colourAt = colourReader(bytes, header)
  const { window } = raster
  let pixels = 0
  for (let y = window.y; y < window.y + window.height; y += 1) {
    const rowAt = pixelsAt + stride * (isTopDown ? y : height - 1 - y)
    for (let x = window.x; x < window.x + window.width; x += 1) {
      const [red, green, blue] = colourAt(rowAt, x)
      raster.add(x, y, red, green, blue)
    }
    pixels += window.width
    if (pixels > limits.thumbnailPixelsPerTurn) {
      pixels = 0
      yield
    }
  }
  return raster
}

type Colour = readonly [red: number, green: number, blue: number]
type ColourReader = (rowAt: number, x: number) => Colour

function colourReader(bytes: Buffer, header: BmpHeader): ColourReader {
  const { bits } = header
  if (bits === 24) return (rowAt, x) => blueFirst(bytes, rowAt + x * 3)
  if (bits > 8) return maskedReader(bytes, header)
  const palette = readPalette(bytes, header)
  return (rowAt, x) => {
    const bit = x * bits
    const shift = 8 - bits - (bit % 8)
    const index = (byteAt(bytes, rowAt + Math.floor(bit / 8)) >> shift) & ((1 << bits) - 1)
    return palette[index] ?? [0, 0, 0]
  }
}

/** As far as the pixels, which may begin before a full palette would end. */
function readPalette(
  bytes: Buffer,
  { bits, paletteAt, paletteStep, pixelsAt }: BmpHeader,
): readonly Colour[] {
  const colours = Math.min(1 << bits, Math.floor((pixelsAt - paletteAt) / paletteStep))
  return Array.from({ length: Math.max(0, colours) }, (_, index) =>
    blueFirst(bytes, paletteAt + index * paletteStep),
  )
}

function blueFirst(bytes: Buffer, at: number): Colour {
  return [byteAt(bytes, at + 2), byteAt(bytes, at + 1), byteAt(bytes, at)]
}

function maskedReader(bytes: Buffer, { bits, masks }: BmpHeader): ColourReader {
  const [red, green, blue] = masks.map(channelReader)
  if (!red || !green || !blue) throw new BrokenImage('The bitmap does not say its colours.')
  const pixelAt = bits === 16 ? littleUint16 : littleUint32
  return (rowAt, x) => {
    const pixel = pixelAt(bytes, rowAt + (x * bits) / 8)
    return [red(pixel), green(pixel), blue(pixel)]
  }
}

/** Scales the bits under a mask to 0–255. */
function channelReader(mask: number): (pixel: number) => number {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  return (pixel) => (most === 0 ? 0 : (((pixel & mask) >>> shift) * 255) / most)
}
