import { limits } from '../../core/limits.ts'
import type { Pieces } from '../../mime/in-pieces.ts'
import { inPieces } from '../../mime/in-pieces.ts'
import { BrokenImage } from '../broken-image.ts'
import { exifOrientation } from '../exif-orientation.ts'
import type { Layout } from '../lay-out.ts'
import { shrunk } from '../lay-out.ts'
import type { OpenImage } from '../image.ts'
import type { Raster } from '../raster.ts'
import { createRaster } from '../raster.ts'
import { byteAt, uint16 } from '../read-numbers.ts'
import type { ScanTables } from './decode-scan.ts'
import { decodeScan, isShown, readScan } from './decode-scan.ts'
import type { BlockDrawer } from './draw-block.ts'
import { createBlockDrawer } from './draw-block.ts'
import type { HuffmanTable } from './huffman-table.ts'
import { readHuffmanTable, sizeOfHuffmanTable } from './huffman-table.ts'
import type { AdobeTransform } from './jpeg-colours.ts'
import { adobeTransform, colourReader } from './jpeg-colours.ts'
import type { Component, Frame, FrameHeader } from './jpeg-frame.ts'
import { createFrame, isFrameMarker, keptPerBlock, readFrameHeader } from './jpeg-frame.ts'
import { BLOCK, BLOCK_VALUES } from './jpeg-tables.ts'
import type { Segment } from './next-segment.ts'
import { nextSegment } from './next-segment.ts'

const HUFFMAN_TABLES = 0xc4
const START_OF_SCAN = 0xda
const QUANTIZATION_TABLES = 0xdb
const RESTART_INTERVAL = 0xdd
const APP1 = 0xe1
const APP14 = 0xee
/** Four of each of two kinds is all that can be named at once. */
const TABLES_MAX = 8

/**
 * A JPEG (T.81) with Huffman codes, sequential or progressive. Large ones are decoded at a half, a quarter
 * or an eighth of their size, which costs little more than to read them.
 */
export function openJpeg(bytes: Buffer): OpenImage {
  let orientation = 1
  let header: FrameHeader | undefined
  for (const { marker, body } of segments(bytes)) {
    if (marker === APP1) orientation = exifOrientation(body) ?? orientation
    if (marker === START_OF_SCAN) break
    if (isFrameMarker(marker)) header = readFrameHeader(marker, body)
  }
  if (!header) throw new BrokenImage('The JPEG has no frame.')
  const { width, height } = header
  return {
    size: { width, height },
    orientation,
    draw: (layout) => inPieces(drawJpeg(bytes, layout)),
  }
}

function* segments(bytes: Buffer): Generator<Segment> {
  let at = 0
  for (let count = 0; count < limits.jpegSegmentsMax; count += 1) {
    const segment = nextSegment(bytes, at)
    if (!segment) return
    yield segment
    at = segment.next
  }
  throw new BrokenImage('The JPEG has too many segments.')
}

/** What the segments have told so far. */
interface State {
  frame: Frame | undefined
  drawer: BlockDrawer | undefined
  adobe: AdobeTransform
  scans: number
  readonly quantization: Map<number, Uint16Array>
  readonly tables: {
    readonly dc: Map<number, HuffmanTable>
    readonly ac: Map<number, HuffmanTable>
    restartInterval: number
  }
}

function* drawJpeg(bytes: Buffer, layout: Layout): Pieces<Raster> {
  const state: State = {
    frame: undefined,
    drawer: undefined,
    adobe: undefined,
    scans: 0,
    quantization: new Map(),
    tables: { dc: new Map(), ac: new Map(), restartInterval: 0 },
  }
  for (const segment of segments(bytes)) {
    if (segment.marker === START_OF_SCAN) yield* drawScan(bytes, segment, state)
    else take(segment, state, layout)
    yield
  }
  const { frame, drawer, scans } = state
  if (!frame || !drawer || scans === 0) throw new BrokenImage('The JPEG has no picture.')
  if (frame.isProgressive) yield* drawCoefficients(frame, drawer)
  return yield* paint(frame, layout, state.adobe)
}

function take({ marker, body }: Segment, state: State, layout: Layout): void {
  if (isFrameMarker(marker)) {
    if (state.frame) throw new BrokenImage('The JPEG has two frames.')
    state.frame = createFrame(readFrameHeader(marker, body), layout)
    state.drawer = createBlockDrawer(state.frame.points, ({ quantization }) => {
      const table = state.quantization.get(quantization)
      if (table) return table
      throw new BrokenImage('A component uses a table that there is not.')
    })
  }
  if (marker === QUANTIZATION_TABLES) readQuantization(body, state.quantization)
  if (marker === HUFFMAN_TABLES) readHuffmanTables(body, state.tables)
  if (marker === RESTART_INTERVAL) state.tables.restartInterval = uint16(body, 0)
  if (marker === APP14) state.adobe = adobeTransform(body) ?? state.adobe
}

function readQuantization(body: Buffer, tables: Map<number, Uint16Array>): void {
  let at = 0
  for (let count = 0; at < body.length; count += 1) {
    if (count >= TABLES_MAX) throw tooManyTables()
    const kind = byteAt(body, at)
    const bytesEach = kind >> 4 === 0 ? 1 : 2
    const read = bytesEach === 1 ? byteAt : uint16
    const from = at + 1
    const table = Uint16Array.from({ length: BLOCK_VALUES }, (_, index) =>
      read(body, from + index * bytesEach),
    )
    tables.set(kind & 3, table)
    at = from + BLOCK_VALUES * bytesEach
  }
}

function readHuffmanTables(body: Buffer, { dc, ac }: State['tables']): void {
  let at = 0
  for (let count = 0; at < body.length; count += 1) {
    if (count >= TABLES_MAX) throw tooManyTables()
    const kind = byteAt(body, at)
    const table = readHuffmanTable(body, at + 1)
    const tables = kind >> 4 === 0 ? dc : ac
    tables.set(kind & 3, table)
    at += 1 + sizeOfHuffmanTable(table)
  }
}

function tooManyTables(): BrokenImage {
  return new BrokenImage('A segment has more tables than there can be.')
}

function* drawScan(bytes: Buffer, { body, next }: Segment, state: State): Pieces<void> {
  const { frame, drawer } = state
  if (!frame || !drawer) throw new BrokenImage('A scan comes before its frame.')
  state.scans += 1
  // A few bytes can ask for a pass over all blocks.
  if (state.scans > limits.jpegScansMax) throw new BrokenImage('The JPEG has too many scans.')
  const scan = readScan(body, frame)
  if (!isShown(scan, frame)) return
  const tables: ScanTables = state.tables
  yield* decodeScan(bytes, next, { frame, scan, tables, drawer })
}

/** Draws the blocks of a progressive JPEG, of which all is known now. */
function* drawCoefficients({ parts, points }: Frame, drawer: BlockDrawer): Pieces<void> {
  const kept = keptPerBlock(points)
  for (const component of parts) {
    for (let row = 0; row < component.rows; row += 1) {
      yield
      drawRow(component, row, { drawer, kept })
    }
  }
}

function drawRow(
  component: Component,
  row: number,
  { drawer, kept }: { readonly drawer: BlockDrawer; readonly kept: number },
): void {
  const { coefficients, columns, columnsStored } = component
  for (let column = 0; column < columns; column += 1) {
    const start = (row * columnsStored + column) * kept
    const block = coefficients.subarray(start, start + kept)
    const last = block.findLastIndex((value) => value !== 0)
    drawer.draw(component, { row, column }, block, Math.max(0, last))
  }
}

function* paint(frame: Frame, layout: Layout, adobe: AdobeTransform): Pieces<Raster> {
  const { points, acrossMax, downMax, parts } = frame
  const raster = createRaster(shrunk(layout, BLOCK / points))
  const { window } = raster
  const toRgb = colourReader(frame, adobe)
  const samples = new Uint8ClampedArray(4)
  const right = Math.min(window.x + window.width, Math.ceil((frame.width * points) / BLOCK))
  const bottom = Math.min(window.y + window.height, Math.ceil((frame.height * points) / BLOCK))
  let pixels = 0
  for (let y = window.y; y < bottom; y += 1) {
    for (let x = window.x; x < right; x += 1) {
      for (let index = 0; index < parts.length; index += 1) {
        const part = parts[index]
        if (!part) continue
        const row = Math.floor((y * part.down) / downMax)
        const column = Math.floor((x * part.across) / acrossMax)
        samples[index] = part.plane[row * part.stride + column] ?? 0
      }
      toRgb(samples)
      raster.add(x, y, samples[0] ?? 0, samples[1] ?? 0, samples[2] ?? 0)
    }
    pixels += window.width
    if (pixels > limits.thumbnailPixelsPerTurn) {
      pixels = 0
      yield
    }
  }
  return raster
}
