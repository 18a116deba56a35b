import { expect, test } from 'vitest'
import { makeThumbnail } from '../../../server/thumbnail/make-thumbnail.ts'
import { aPng } from '../../support/a-png.ts'
import type { PngFacts } from '../../support/a-png.ts'
import type { Colour } from '../../support/read-thumbnail.ts'
import {
  BLUE,
  GREEN,
  RED,
  WHITE,
  YELLOW,
  distance,
  quarterColour,
  quarterErrors,
  readThumbnail,
} from '../../support/read-thumbnail.ts'

const size = { width: 211, height: 143 }
const KINDS = [
  { type: 0, depths: [1, 2, 4, 8, 16] },
  { type: 2, depths: [8, 16] },
  { type: 3, depths: [2, 4, 8] },
  { type: 4, depths: [8, 16] },
  { type: 6, depths: [8, 16] },
].flatMap(({ type, depths }) =>
  depths.flatMap((depth) => [false, true].map((isInterlaced) => ({ type, depth, isInterlaced }))),
)

/** The quarters in every type; in grey ones by how much green they have. */
function quarters(facts: Pick<PngFacts, 'type' | 'depth' | 'isInterlaced'>): PngFacts {
  const { type, depth } = facts
  const colours = [RED, GREEN, BLUE, YELLOW]
  const scaled = (value: number): number => Math.round((value / 255) * (2 ** depth - 1))
  return {
    ...facts,
    ...size,
    ...(type === 3 ? { palette: colours.flat() } : {}),
    samplesAt(x, y) {
      const colour = quarterColour(x, y, size)
      if (type === 3) return [colours.indexOf(colour)]
      const samples = type === 0 || type === 4 ? [scaled(colour[1])] : colour.map(scaled)
      return type === 4 || type === 6 ? [...samples, 2 ** depth - 1] : samples
    },
  }
}

test.for(KINDS)(
  'type $type with $depth bits, interlaced: $isInterlaced',
  async ({ type, depth, isInterlaced }) => {
    const png = aPng(quarters({ type, depth, isInterlaced }))

    const seen = await readThumbnail(await makeThumbnail(png))

    if (type !== 0 && type !== 4) {
      expect(Math.max(...quarterErrors(seen))).toBeLessThan(12)
      return
    }
    const greyOf = ([, green]: Colour): number =>
      (Math.round((green / 255) * (2 ** depth - 1)) * 255) / (2 ** depth - 1)
    const found = [seen.at(45, 30), seen.at(135, 30), seen.at(45, 90), seen.at(135, 90)]
    for (const [index, colour] of [RED, GREEN, BLUE, YELLOW].entries()) {
      const grey = greyOf(colour)
      expect(distance(found[index] ?? WHITE, [grey, grey, grey])).toBeLessThan(12)
    }
  },
)

test('what is transparent is white, what is half transparent lets white through', async () => {
  const png = aPng({
    width: 180,
    height: 120,
    type: 6,
    depth: 8,
    samplesAt: (x) => [200, 0, 0, x < 60 ? 0 : x < 120 ? 128 : 255],
  })

  const seen = await readThumbnail(await makeThumbnail(png))

  expect(distance(seen.at(30, 60), WHITE)).toBeLessThan(8)
  expect(distance(seen.at(90, 60), [227, 127, 127])).toBeLessThan(12)
  expect(distance(seen.at(150, 60), [200, 0, 0])).toBeLessThan(12)
})

test('one colour of the palette, or of the image, can be the transparent one', async () => {
  const indexed = aPng({
    width: 180,
    height: 120,
    type: 3,
    depth: 1,
    palette: [0, 0, 0, 10, 200, 10],
    transparency: [0],
    samplesAt: (x) => [x < 90 ? 0 : 1],
  })
  const coloured = aPng({
    width: 180,
    height: 120,
    type: 2,
    depth: 16,
    transparency: [0, 0, 0x12, 0x34, 0, 0],
    samplesAt: (x) => (x < 90 ? [0, 0x1234, 0] : [0, 0xffff, 0]),
  })

  for (const png of [indexed, coloured]) {
    const seen = await readThumbnail(await makeThumbnail(png))
    expect(distance(seen.at(45, 60), WHITE)).toBeLessThan(8)
    expect(seen.at(135, 60)[1]).toBeGreaterThan(180)
  }
})
