import { inPieces } from '../../server/mime/in-pieces.ts'
import { layOut } from '../../server/thumbnail/lay-out.ts'
import type { Size } from '../../server/thumbnail/lay-out.ts'
import { openImage } from '../../server/thumbnail/open-image.ts'

export type Colour = readonly [red: number, green: number, blue: number]

export interface SeenThumbnail extends Size {
  at(x: number, y: number): Colour
  readonly isBlank: boolean
}

/** A thumbnail as somebody sees it. */
export async function readThumbnail(jpeg: Buffer): Promise<SeenThumbnail> {
  const image = openImage(jpeg)
  if (!image) throw new Error('The thumbnail is no image')
  const raster = await image.draw(layOut(image.size, image.size))
  const { rgb } = await inPieces(raster.toPicture())
  return {
    ...image.size,
    at(x, y) {
      const [red = 0, green = 0, blue = 0] = rgb.subarray((y * image.size.width + x) * 3)
      return [red, green, blue]
    },
    isBlank: rgb.every((value) => value > 250),
  }
}

/** How far two colours are apart, in the worst of the three. */
export function distance(one: Colour, other: Colour): number {
  return Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? 0))))
}

export const RED: Colour = [220, 30, 30]
export const GREEN: Colour = [30, 200, 40]
export const BLUE: Colour = [30, 60, 220]
export const YELLOW: Colour = [240, 220, 40]
export const WHITE: Colour = [255, 255, 255]

/** The test picture: red, green, blue and yellow quarters, in reading order. */
export function quarterColour(x: number, y: number, { width, height }: Size): Colour {
  if (y < height / 2) return x < width / 2 ? RED : GREEN
  return x < width / 2 ? BLUE : YELLOW
}

/** The colours in the middle of the four quarters, and how far they are from what they should be. */
export function quarterErrors(seen: SeenThumbnail): number[] {
  const places = [
    [45, 30],
    [135, 30],
    [45, 90],
    [135, 90],
  ] as const
  return places.map(([x, y]) => distance(seen.at(x, y), quarterColour(x, y, seen)))
}
