import { limits } from '../../core/limits.ts'
import type { Pieces } from '../../mime/in-pieces.ts'
import { inPieces } from '../../mime/in-pieces.ts'
import { BrokenImage } from '../broken-image.ts'
import type { Layout, Rectangle } from '../lay-out.ts'
import type { OpenImage } from '../image.ts'
import type { Raster } from '../raster.ts'
import { createRaster } from '../raster.ts'
import { byteAt, littleUint16 } from '../read-numbers.ts'
import { createLzwDecoder } from './lzw-decoder.ts'

const HEADER_BYTES = 13
const EXTENSION = 0x21
const IMAGE = 0x2c
const GRAPHIC_CONTROL = 0xf9

/** The first picture of a GIF, on its screen. */
interface Frame extends Rectangle {
  readonly isInterlaced: boolean
  readonly palette: Buffer
  /** The index that is not drawn. */
  readonly transparent: number | undefined
  readonly dataAt: number
}

export function openGif(bytes: Buffer): OpenImage {
  const frame = readFrame(bytes)
  const width = littleUint16(bytes, 6) || frame.width
  const height = littleUint16(bytes, 8) || frame.height
  return {
    size: { width, height },
    orientation: 1,
    draw: (layout) => inPieces(drawGif(bytes, frame, layout)),
  }
}

function readFrame(bytes: Buffer): Frame {
  const global = readPalette(bytes, byteAt(bytes, 10), HEADER_BYTES)
  let at = HEADER_BYTES + global.length
  let transparent: number | undefined
  let passed = 0
  while (byteAt(bytes, at) === EXTENSION) {
    if (byteAt(bytes, at + 1) === GRAPHIC_CONTROL) {
      transparent = (byteAt(bytes, at + 3) & 1) === 1 ? byteAt(bytes, at + 6) : undefined
    }
    at += 2
    for (const block of blocks(bytes, at)) {
      at += block.length + 1
      passed += 1
    }
    at += 1
    if (passed > limits.gifBlocksMax) throw new BrokenImage('Too much comes before the picture.')
  }
  if (byteAt(bytes, at) !== IMAGE) throw new BrokenImage('The GIF has no picture.')
  const flags = byteAt(bytes, at + 9)
  const local = readPalette(bytes, flags, at + 10)
  return {
    x: littleUint16(bytes, at + 1),
    y: littleUint16(bytes, at + 3),
    width: littleUint16(bytes, at + 5),
    height: littleUint16(bytes, at + 7),
    isInterlaced: (flags & 0x40) !== 0,
    palette: local.length > 0 ? local : global,
    transparent,
    dataAt: at + 10 + local.length,
  }
}

/** Empty where the flags say that there is none. */
function readPalette(bytes: Buffer, flags: number, at: number): Buffer {
  if ((flags & 0x80) === 0) return bytes.subarray(0, 0)
  const size = 3 * (2 << (flags & 7))
  byteAt(bytes, at + size - 1)
  return bytes.subarray(at, at + size)
}

/** The data blocks from `at` up to the empty one. */
function* blocks(bytes: Buffer, from: number): Generator<Buffer> {
  let at = from
  for (;;) {
    const length = byteAt(bytes, at)
    if (length === 0) return
    byteAt(bytes, at + length)
    yield bytes.subarray(at + 1, at + 1 + length)
    at += 1 + length
  }
}

function* drawGif(bytes: Buffer, frame: Frame, layout: Layout): Pieces<Raster> {
  const raster = createRaster(layout)
  const { width, height, palette, transparent } = frame
  const pixels = width * height
  if (pixels > limits.thumbnailPixelsMax) throw new BrokenImage('The picture is too large.')
  const rowOf = frame.isInterlaced ? interlacedRows(height) : undefined
  let done = 0

  function add(index: number): boolean {
    if (done >= pixels) return false
    const row = Math.floor(done / width)
    const x = frame.x + (done % width)
    const y = frame.y + (rowOf?.[row] ?? row)
    done += 1
    const at = index * 3
    if (index === transparent) raster.add(x, y, 255, 255, 255)
    else raster.add(x, y, palette[at] ?? 0, palette[at + 1] ?? 0, palette[at + 2] ?? 0)
    return done < pixels
  }

  const lzw = createLzwDecoder(byteAt(bytes, frame.dataAt), add)
  let read = 0
  let next = limits.thumbnailPixelsPerTurn
  for (const block of blocks(bytes, frame.dataAt + 1)) {
    if (!lzw.decode(block)) break
    // Bytes count as well: those that only clear the table draw nothing.
    read += block.length
    if (done + read < next) continue
    next = done + read + limits.thumbnailPixelsPerTurn
    yield
  }
  if (done < pixels) throw new BrokenImage('The picture ends too early.')
  return raster
}

/** The rows in the order in which they come (GIF89a, appendix E). */
function interlacedRows(height: number): readonly number[] {
  const rows: number[] = []
  for (const [first, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const) {
    for (let row = first; row < height; row += step) rows.push(row)
  }
  return rows
}
