import { limits } from '../core/limits.ts'
import { inPieces } from '../mime/in-pieces.ts'
import { BrokenImage } from './broken-image.ts'
import { encodeJpeg } from './jpeg/encode-jpeg.ts'
import type { Size } from './lay-out.ts'
import { layOut } from './lay-out.ts'
import { openImage } from './open-image.ts'
import type { Picture } from './raster.ts'
import { liesOnItsSide, turnPicture, turned } from './turn-picture.ts'

const BOX: Size = { width: 180, height: 120 }
const WHITE = 255

let blank: Promise<Buffer> | undefined

/** Mailpit's thumbnail: a JPEG of 180 × 120 on white; blank where there is no image that can be drawn. */
export async function makeThumbnail(bytes: Buffer): Promise<Buffer> {
  try {
    const picture = await draw(bytes)
    if (picture) return await inPieces(encodeJpeg(onWhite(picture)))
  } catch (error) {
    if (!(error instanceof BrokenImage)) throw error
  }
  return (blank ??= inPieces(encodeJpeg(onWhite(undefined))))
}

async function draw(bytes: Buffer): Promise<Picture | undefined> {
  const image = openImage(bytes)
  if (!image || !isDrawable(image.size)) return undefined
  // The box is laid on its side instead of the image.
  const box = liesOnItsSide(image.orientation) ? turned(BOX) : BOX
  const raster = await image.draw(layOut(image.size, box))
  return turnPicture(await inPieces(raster.toPicture()), image.orientation)
}

/** Decided by what the header says, before anything is decoded or allocated. */
export function isDrawable({ width, height }: Size): boolean {
  return (
    Math.min(width, height) > 0 &&
    Math.max(width, height) <= limits.thumbnailSideMax &&
    width * height <= limits.thumbnailPixelsMax
  )
}

/** The picture in the middle of the white box. */
function onWhite(picture: Picture | undefined): Picture {
  const rgb = new Uint8ClampedArray(BOX.width * BOX.height * 3).fill(WHITE)
  if (!picture) return { ...BOX, rgb }
  const left = Math.floor((BOX.width - picture.width) / 2)
  const top = Math.floor((BOX.height - picture.height) / 2)
  for (let y = 0; y < picture.height; y += 1) {
    const row = picture.rgb.subarray(y * picture.width * 3, (y + 1) * picture.width * 3)
    rgb.set(row, ((top + y) * BOX.width + left) * 3)
  }
  return { ...BOX, rgb }
}
