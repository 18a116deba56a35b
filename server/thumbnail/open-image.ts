import type { OpenImage } from './image.ts'
import { openBmp } from './read-bmp.ts'
import { openGif } from './gif/read-gif.ts'
import { openJpeg } from './jpeg/read-jpeg.ts'
import { openPng } from './png/read-png.ts'

const FORMATS: readonly {
  readonly magic: Buffer
  readonly open: (bytes: Buffer) => OpenImage
}[] = [
  { magic: Buffer.from([0xff, 0xd8, 0xff]), open: openJpeg },
  { magic: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), open: openPng },
  { magic: Buffer.from('GIF8'), open: openGif },
  { magic: Buffer.from('BM'), open: openBmp },
]

/** By its first bytes: senders call images anything. `undefined` is none that can be drawn here. */
export function openImage(bytes: Buffer): OpenImage | undefined {
  const format = FORMATS.find(({ magic }) => bytes.subarray(0, magic.length).equals(magic))
  return format?.open(bytes)
}
