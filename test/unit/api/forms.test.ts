import { expect, test } from 'vitest'
import { contentDisposition } from '../../../server/api/content-disposition.ts'
import { parseDuration } from '../../../server/core/parse-duration.ts'
import { toHeaders } from '../../../server/api/to-headers.ts'

test.for([
  ['0', 0],
  ['500ms', 500],
  ['10s', 10_000],
  ['1.5s', 1_500],
  ['2m', 120_000],
  ['1h', 3_600_000],
] as const)('%s is %i ms', ([text, ms]) => {
  expect(parseDuration(text)).toBe(ms)
})

test.for(['', '10', 's', '-1s', '1e3ms', '10 s', '1d', 'NaNs', '99999999999999s', '__proto__'])(
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

test('header names take their canonical form, values keep their order', () => {
  const line = (name: string, raw: string) => ({ name, raw, value: '' })

  expect(
    toHeaders([line('received', 'b'), line('MIME-VERSION', '1.0'), line('Received', 'a')]),
  ).toEqual({ 'Mime-Version': ['1.0'], Received: ['b', 'a'] })
})

test('100,000 headers of one name take one pass', () => {
  const lines = Array.from({ length: 100_000 }, () => ({ name: 'x', raw: 'y', value: '' }))

  expect(toHeaders(lines)['X']).toHaveLength(100_000)
})
