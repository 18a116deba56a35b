import type { Pieces } from '../mime/in-pieces.ts'
import type { Layout, Rectangle, Size } from './lay-out.ts'

/** Red, green and blue of each pixel, row by row. */
export interface Picture extends Size {
  readonly rgb: Uint8ClampedArray
}

/**
 * Gathers the pixels of an image into a small picture, in whatever order they come: each one is added to
 * the cell that it falls into, so that no image is ever held whole.
 */
export interface Raster {
  /** The part of the image that counts; pixels elsewhere are passed over. */
  readonly window: Rectangle
  add(x: number, y: number, red: number, green: number, blue: number): void
  toPicture(): Pieces<Picture>
}

/** Cells for each pixel of the picture and direction, so that a cell between two of them does not show. */
const OVERSAMPLING = 2
/** Red, green, blue, and how many pixels there were. */
const SUMS = 4
const WHITE = 255
const ROWS_PER_TURN = 8

export function createRaster({ window, picture }: Layout): Raster {
  const cellWidth = cellSize(window.width, picture.width)
  const cellHeight = cellSize(window.height, picture.height)
  const columns = Math.ceil(window.width / cellWidth)
  const rows = Math.ceil(window.height / cellHeight)
  const sums = new Float64Array(columns * rows * SUMS)

  /** Writes the colour of the cells in two spans. */
  function average(left: Span, top: Span, rgb: Uint8ClampedArray): void {
    let red = 0
    let green = 0
    let blue = 0
    let count = 0
    for (let row = Math.floor(top.from); row < top.to; row += 1) {
      const height = overlap(top, row)
      for (let column = Math.floor(left.from); column < left.to; column += 1) {
        const share = overlap(left, column) * height
        const at = (row * columns + column) * SUMS
        red += share * (sums[at] ?? 0)
        green += share * (sums[at + 1] ?? 0)
        blue += share * (sums[at + 2] ?? 0)
        count += share * (sums[at + 3] ?? 0)
      }
    }
    const isEmpty = count === 0
    rgb[0] = isEmpty ? WHITE : red / count
    rgb[1] = isEmpty ? WHITE : green / count
    rgb[2] = isEmpty ? WHITE : blue / count
  }

  return {
    window,
    add(x, y, red, green, blue) {
      const column = Math.floor((x - window.x) / cellWidth)
      const row = Math.floor((y - window.y) / cellHeight)
      if (column < 0 || column >= columns || row < 0 || row >= rows) return
      const at = (row * columns + column) * SUMS
      sums[at] = (sums[at] ?? 0) + red
      sums[at + 1] = (sums[at + 1] ?? 0) + green
      sums[at + 2] = (sums[at + 2] ?? 0) + blue
      sums[at + 3] = (sums[at + 3] ?? 0) + 1
    },
    *toPicture() {
      const { width, height } = picture
      const rgb = new Uint8ClampedArray(width * height * 3)
      for (let y = 0; y < height; y += 1) {
        if (y % ROWS_PER_TURN === 0) yield
        const top = spanOf(y, window.height / cellHeight / height, rows)
        for (let x = 0; x < width; x += 1) {
          const left = spanOf(x, window.width / cellWidth / width, columns)
          const at = (y * width + x) * 3
          average(left, top, rgb.subarray(at, at + 3))
        }
      }
      return { width, height, rgb }
    },
  }
}

function cellSize(source: number, target: number): number {
  return Math.max(1, Math.floor(source / (OVERSAMPLING * target)))
}

/** A stretch of cells, with fractions. */
interface Span {
  readonly from: number
  readonly to: number
}

function spanOf(index: number, cellsPerPixel: number, cells: number): Span {
  return { from: index * cellsPerPixel, to: Math.min(cells, (index + 1) * cellsPerPixel) }
}

/** How much of a cell is inside the span. */
function overlap({ from, to }: Span, cell: number): number {
  return Math.min(to, cell + 1) - Math.max(from, cell)
}
