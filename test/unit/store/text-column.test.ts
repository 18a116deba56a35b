import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexOfNeedle, plainNeedle, toNeedle } from '../../../server/core/search/needle.ts'
import { fillTextColumn } from '../../../server/store/text-column.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'ü', '€', '🎉'), maxLength: 6 })

test('finds a needle in the texts that have it, in order, and gives each text back', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', '€'), minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), piece, (texts, piece) => {
      const filled = fillTextColumn(texts)

      expect(filled.texts).toEqual(texts)
      expect(filled.column.find(plainNeedle(piece))).toEqual(
        [...texts.keys()].filter((place) => texts[place]?.includes(piece)),
      )
    }),
    { numRuns: 2_000 },
  )
})

test('finds a needle in the lines that are asked for alone', () => {
  const lined = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\n', ', ', '€'), maxLength: 12 })
  const needles = fc.constantFrom('a', 'ab', '"a b"', '"a €"', 'a', '€')
  const lines = fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(lined, { maxLength: 12 }), needles, lines, (texts, written, lines) => {
      const needle = toNeedle(written) ?? plainNeedle(written)
      const { column } = fillTextColumn(texts)

      expect(column.find(needle, lines)).toEqual(
        [...texts.keys()].filter((place) => {
          const all = texts[place]?.split('\n') ?? []
          return lines.some((line) => indexOfNeedle(all[line] ?? '', needle) >= 0)
        }),
      )
    }),
    { numRuns: 2_000 },
  )
})

test('what stands in other lines of a text does not hide the next text', () => {
  const { column } = fillTextColumn(['aaa\naa\nb', 'b\n\na', 'a\na', 'a\n\n\na'])

  expect(column.find(plainNeedle('a'), [2])).toEqual([1])
  expect(column.find(plainNeedle('a'), [3])).toEqual([3])
})
