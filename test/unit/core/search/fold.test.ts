import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from '../../../../server/core/search/fold.ts'
import { toSearched, withoutSeparators } from '../../../../server/core/search/to-searched.ts'

describe('is the same without case', () => {
  test.for([
    ['Hello', 'HELLO'],
    ['ＨＥＬＬＯ', 'hello'],
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    // The sigma at the end of a word, which JavaScript makes of capitals there only.
    ['ΣΟΦΟΣ', 'σοφος'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['İSTANBUL', 'istanbul'],
    ['ISPARTA', 'ısparta'],
    ['diyarbakır', 'DİYARBAKIR'],
    ['Ünïcödé', 'U\u0308NI\u0308CO\u0308DE\u0301'],
    ['ﬁnance', 'FINANCE'],
    ['①²½', '121⁄2'],
    ['J\u030c', 'ǰ'],
    ['K', 'k'],
  ] as const)('%j and %j', ([one, other]) => {
    expect(fold(one)).toBe(fold(other))
  })
})

test.for([
  ['é', 'e'],
  ['ä', 'ae'],
  ['o', '0'],
] as const)('%j and %j are two letters', ([one, other]) => {
  expect(fold(one)).not.toBe(fold(other))
})

test('folding what is folded changes nothing, for any character', () => {
  for (let code = 0; code < 0x110000; code += 1) {
    const folded = fold(String.fromCodePoint(code))
    if (fold(folded) !== folded) expect.fail(`U+${code.toString(16)} folds twice`)
  }
})

test('a searched text has no line break, no tab and no two spaces, and stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const searched = toSearched(text)

      expect(searched).not.toMatch(/[\n\r\t\0]| {2}|^ | $/)
      expect(toSearched(searched)).toBe(searched)
      expect(withoutSeparators(searched)).not.toMatch(/[<>",;()]| {2}|^ | $/)
    }),
    { numRuns: 2_000 },
  )
})

test('a run of combining marks is cut, since to normalise it takes the square of its length', () => {
  const flood = `a${'\u0315\u0300'.repeat(100_000)}b`

  expect(fold(flood).length).toBeLessThan(40)
  expect(fold(flood)).toMatch(/^à\p{M}+b$/u)
})

test('so is a run of the marks of half-width Kana, which are letters before', () => {
  const flood = `ｶ${'\uff9e\u0334'.repeat(100_000)}b`

  expect(fold(flood).length).toBeLessThan(40)
  expect(fold(flood)).toMatch(/^ガ\p{M}+b$/u)
  expect(fold('ｶﾞﾊﾟ')).toBe('ガパ')
})
