import { Readable } from 'node:stream'
import { createInflate } from 'node:zlib'
import { BrokenImage } from '../broken-image.ts'
import type { Layout } from '../lay-out.ts'
import type { OpenImage } from '../image.ts'
import type { Raster } from '../raster.ts'
import { createRaster } from '../raster.ts'
import type { PngHeader } from './png-header.ts'
import { readPngChunks, readPngHeader } from './png-header.ts'
import { createPixelReader } from './png-pixels.ts'
import { unfilterRow } from './unfilter-row.ts'

/** Inflated at a time; between two pieces the event loop turns. */
const PIECE_BYTES = 64 * 1024

/** A PNG of any type and depth. Its pixels are never held: they are inflated piece by piece and gathered. */
export function openPng(bytes: Buffer): OpenImage {
  const header = readPngHeader(bytes)
  const { width, height } = header
  return {
    size: { width, height },
    orientation: 1,
    draw: (layout) => drawPng(bytes, header, layout),
  }
}

async function drawPng(bytes: Buffer, header: PngHeader, layout: Layout): Promise<Raster> {
  const chunks = readPngChunks(bytes)
  const raster = createRaster(layout)
  const readPixel = createPixelReader(header, chunks)
  const rows = createRows(header, (row, y, { x: left, stepX, columns }) => {
    drawRow({ raster, y }, { left, stepX, columns }, (x, rgba) => readPixel(row, x, rgba))
  })
  const source = Readable.from(chunks.data)
  const inflate = source.pipe(createInflate({ chunkSize: PIECE_BYTES }))
  try {
    for await (const piece of inflate) {
      rows.take(piece as Buffer)
      // Whatever follows the last row is not even inflated.
      if (rows.isComplete) return raster
    }
  } catch (error) {
    if (isZlibError(error)) throw new BrokenImage('The pixels do not inflate.', { cause: error })
    throw error
  } finally {
    source.destroy()
  }
  throw new BrokenImage('The pixels end too early.')
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

interface Columns {
  readonly left: number
  readonly stepX: number
  readonly columns: number
}

/** Adds the pixels of a row that are in the window, on white. */
function drawRow(
  { raster, y }: { readonly raster: Raster; readonly y: number },
  { left, stepX, columns }: Columns,
  read: (index: number, rgba: Uint8Array) => void,
): void {
  const { window } = raster
  if (y < window.y || y >= window.y + window.height) return
  const first = Math.max(0, Math.ceil((window.x - left) / stepX))
  const end = Math.min(columns, Math.ceil((window.x + window.width - left) / stepX))
  const rgba = new Uint8Array(4)
  for (let index = first; index < end; index += 1) {
    read(index, rgba)
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba
    const white = 255 - alpha
    const share = alpha / 255
    raster.add(
      left + index * stepX,
      y,
      red * share + white,
      green * share + white,
      blue * share + white,
    )
  }
}

/** Every so manieth pixel of every so manieth row (PNG 3rd edition, 8.2). */
interface Pass {
  readonly x: number
  readonly y: number
  readonly stepX: number
  readonly stepY: number
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }]
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
]

interface PassRows extends Pass {
  readonly columns: number
  readonly rows: number
}

interface Rows {
  readonly isComplete: boolean
  take(piece: Buffer): void
}

type TellRow = (row: Uint8Array, y: number, pass: PassRows) => void

/** Cuts inflated bytes into rows and undoes their filters. */
function createRows(header: PngHeader, tell: TellRow): Rows {
  const pixelBits = header.samples * header.depth
  const step = Math.max(1, pixelBits >> 3)
  const passes = passesOf(header)[Symbol.iterator]()
  let pass: PassRows | undefined
  let row = new Uint8Array(0)
  let before = new Uint8Array(0)
  let nth = 0
  /** Bytes that the row has so far; -1 where its filter has not come. */
  let filled = -1
  let filter = 0

  function startPass(): void {
    const next = passes.next()
    pass = next.done === true ? undefined : next.value
    const rowBytes = Math.ceil(((pass?.columns ?? 0) * pixelBits) / 8)
    row = new Uint8Array(rowBytes)
    before = new Uint8Array(rowBytes)
    nth = 0
    filled = -1
  }

  function finishRow(current: PassRows): void {
    unfilterRow(filter, row, { before, step })
    tell(row, current.y + nth * current.stepY, current)
    ;[row, before] = [before, row]
    filled = -1
    nth += 1
    if (nth === current.rows) startPass()
  }

  startPass()
  return {
    get isComplete() {
      return pass === undefined
    },
    take(piece) {
      let at = 0
      while (pass && at < piece.length) {
        if (filled === -1) {
          filter = piece[at] ?? 0
          filled = 0
          at += 1
        }
        const part = piece.subarray(at, at + row.length - filled)
        row.set(part, filled)
        filled += part.length
        at += part.length
        if (filled === row.length) finishRow(pass)
      }
    },
  }
}

/** A pass without a column or a row is not there at all. */
function passesOf({ width, height, isInterlaced }: PngHeader): readonly PassRows[] {
  return (isInterlaced ? ADAM7 : WHOLE)
    .map((pass) => ({
      ...pass,
      columns: Math.ceil((width - pass.x) / pass.stepX),
      rows: Math.ceil((height - pass.y) / pass.stepY),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
}
