import { limits } from '../../core/limits.ts'
import { BrokenImage } from '../broken-image.ts'
import type { Layout, Size } from '../lay-out.ts'
import { byteAt, uint16 } from '../read-numbers.ts'
import { BLOCK, BLOCK_VALUES } from './jpeg-tables.ts'

/** What a start of frame (T.81 B.2.2) says. */
export interface FrameHeader extends Size {
  readonly isProgressive: boolean
  readonly components: readonly ComponentHeader[]
}

interface ComponentHeader {
  readonly id: number
  /** Sampling factors. */
  readonly across: number
  readonly down: number
  readonly quantization: number
}

const PROGRESSIVE = 0xc2
/** Baseline, extended sequential and progressive, with Huffman codes. */
const DECODABLE = new Set([0xc0, 0xc1, PROGRESSIVE])
const NO_FRAMES = new Set([0xc4, 0xc8, 0xcc])

export function isFrameMarker(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.has(marker)
}

export function readFrameHeader(marker: number, body: Buffer): FrameHeader {
  if (!DECODABLE.has(marker)) throw new BrokenImage('The coding of this JPEG is not known here.')
  if (byteAt(body, 0) !== 8) throw new BrokenImage('The samples of this JPEG have not 8 bits.')
  const count = byteAt(body, 5)
  if (![1, 3, 4].includes(count)) throw new BrokenImage(`A JPEG has no ${count} components.`)
  return {
    isProgressive: marker === PROGRESSIVE,
    height: uint16(body, 1),
    width: uint16(body, 3),
    components: Array.from({ length: count }, (_, index) => readComponent(body, 6 + index * 3)),
  }
}

function readComponent(body: Buffer, at: number): ComponentHeader {
  const sampling = byteAt(body, at + 1)
  const across = sampling >> 4
  const down = sampling & 0xf
  if (across < 1 || across > 4 || down < 1 || down > 4) {
    throw new BrokenImage('A component is sampled as none can be.')
  }
  return { id: byteAt(body, at), across, down, quantization: byteAt(body, at + 2) & 3 }
}

/** One component while it is decoded. */
export interface Component extends ComponentHeader {
  /** Blocks that hold the image … */
  readonly columns: number
  readonly rows: number
  /** … and in each row those that fill up the last unit, too. */
  readonly columnsStored: number
  /** Samples, already at the reduced size. */
  readonly plane: Uint8ClampedArray
  readonly stride: number
  /** Of a progressive JPEG the coefficients so far, in zigzag order; the first alone where that will do. */
  readonly coefficients: Int16Array
}

export interface Frame extends FrameHeader {
  /** Samples of a decoded block in each direction: 1, 2, 4 or 8. */
  readonly points: number
  readonly acrossMax: number
  readonly downMax: number
  readonly unitColumns: number
  readonly unitRows: number
  readonly parts: readonly Component[]
}

/** Coefficients that are kept of each block. */
export function keptPerBlock(points: number): number {
  return points === 1 ? 1 : BLOCK_VALUES
}

export function createFrame(header: FrameHeader, layout: Layout): Frame {
  const acrossMax = Math.max(...header.components.map(({ across }) => across))
  const downMax = Math.max(...header.components.map(({ down }) => down))
  const unitColumns = Math.ceil(header.width / (BLOCK * acrossMax))
  const unitRows = Math.ceil(header.height / (BLOCK * downMax))
  const blocks = header.components.reduce(
    (sum, { across, down }) => sum + unitColumns * across * unitRows * down,
    0,
  )
  const points = pointsFor(header, layout, blocks)
  const parts = header.components.map((component) => {
    const { across, down } = component
    const columnsStored = unitColumns * across
    const rowsStored = unitRows * down
    const stored = columnsStored * rowsStored
    return {
      ...component,
      columns: Math.ceil(Math.ceil((header.width * across) / acrossMax) / BLOCK),
      rows: Math.ceil(Math.ceil((header.height * down) / downMax) / BLOCK),
      columnsStored,
      plane: new Uint8ClampedArray(stored * points * points),
      stride: columnsStored * points,
      coefficients: new Int16Array(header.isProgressive ? stored * keptPerBlock(points) : 0),
    }
  })
  return { ...header, points, acrossMax, downMax, unitColumns, unitRows, parts }
}

/** Twice the picture in each direction is enough, and memory is a reason to take less. */
function pointsFor(header: FrameHeader, { window, picture }: Layout, blocks: number): number {
  const isEnough = (points: number): boolean =>
    window.width * points >= picture.width * 2 * BLOCK &&
    window.height * points >= picture.height * 2 * BLOCK
  const wanted = [1, 2, 4].find(isEnough) ?? BLOCK
  const kept = header.isProgressive ? keptPerBlock(wanted) : 0
  const values = blocks * (wanted * wanted + kept)
  return values <= limits.jpegValuesMax ? wanted : 1
}
