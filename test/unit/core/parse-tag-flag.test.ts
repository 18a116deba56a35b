import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import { parseTagFlag } from '../../../server/core/tags/parse-tag-flag.ts'

/** `[tags, search]` of each filter, or the problem. */
function read(source: string): string | [readonly string[], string][] {
  const parsed = parseTagFlag(source)
  return parsed.ok ? parsed.filters.map(({ tags, match }) => [tags, match]) : parsed.problem
}

test.for([
  ['Order=invoice', [[['Order'], 'invoice']]],
  ['A,B=word', [[['A', 'B'], 'word']]],
  // Mailpit's own example.
  [
    'user=user@example.com user2=from:user2@example.com "Scanned with antivirus"="X-Antivirus: "',
    [
      [['user'], 'user@example.com'],
      [['user2'], 'from:user2@example.com'],
      [['Scanned with antivirus'], 'X-Antivirus: '],
    ],
  ],
  [
    'A,B=word "C D"="some phrase"',
    [
      [['A', 'B'], 'word'],
      [['C D'], 'some phrase'],
    ],
  ],
  ['"Tag 1, Tag2"="this is the match"', [[['Tag 1', 'Tag2'], 'this is the match']]],
  // What has no tag of its own goes on with the search.
  ['Order=subject:"Your order" from:shop', [[['Order'], 'subject:"Your order" from:shop']]],
  [
    'A=(from:ann OR from:bob) -x B=subject:/^re: /i',
    [
      [['A'], '(from:ann OR from:bob) -x'],
      [['B'], 'subject:/^re: /i'],
    ],
  ],
  [
    'A=subject:="Your order" B=x',
    [
      [['A'], 'subject:="Your order"'],
      [['B'], 'x'],
    ],
  ],
  ['A=header:x-campaign=spring', [[['A'], 'header:x-campaign=spring']]],
  ['A=newer:5m', /^Filter 1 \(A\): At position 1 of its query: .* asks for the time/],
  [
    'A=one -two B=three',
    [
      [['A'], 'one -two'],
      [['B'], 'three'],
    ],
  ],
  ['A=from:ann subject:a=b', [[['A'], 'from:ann subject:a=b']]],
  ['A=a=b', [[['A'], 'a=b']]],
  ['A="from:ann subject:x"', [[['A'], 'from:ann subject:x']]],
  [
    '  A=x \t\n B=y  ',
    [
      [['A'], 'x'],
      [['B'], 'y'],
    ],
  ],
  ['a/b=x', '"a/b=x" has no tag before it: write tag=search, or "tag, other tag"=search.'],
  ['"a/b"=x', [[['a b'], 'x']]],
  ['A,,a, =x', '"A,,a," has no tag before it: write tag=search, or "tag, other tag"=search.'],
  ['A,,a=x', [[['A'], 'x']]],
  ['', 'It is empty: write tag=search.'],
  ['word', '"word" has no tag before it: write tag=search, or "tag, other tag"=search.'],
  ['from:ann A=x', /^"from:ann" has no tag/],
  ['"A=x', 'The quote at position 1 is never closed.'],
  ['A=x B="y', 'The quote at position 7 is never closed.'],
  ['!=x', /^Filter 1 \(!\): It names no tag/],
  ['A=x B=', /^Filter 2 \(B\): At position 1 of its query: The query is empty/],
  ['A=x Order=one subject:', /^Filter 2 \(Order\): At position 5 of its query: "subject:"/],
  [`${'x'.repeat(101)}=y`, /one that is too long/],
] as const)('%s', ([source, expected]) => {
  const filters = read(source)
  if (expected instanceof RegExp) expect(filters).toMatch(expected)
  else expect(filters).toEqual(expected)
})

test('there may be only so many filters', () => {
  const filters = Array.from({ length: limits.tagFiltersMax + 1 }, (_, at) => `t${at}=x`)

  expect(read(filters.slice(1).join(' '))).toHaveLength(limits.tagFiltersMax)
  expect(read(filters.join(' '))).toBe('It has 1001 filters; 1000 fit.')
})
