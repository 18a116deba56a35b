import { expect, test } from 'vitest'
import { contentDisposition } from '../../../server/api/answer/content-disposition.ts'
import { canonicalName, toHeaders } from '../../../server/api/message/to-headers.ts'
import { toCount } from '../../../server/api/request/to-count.ts'
import type { HeaderLine } from '../../../server/core/mail-content.ts'
import { parseDuration } from '../../../server/core/parse-duration.ts'

test.for([
  ['0', 0],
  ['500ms', 500],
  ['10s', 10_000],
  ['1.5s', 1_500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['7d', 604_800_000],
  ['1w', 604_800_000],
] as const)('%s is %i ms', ([text, ms]) => {
  expect(parseDuration(text)).toBe(ms)
})

test.for(['', '10', 's', '-1s', '1e3ms', '10 s', '1y', 'NaNs', '9999999999999999s', '__proto__'])(
  '"%s" is no duration',
  (text) => {
    expect(parseDuration(text)).toBeUndefined()
  },
)

test.for([
  ['plain.txt', `attachment; filename="plain.txt"; filename*=UTF-8''plain.txt`],
  ['größe.pdf', `attachment; filename="gr__e.pdf"; filename*=UTF-8''gr%C3%B6%C3%9Fe.pdf`],
  ['a"b\\c/d', `attachment; filename="a_b_c_d"; filename*=UTF-8''a%22b%5Cc%2Fd`],
  ['a\r\nX-Evil: 1', `attachment; filename="a__X-Evil: 1"; filename*=UTF-8''a%0D%0AX-Evil%3A%201`],
  [
    "it's (1)*.txt",
    `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`,
  ],
  ['lone \ud800', `attachment; filename="lone _"; filename*=UTF-8''lone%20%EF%BF%BD`],
] as const)('the file name %j is told safely', ([name, header]) => {
  expect(contentDisposition('attachment', name)).toBe(header)
})

const headerLine = (name: string, unfolded: string): HeaderLine => ({
  name,
  unfolded,
  raw: '',
  value: '',
})

test('headers are sorted by their canonical names, values keep their order', () => {
  const lines = [
    headerLine('received', 'b'),
    headerLine('MIME-VERSION', '1.0'),
    headerLine('Received', 'a'),
    headerLine('__proto__', 'polluted'),
    headerLine('constructor', 'too'),
  ]

  const headers = toHeaders(lines)

  expect(Object.keys(headers)).toEqual(['Constructor', 'Mime-Version', 'Received', '__proto__'])
  expect(headers['Received']).toEqual(['b', 'a'])
  expect(Object.getPrototypeOf(headers)).toBe(Object.prototype)
  expect(JSON.stringify(headers)).toContain('"__proto__":["polluted"]')
})

test.for([
  ['message-id', 'Message-Id'],
  ['MIME-Version', 'Mime-Version'],
  ['x-ID-TOKEN', 'X-Id-Token'],
  ['dkim-SIGNATURE', 'Dkim-Signature'],
  ['x--a', 'X--A'],
  ['-a-', '-A-'],
  ['a_b.c', 'A_b.c'],
  ['1st-2ND', '1st-2nd'],
  ["x!#$%&'*+^`|~y", "X!#$%&'*+^`|~y"],
  ['foo bar', 'foo bar'],
  ['foo-BAR baz', 'foo-BAR baz'],
  ['X(comment)', 'X(comment)'],
  ['user@HOST', 'user@HOST'],
  ['a/B', 'a/B'],
  ['GRÖSSE', 'GRÖSSE'],
  ['\u212Aelvin', '\u212Aelvin'],
  ['', ''],
] as const)('%j is %j to Go', ([name, canonical]) => {
  expect(canonicalName(name)).toBe(canonical)
})

test('100,000 headers of one name take one pass', () => {
  const lines = Array.from({ length: 100_000 }, () => headerLine('x', 'y'))

  expect(toHeaders(lines)['X']).toHaveLength(100_000)
})

test.for([
  [undefined, 50],
  ['', 50],
  ['-1', 50],
  ['1e3', 50],
  ['1.5', 50],
  ['ten', 50],
  [' 5', 50],
  ['0', 0],
  ['007', 7],
  ['99999999999999999999', Number.MAX_SAFE_INTEGER],
] as const)('paging by %j is paging by %i', ([text, count]) => {
  expect(toCount(text, 50)).toBe(count)
})
