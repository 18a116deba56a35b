import fc from 'fast-check'
import { expect, test } from 'vitest'
import { includesNeedle, indexOfNeedle, toNeedle } from '../../../../server/core/search/needle.ts'
import { toSearched, withoutSeparators } from '../../../../server/core/search/to-searched.ts'

// What separates, what an expression would take for its own, and a pair of surrogates.
const unit = fc.constantFrom('a', 'b', 'a', ' ', ', ', ';', '(', '.', '*', '\\', '[', '^', '🎉')
const written = fc.string({ unit, minLength: 1, maxLength: 24 })

test('a phrase is there when its words follow each other, whatever separates them', () => {
  fc.assert(
    fc.property(written, written, written, (before, words, after) => {
      const needle = toNeedle(words)
      fc.pre(needle !== undefined)
      for (const text of [before, `${before}${words}${after}`].map(toSearched)) {
        const isThere =
          text.includes(needle.value) || withoutSeparators(text).includes(needle.value)

        expect(includesNeedle(text, needle), text).toBe(isThere)
        if (isThere) expect(indexOfNeedle(text, needle)).toBeGreaterThanOrEqual(0)
        if (needle.isExact) expect(indexOfNeedle(text, needle) >= 0).toBe(isThere)
      }
    }),
    { numRuns: 5_000 },
  )
})

test('of a long phrase the beginning is looked for, and the rest is not forgotten', () => {
  const phrase = 'one two three four five six seven eight nine ten'
  const needle = toNeedle(`"${phrase}"`)
  if (!needle) throw new Error('a phrase is a needle')

  expect(includesNeedle(`so: ${phrase.replaceAll(' ', ', ')}.`, needle)).toBe(true)
  expect(includesNeedle(phrase.replace('ten', 'eleven'), needle)).toBe(false)
  expect(indexOfNeedle(`so ${phrase.replace('ten', 'eleven')}`, needle)).toBe(3)
})
