import type { Pieces } from '../../mime/in-pieces.ts'
import type { Picture } from '../raster.ts'
import type { BitWriter } from './bit-writer.ts'
import { codesOf, createBitWriter } from './bit-writer.ts'
import type { HuffmanCode } from './jpeg-tables.ts'
import {
  AC_CODE,
  BLOCK,
  BLOCK_VALUES,
  CHROMINANCE,
  DC_CODE,
  LUMINANCE,
  ZIGZAG,
  cosineBasis,
} from './jpeg-tables.ts'

/** As Mailpit's. */
const QUALITY = 70
const ZERO_RUN = 0xf0
const END_OF_BLOCK = 0x00

const basis = cosineBasis(BLOCK)
const dcCodes = codesOf(DC_CODE)
const acCodes = codesOf(AC_CODE)
const tables = [LUMINANCE, CHROMINANCE].map((table) => table.map(atQuality))

/** A baseline JPEG (T.81, JFIF) without subsampling: for small pictures. */
export function* encodeJpeg(picture: Picture): Pieces<Buffer> {
  const bits = createBitWriter()
  const [luminance, chrominance] = tables
  if (!luminance || !chrominance) throw new Error('There are two tables')
  const planes = toPlanes(picture)
  const before = [0, 0, 0]
  for (let y = 0; y < picture.height; y += BLOCK) {
    yield
    for (let x = 0; x < picture.width; x += BLOCK) {
      for (const [index, plane] of planes.entries()) {
        const block = transform(cut(plane, picture, { x, y }))
        const values = quantize(block, index === 0 ? luminance : chrominance)
        writeBlock(bits, values, before[index] ?? 0)
        before[index] = values[0] ?? 0
      }
    }
  }
  return Buffer.concat([header(picture), bits.finish(), Buffer.from([0xff, 0xd9])])
}

/** The scale of the JPEG group's library, which everybody's "quality" means, from 50 on. */
function atQuality(value: number): number {
  const percent = 200 - 2 * QUALITY
  return Math.min(255, Math.max(1, Math.floor((value * percent + 50) / 100)))
}

/** Y, Cb and Cr (JFIF), around 0. */
function toPlanes({ rgb }: Picture): readonly Float64Array[] {
  const pixels = rgb.length / 3
  const luminance = new Float64Array(pixels)
  const blueness = new Float64Array(pixels)
  const redness = new Float64Array(pixels)
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const red = rgb[pixel * 3] ?? 0
    const green = rgb[pixel * 3 + 1] ?? 0
    const blue = rgb[pixel * 3 + 2] ?? 0
    luminance[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue - 128
    blueness[pixel] = -0.168736 * red - 0.331264 * green + 0.5 * blue
    redness[pixel] = 0.5 * red - 0.418688 * green - 0.081312 * blue
  }
  return [luminance, blueness, redness]
}

/** One block; beyond the edge the last pixel goes on. */
function cut(
  plane: Float64Array,
  { width, height }: Picture,
  { x, y }: { readonly x: number; readonly y: number },
): Float64Array {
  const block = new Float64Array(BLOCK_VALUES)
  for (let row = 0; row < BLOCK; row += 1) {
    const from = Math.min(y + row, height - 1) * width
    for (let column = 0; column < BLOCK; column += 1) {
      block[row * BLOCK + column] = plane[from + Math.min(x + column, width - 1)] ?? 0
    }
  }
  return block
}

/** The discrete cosine transform (T.81 A.3.3): of the rows, then of the columns. */
function transform(samples: Float64Array): Float64Array {
  return transformRows(transformRows(samples))
}

/** Transforms the rows and writes them as columns, so that twice does both and turns it back. */
function transformRows(block: Float64Array): Float64Array {
  const result = new Float64Array(BLOCK_VALUES)
  for (let row = 0; row < BLOCK; row += 1) {
    for (let u = 0; u < BLOCK; u += 1) {
      let sum = 0
      for (let x = 0; x < BLOCK; x += 1) {
        sum += (block[row * BLOCK + x] ?? 0) * (basis[x * BLOCK + u] ?? 0)
      }
      result[u * BLOCK + row] = sum
    }
  }
  return result
}

function quantize(block: Float64Array, table: Uint8Array): readonly number[] {
  return ZIGZAG.map((place, index) => Math.round((block[place] ?? 0) / (table[index] ?? 1)))
}

/** T.81 F.1.2: the difference of the first value, then runs of zeros and what ends them. */
function writeBlock(bits: BitWriter, values: readonly number[], before: number): void {
  const difference = (values[0] ?? 0) - before
  writeSymbol(bits, dcCodes, sizeOf(difference))
  writeValue(bits, difference)
  const last = values.findLastIndex((value) => value !== 0)
  let zeros = 0
  for (const value of values.slice(1, last + 1)) {
    if (value === 0) {
      zeros += 1
      continue
    }
    for (; zeros > 15; zeros -= 16) writeSymbol(bits, acCodes, ZERO_RUN)
    writeSymbol(bits, acCodes, zeros * 16 + sizeOf(value))
    writeValue(bits, value)
    zeros = 0
  }
  if (last < BLOCK_VALUES - 1) writeSymbol(bits, acCodes, END_OF_BLOCK)
}

function writeSymbol(bits: BitWriter, codes: ReturnType<typeof codesOf>, symbol: number): void {
  const code = codes.get(symbol)
  if (!code) throw new Error(`The table has no code for ${symbol}`)
  bits.write(code.bits, code.length)
}

/** A negative number is written as its positive complement (T.81 F.1.2.1). */
function writeValue(bits: BitWriter, value: number): void {
  const size = sizeOf(value)
  bits.write(value < 0 ? value + (1 << size) - 1 : value, size)
}

function sizeOf(value: number): number {
  return 32 - Math.clz32(Math.abs(value))
}

function header({ width, height }: Picture): Buffer {
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...tables.map((table, index) => segment(0xdb, [index, ...table])),
    segment(0xc0, [8, ...size, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1]),
    // One pair of codes does for all three: at this size a second pair would not pay for itself.
    segment(0xc4, [0x00, ...code(DC_CODE)]),
    segment(0xc4, [0x10, ...code(AC_CODE)]),
    segment(0xda, [3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0]),
  ])
}

function code({ counts, symbols }: HuffmanCode): readonly number[] {
  return [...counts, ...symbols]
}

function segment(marker: number, body: readonly number[]): Buffer {
  const length = body.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...body])
}
