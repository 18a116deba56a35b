import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeThumbnail } from '../../../server/thumbnail/make-thumbnail.ts'
import { quarterErrors, readThumbnail } from '../../support/read-thumbnail.ts'

/**
 * Images of other programs (Pillow, libjpeg, ImageMagick), all of which show, as they are meant to be
 * seen, four quarters: red, green, blue and yellow. Adding a case is adding a file.
 */
const folder = path.join(import.meta.dirname, 'fixtures')
/** JPEG at quality 70, after a reduction that has no sharp edges. */
const TOLERANCE = 12

test.for(readdirSync(folder))('%s shows its four quarters', async (name) => {
  const bytes = readFileSync(path.join(folder, name))

  const seen = await readThumbnail(await makeThumbnail(bytes))

  expect([seen.width, seen.height]).toEqual([180, 120])
  expect(Math.max(...quarterErrors(seen))).toBeLessThan(TOLERANCE)
})
