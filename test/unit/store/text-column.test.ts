import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillTextColumn } from '../../../server/store/text-column.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'ü', '€', '🎉'), maxLength: 6 })

test('finds a piece in the texts that have it, in order, and gives each text back', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', '€'), minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), piece, (texts, piece) => {
      const filled = fillTextColumn(texts)

      expect(filled.texts).toEqual(texts)
      expect(filled.column.find(piece)).toEqual(
        [...texts.keys()].filter((place) => texts[place]?.includes(piece)),
      )
    }),
    { numRuns: 2_000 },
  )
})
