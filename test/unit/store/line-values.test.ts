import fc from 'fast-check'
import { expect, test } from 'vitest'
import { includesNeedle, plainNeedle } from '../../../server/core/search/needle.ts'
import { readLineValues } from '../../../server/store/line-values.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 5 })

test('a line that says few things is searched by them, and says where they stand', () => {
  const needle = fc.constantFrom('a', 'b', 'ab').map(plainNeedle)
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), needle, fc.nat(3), (texts, needle, line) => {
      const said = texts.map((one) => one.split('\n')[line])
      const expected = [...said.entries()]
        .filter(([, value]) => value !== undefined && includesNeedle(value, needle))
        .map(([place]) => place)

      const found = readLineValues(texts).find(needle, line)

      if (found) expect(found).toEqual(expected)
      else expect(new Set(said).size === 1 && said[0] !== undefined).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

test('a line that says something else in each text is left to a look through them', () => {
  const texts = Array.from({ length: 17 }, (_, at) => `same\nother ${at}`)
  const values = readLineValues(texts)

  expect(values.find(plainNeedle('same'), 0)).toHaveLength(17)
  expect(values.find(plainNeedle('other'), 1)).toBeUndefined()
})
