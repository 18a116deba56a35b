import type { Size } from './lay-out.ts'
import type { Picture } from './raster.ts'

/** Where in the stored picture the pixel stands that is shown at x, y (EXIF 2.3, 4.6.4 A, Orientation). */
type Source = (x: number, y: number, stored: Size) => readonly [x: number, y: number]

const SOURCES: Readonly<Record<number, Source>> = {
  2: (x, y, { width }) => [width - 1 - x, y],
  3: (x, y, { width, height }) => [width - 1 - x, height - 1 - y],
  4: (x, y, { height }) => [x, height - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, { height }) => [y, height - 1 - x],
  7: (x, y, { width, height }) => [width - 1 - y, height - 1 - x],
  8: (x, y, { width }) => [width - 1 - y, x],
}

/** Whether an image of this orientation is shown with its sides exchanged. */
export function liesOnItsSide(orientation: number): boolean {
  return orientation >= 5 && orientation <= 8
}

export function turned({ width, height }: Size): Size {
  return { width: height, height: width }
}

/** The picture as it is meant to be seen. */
export function turnPicture(stored: Picture, orientation: number): Picture {
  const source = SOURCES[orientation]
  if (!source) return stored
  const { width, height } = liesOnItsSide(orientation) ? turned(stored) : stored
  const rgb = new Uint8ClampedArray(stored.rgb.length)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [sourceX, sourceY] = source(x, y, stored)
      const from = (sourceY * stored.width + sourceX) * 3
      rgb.set(stored.rgb.subarray(from, from + 3), (y * width + x) * 3)
    }
  }
  return { width, height, rgb }
}
