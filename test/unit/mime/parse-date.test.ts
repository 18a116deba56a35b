import { expect, test } from 'vitest'
import { parseDate } from '../../../server/mime/parse-date.ts'

test.for([
  ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06.000Z'],
  ['21 Nov 1997 09:55 +0000', '1997-11-21T09:55:00.000Z'],
  ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06.000Z'],
  ['Sun, 1 Nov 26 23:30:00 PST (Pacific Time)', '2026-11-02T07:30:00.000Z'],
  ['1 Jan 99 00:00:00 EDT', '1999-01-01T04:00:00.000Z'],
  ['Thu, 29 Feb 2024 12:00:00 GMT', '2024-02-29T12:00:00.000Z'],
  ['Thu, 1 Jan 2026 12:00:00 +0530', '2026-01-01T06:30:00.000Z'],
  ['Thu, 1 Jan 2026 12:00:00 Z', '2026-01-01T12:00:00.000Z'],
  ['Thu, 31 Dec 2016 23:59:60 +0000', '2017-01-01T00:00:00.000Z'],
] as const)('%s is %s', ([header, instant]) => {
  expect(parseDate(header)?.toISOString()).toBe(instant)
})

test.for([
  '',
  'yesterday',
  '2026-11-22T10:00:00Z',
  'Mon, 30 Feb 2026 10:00:00 +0000',
  'Mon, 2 Nov 2026 24:00:00 +0000',
  'Mon, 2 Nov 2026 10:60:00 +0000',
  'Mon, 2 Foo 2026 10:00:00 +0000',
  'Mon, 2 Nov 2026 10:00:00',
])('%j is no date', (header) => {
  expect(parseDate(header)).toBeUndefined()
})
