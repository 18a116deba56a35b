import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCandidates } from '../../../../server/core/extract/find-candidates.ts'
import { findCodes, rateCodes } from '../../../../server/core/extract/find-codes.ts'
import { findLinks } from '../../../../server/core/extract/find-links.ts'
import { findUrls } from '../../../../server/core/extract/find-urls.ts'
import { foldWords } from '../../../../server/core/extract/fold-words.ts'
import { pageLines, textLines } from '../../../../server/core/extract/readable-text.ts'
import { limits } from '../../../../server/core/limits.ts'
import { finish } from '../../../support/finish.ts'

const MB = 1024 * 1024

function fill(text: string, length = MB): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}

function codesIn(text: string): ReturnType<typeof finish<unknown>> {
  return finish(findCodes({ subject: text, text, page: text, hidden: text, token: undefined }))
}

const floods = [
  ...[
    '1',
    '1 ',
    '123456 ',
    'code 123456 ',
    'code\n123456\n',
    '1\v',
    '1\f',
    '-',
    ' ',
    '\t',
    '. ',
    '(',
  ],
  ...[
    'A1',
    'AB12-',
    '验证码1234 ',
    '１',
    '\u200b1',
    '\ud835',
    'İ',
    'one time ',
    'κωδικ',
    '"',
    '>\n',
  ],
]

describe('a megabyte is looked at no further than the limits say', () => {
  test.for(floods)('for codes: %j', { timeout: 60_000 }, (flood) => {
    const { steps } = codesIn(fill(flood))

    // One step for each of the four sources, and the last.
    expect(steps).toBeLessThanOrEqual(5)
    expect(findCandidates(fill(flood, limits.codeTextMax)).length).toBeLessThanOrEqual(
      limits.codeCandidatesMax,
    )
  })

  test('100,000 candidates, of which the first are rated', { timeout: 60_000 }, () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `code ${100_000 + index}.`).join(
      '\n',
    )
    const words = { subject: '', text, page: '', hidden: '', token: undefined }

    expect(finish(rateCodes(words)).result).toHaveLength(limits.codeCandidatesMax)
    expect(finish(findCodes(words)).result).toHaveLength(limits.codesMax)
  })

  test('a code behind the limit is not found', () => {
    const text = `${fill('word ', limits.codeTextMax)}\nYour login code is 482913`

    expect(codesIn(text).result).toEqual([])
  })
})

test('a run of combining marks is cut, since to normalise it takes the square of its length', () => {
  const flood = `1${'\u0316\u0301'.repeat(limits.codeTextMax)}`

  for (const toLines of [textLines, pageLines]) expect(toLines(flood).length).toBeLessThan(40)
})

const linkFloods = [
  ...['http://', '(http://a/b', '<http://a\n', 'http://a)', '://', 'a://', 'www.', 'mailto:a@'],
  ...['tel:1', 'http://a/[(', '<URL:http://a', 'x', '\n'],
]

describe('a megabyte of addresses is read in pieces', () => {
  test.for(linkFloods)('%j', { timeout: 60_000 }, (flood) => {
    const work = findLinks({ references: [], text: fill(flood), unsubscribeUrls: [] })

    const { steps, result } = finish(work)

    expect(steps).toBeGreaterThanOrEqual(MB / limits.readPieceBytes)
    expect(steps).toBeLessThanOrEqual(MB / limits.readPieceBytes + 1)
    expect(result.length).toBeLessThanOrEqual(limits.linksMax)
  })

  test('each character belongs to one address at most', () => {
    for (const flood of linkFloods) {
      let last = 0
      for (const { start, end } of findUrls(fill(flood, 10_000))) {
        expect(start).toBeGreaterThanOrEqual(last)
        last = end
      }
    }
  })
})

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      ...floods,
      ...linkFloods,
      'Your login code: ',
      'order ',
      '482913',
      '\n',
      '\u202a',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  ),
  { maxLength: 40 },
)

test('nothing that a mail says makes the search for codes fail', () => {
  fc.assert(
    fc.property(pieces, (words) => {
      const text = words.join('')
      const rated = finish(
        rateCodes({ subject: text, text, page: text, hidden: text, token: undefined }),
      ).result

      for (const { value, context, score } of rated) {
        expect(value).toMatch(/^[\dA-Za-z][\dA-Za-z -]{2,19}[\dA-Za-z]$/)
        expect(context.length).toBeLessThanOrEqual(2 * limits.codeContextLengthMax)
        expect(Number.isFinite(score)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('nothing that a mail says makes the search for links fail', () => {
  fc.assert(
    fc.property(pieces, (words) => {
      const value = words.join('')
      const places = ['anchor', 'image', 'stylesheet', 'image-set', 'css'] as const
      const references = places.map((place) => ({ place, value, text: '' }))

      const links = finish(findLinks({ references, text: value, unsubscribeUrls: [] })).result

      for (const { url } of links) expect(url).toMatch(/^[a-z][a-z\d+.-]*:/i)
    }),
    { numRuns: 500 },
  )
})

test('folding keeps every place in its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldWords(text)).toHaveLength(text.length)
    }),
    { numRuns: 1_000 },
  )
})
