import { BrokenImage } from './broken-image.ts'
import { littleUint16, littleUint32, uint16, uint32 } from './read-numbers.ts'

const AS_STORED = 1
const ORIENTATION_TAG = 0x0112
const ENTRY_BYTES = 12

/** How an APP1 segment says that the image is to be turned; what is broken says nothing. */
export function exifOrientation(segment: Buffer): number | undefined {
  if (!segment.subarray(0, 6).equals(Buffer.from('Exif\0\0'))) return undefined
  try {
    return orientationIn(segment.subarray(6))
  } catch (error) {
    if (error instanceof BrokenImage) return undefined
    throw error
  }
}

/** A TIFF file: its first directory holds the orientation. */
function orientationIn(tiff: Buffer): number {
  const isLittle = tiff.subarray(0, 2).equals(Buffer.from('II'))
  const short = isLittle ? littleUint16 : uint16
  const long = isLittle ? littleUint32 : uint32
  const directory = long(tiff, 4)
  const entries = short(tiff, directory)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * ENTRY_BYTES
    if (short(tiff, at) !== ORIENTATION_TAG) continue
    const orientation = short(tiff, at + 8)
    return orientation >= 1 && orientation <= 8 ? orientation : AS_STORED
  }
  return AS_STORED
}
