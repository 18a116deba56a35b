import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import type { Term } from '../../../server/core/search/parse-query.ts'
import { parseQuery } from '../../../server/core/search/parse-query.ts'

describe('reads', () => {
  test.for<[string, readonly Partial<Term>[]]>([
    ['invoice', [{ field: undefined, value: 'invoice', negated: false, source: 'invoice' }]],
    ['two words', [{ value: 'two' }, { value: 'words' }]],
    ['  "two words"  ', [{ value: 'two words', source: '"two words"' }]],
    ['from:ann', [{ field: 'from', value: 'ann' }]],
    ['FROM:Ann', [{ field: 'from', value: 'ann' }]],
    ['reply-to:x', [{ field: 'reply-to', value: 'x' }]],
    ['-subject:"out of office"', [{ field: 'subject', value: 'out of office', negated: true }]],
    ['!invoice', [{ field: undefined, value: 'invoice', negated: true }]],
    ['subject:a:b', [{ field: 'subject', value: 'a:b' }]],
    ['"from:ann"', [{ field: undefined, value: 'from:ann' }]],
    ['from:"ann"smith', [{ field: 'from', value: 'annsmith' }]],
    ['"-a"', [{ field: undefined, value: '-a', negated: false }]],
    ['-', [{ field: undefined, value: '-', negated: false }]],
    ['is:unread', [{ field: 'is', value: 'unread' }]],
    ['is:odd', [{ field: undefined, value: 'is:odd' }]],
    ['has:attachment', [{ field: 'has', value: 'attachment' }]],
    ['has:fun', [{ field: undefined, value: 'has:fun' }]],
    ['colour:red', [{ field: undefined, value: 'colour:red' }]],
    ['http://example.com/', [{ field: undefined, value: 'http://example.com/' }]],
    ['inbox:ann', [{ field: 'inbox', value: 'ann' }]],
    ['ＨＥＬＬＯ', [{ value: 'hello' }]],
    ['50%_off', [{ value: '50%_off' }]],
    ['a\tb\u3000c', [{ value: 'a' }, { value: 'b' }, { value: 'c' }]],
  ])('%j', ([source, terms]) => {
    expect(parseQuery(source)).toMatchObject({ ok: true, query: { source, terms } })
  })
})

describe('refuses', () => {
  test.for([
    ['', 0],
    ['   ', 0],
    ['""', 0],
    ['a ""', 2],
    ['-""', 0],
    ['from:', 0],
    ['a tag:', 2],
    ['subject:"  "', 0],
    ['from:ann "half', 9],
    ['a"b', 1],
    ['x'.repeat(limits.queryLengthMax + 1), limits.queryLengthMax],
    ['x '.repeat(limits.queryTermsMax + 1), limits.queryTermsMax * 2],
  ] as const)('%j at %i', ([source, at]) => {
    const parsed = parseQuery(source)
    expect(parsed).toMatchObject({ ok: false, at })
    expect(parsed).toHaveProperty('problem', expect.stringMatching(/^.+\.$/))
  })
})

test('never throws, and no term that it gives is empty', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '"',
      '-',
      '!',
      ':',
      ' ',
      '\t',
      '\u00a0',
      'from:',
      'is:',
      'tag:',
      'OR',
      '(',
      ')',
    ),
    fc.string({ unit: 'binary' }),
  )
  const source = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
  const property = fc.property(source, (text) => {
    const parsed = parseQuery(text)
    if (parsed.ok) {
      expect(parsed.query.terms.filter(({ value }) => value.trim() === '')).toEqual([])
    } else {
      expect(parsed.at).toBeGreaterThanOrEqual(0)
      expect(parsed.at).toBeLessThanOrEqual(text.length)
    }
  })
  fc.assert(property, { numRuns: 3_000 })
})
