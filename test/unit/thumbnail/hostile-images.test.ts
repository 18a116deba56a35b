import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import { BrokenImage } from '../../../server/thumbnail/broken-image.ts'
import { isDrawable, makeThumbnail } from '../../../server/thumbnail/make-thumbnail.ts'
import { openImage } from '../../../server/thumbnail/open-image.ts'
import { aPng, pngOf } from '../../support/a-png.ts'
import { readThumbnail } from '../../support/read-thumbnail.ts'

const folder = path.join(import.meta.dirname, '../../conformance/thumbnail/fixtures')
const fixture = (name: string): Buffer => readFileSync(path.join(folder, name))
const plain = { width: 200, height: 150, type: 2, depth: 8, samplesAt: () => [9, 9, 9] }
const KINDS = ['baseline-420.jpg', 'progressive-420.jpg', 'interlaced.png', 'interlaced.gif']

async function isBlank(bytes: Buffer): Promise<boolean> {
  return (await readThumbnail(await makeThumbnail(bytes))).isBlank
}

function withUint16(bytes: Buffer, values: Readonly<Record<number, number>>): Buffer {
  const copy = Buffer.from(bytes)
  for (const [at, value] of Object.entries(values)) copy.writeUInt16BE(value, Number(at))
  return copy
}

test.for([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('I am no image.')],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['the name of a JPEG alone', Buffer.from([0xff, 0xd8, 0xff])],
  ['the name of a PNG alone', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['the name of a GIF alone', Buffer.from('GIF89a')],
  ['the name of a bitmap alone', Buffer.from('BM')],
  [
    'a GIF that is called a PNG',
    Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), fixture('plain.gif')]),
  ],
] as const)('%s gets a blank thumbnail', async ([, bytes]) => {
  expect(await isBlank(bytes)).toBe(true)
})

test.for(KINDS)('%s that is cut off anywhere is blank or shown, and no bug', async (name) => {
  const bytes = fixture(name)

  for (let length = 0; length < bytes.length - 2; length += Math.ceil(bytes.length / 20)) {
    const thumbnail = await readThumbnail(await makeThumbnail(bytes.subarray(0, length)))
    expect([thumbnail.width, thumbnail.height]).toEqual([180, 120])
  }
  expect(await isBlank(bytes.subarray(0, bytes.length / 2))).toBe(true)
})

test('whatever bytes are changed, what comes is a thumbnail', async () => {
  const names = readdirSync(folder).filter((name) => fixture(name).length < 3_000)
  const change = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 255 }),
  )

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.array(change, { minLength: 1, maxLength: 12 }),
      async (name, changes) => {
        const bytes = fixture(name)
        for (const [place, value] of changes) bytes[Math.floor(place * (bytes.length - 1))] = value
        const thumbnail = await makeThumbnail(bytes)
        expect(openImage(thumbnail)?.size).toEqual({ width: 180, height: 120 })
      },
    ),
    { numRuns: 60 },
  )
})

test('of a bomb of dimensions not one pixel is decoded', async () => {
  const jpeg = fixture('baseline-420.jpg')
  const frameAt = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5
  const gif = fixture('plain.gif')
  const bmp = fixture('24-bits.bmp')
  const bmpBomb = Buffer.from(bmp)
  bmpBomb.writeInt32LE(-0x7fff_ffff, 22)
  const bombs = [
    withUint16(jpeg, { [frameAt]: 65_535, [frameAt + 2]: 65_535 }),
    withUint16(gif, { 6: 0xffff, 8: 0xffff }),
    bmpBomb,
    pngOf({ ...plain, width: 0x7fff_ffff, height: 0x7fff_ffff }, Buffer.alloc(100)),
    pngOf({ ...plain, width: limits.thumbnailSideMax + 1, height: 1 }, Buffer.alloc(100)),
  ]

  for (const bomb of bombs) {
    const { size } = openImage(bomb) ?? { size: { width: 1, height: 1 } }
    expect(isDrawable(size)).toBe(false)
    expect(await isBlank(bomb)).toBe(true)
  }
})

test('just 20 MP are drawn, one row more is not', () => {
  expect(isDrawable({ width: 5_000, height: 4_000 })).toBe(true)
  expect(isDrawable({ width: 5_000, height: 4_001 })).toBe(false)
})

test('a frame of a GIF that is larger than its screen is refused by its own size', async () => {
  const gif = fixture('plain.gif')
  const imageAt = gif.lastIndexOf(Buffer.from([0x2c, 0, 0, 0, 0]))
  const bomb = withUint16(gif, { [imageAt + 5]: 0xffff, [imageAt + 7]: 0xffff })

  expect(await isBlank(bomb)).toBe(true)
})

test.for([
  [0, 0],
  [0, 10],
  [10, 0],
] as const)('an image of %i × %i is blank', async ([width, height]) => {
  const jpeg = fixture('baseline-420.jpg')
  const frameAt = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5

  expect(await isBlank(pngOf({ ...plain, width, height }, deflateSync(Buffer.alloc(9))))).toBe(true)
  expect(await isBlank(withUint16(jpeg, { [frameAt]: height, [frameAt + 2]: width }))).toBe(true)
})

test('of pixels that inflate to far more than the image has, the rest is never inflated', async () => {
  const rows = Buffer.alloc((plain.width * 3 + 1) * plain.height)
  // Broken behind the last row: whoever went on to inflate it would fail.
  const bomb = deflateSync(Buffer.concat([rows, Buffer.alloc(64 * 1024 * 1024)]))
  bomb.fill(0xaa, bomb.length / 2)

  const seen = await readThumbnail(await makeThumbnail(pngOf(plain, bomb)))

  expect(seen.at(90, 60)).toEqual([0, 0, 0])
})

test('a PNG of chunks, a GIF of extensions and a JPEG of segments without end are refused', async () => {
  const png = aPng(plain)
  const chunk = Buffer.from([0, 0, 0, 0, 0x74, 0x45, 0x58, 0x74, 0, 0, 0, 0])
  const manyChunks = Array.from({ length: limits.pngChunksMax + 1 }, () => chunk)
  const headerEnd = 33
  const gif = fixture('plain.gif')
  const extension = Buffer.from([0x21, 0xfe, 1, 0x20, 0])
  const blocks = Array.from({ length: limits.gifBlocksMax + 1 }, () => extension)
  const firstBlock = gif.lastIndexOf(Buffer.from([0x2c, 0, 0, 0, 0]))
  const segment = Buffer.from([0xff, 0xfe, 0, 2])
  const segments = Array.from({ length: limits.jpegSegmentsMax + 1 }, () => segment)
  const jpeg = fixture('baseline-420.jpg')

  for (const [whole, at, filler] of [
    [png, headerEnd, manyChunks],
    [gif, firstBlock, blocks],
    [jpeg, 2, segments],
  ] as const) {
    const stuffed = Buffer.concat([whole.subarray(0, at), ...filler, whole.subarray(at)])
    const few = Buffer.concat([whole.subarray(0, at), ...filler.slice(0, 9), whole.subarray(at)])
    expect(await isBlank(few)).toBe(false)
    expect(await isBlank(stuffed)).toBe(true)
  }
})

test('a progressive JPEG that asks for pass after pass is refused', async () => {
  const jpeg = fixture('progressive-420.jpg')
  const scanAt = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]))
  const lastScan = jpeg.subarray(scanAt, -2)
  const many = Array.from({ length: limits.jpegScansMax }, () => lastScan)

  const bomb = Buffer.concat([jpeg.subarray(0, scanAt), ...many, jpeg.subarray(scanAt)])

  expect(await isBlank(bomb)).toBe(true)
})

test('a large JPEG is drawn at a fraction of its size: its values stay within the bound', async () => {
  const jpeg = fixture('progressive-at-a-half.jpg')
  const frameAt = jpeg.indexOf(Buffer.from([0xff, 0xc2])) + 5
  // 400 × 50,000 would want every coefficient; there is no data for it, so it ends as a broken image.
  const bomb = withUint16(jpeg, { [frameAt]: 50_000, [frameAt + 2]: 400 })
  const image = openImage(bomb)

  await expect(
    image?.draw({
      window: { x: 0, y: 0, width: 400, height: 267 },
      picture: { width: 180, height: 120 },
    }),
  ).rejects.toThrow(BrokenImage)
})
