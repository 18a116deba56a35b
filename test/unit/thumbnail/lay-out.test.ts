import { expect, test } from 'vitest'
import { layOut } from '../../../server/thumbnail/lay-out.ts'
import { makeThumbnail } from '../../../server/thumbnail/make-thumbnail.ts'
import { aPng } from '../../support/a-png.ts'
import { BLUE, RED, WHITE, distance, readThumbnail } from '../../support/read-thumbnail.ts'

const box = { width: 180, height: 120 }

test.for([
  ['fills the box', [360, 240], [0, 0, 360, 240], [180, 120]],
  ['of a wide one the middle', [1000, 120], [410, 0, 180, 120], [180, 120]],
  ['of a tall one the middle', [180, 1000], [0, 440, 180, 120], [180, 120]],
  ['is not enlarged', [10, 10], [0, 0, 10, 10], [10, 10]],
  ['small in one direction is shown whole', [1800, 100], [0, 0, 1800, 100], [180, 10]],
  ['thin as a thread', [65_535, 1], [0, 0, 65_535, 1], [180, 1]],
  ['thin the other way', [1, 65_535], [0, 0, 1, 65_535], [1, 120]],
] as const)('%s: %s', ([, [width, height], [x, y, ...window], picture]) => {
  const laidOut = layOut({ width, height }, box)

  expect(laidOut).toEqual({
    window: { x, y, width: window[0], height: window[1] },
    picture: { width: picture[0], height: picture[1] },
  })
})

test('a small image stands in the middle, on white', async () => {
  const png = aPng({ width: 40, height: 20, type: 2, depth: 8, samplesAt: () => RED })

  const seen = await readThumbnail(await makeThumbnail(png))

  expect([seen.width, seen.height]).toEqual([180, 120])
  expect(distance(seen.at(90, 60), RED)).toBeLessThan(12)
  for (const [x, y] of [
    [60, 60],
    [120, 60],
    [90, 40],
    [90, 80],
    [0, 0],
  ] as const) {
    expect(distance(seen.at(x, y), WHITE)).toBeLessThan(8)
  }
})

test('what is cropped away does not show', async () => {
  const samplesAt = (x: number): readonly number[] => (x >= 110 && x < 290 ? BLUE : RED)
  const png = aPng({ width: 400, height: 120, type: 2, depth: 8, samplesAt })

  const seen = await readThumbnail(await makeThumbnail(png))

  for (const x of [2, 90, 177]) expect(distance(seen.at(x, 60), BLUE)).toBeLessThan(12)
})

test('a fine pattern becomes its average, at every size', async () => {
  for (const [width, height] of [
    [360, 240],
    [500, 331],
    [1000, 700],
  ] as const) {
    const samplesAt = (x: number, y: number): number[] => [(x + y) % 2 === 0 ? 0 : 255]
    const png = aPng({ width, height, type: 0, depth: 8, samplesAt })

    const seen = await readThumbnail(await makeThumbnail(png))

    for (let x = 5; x < 180; x += 17) {
      expect(distance(seen.at(x, 61), [127, 127, 127])).toBeLessThan(40)
    }
  }
})
