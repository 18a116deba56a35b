import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWhen, resolveWhen } from '../../../../server/core/search/parse-when.ts'
import { isTimeZone } from '../../../../server/core/search/zoned-time.ts'

function read(text: string, timeZone = 'Europe/Berlin', now = '2026-01-10T12:00:00Z'): string {
  const when = parseWhen(text, timeZone)
  return when ? new Date(resolveWhen(when, new Date(now))).toISOString() : ''
}

describe('in Berlin', () => {
  test.for([
    ['2024-05-01', '2024-04-30T22:00:00.000Z'],
    ['2024-5-1', '2024-04-30T22:00:00.000Z'],
    ['2024/05/01', '2024-04-30T22:00:00.000Z'],
    ['20240501', '2024-04-30T22:00:00.000Z'],
    ['2024-05', '2024-04-30T22:00:00.000Z'],
    ['2024', '2023-12-31T23:00:00.000Z'],
    ['05/01/2024', '2024-04-30T22:00:00.000Z'],
    ['5/1/24 3:04 pm', '2024-05-01T13:04:00.000Z'],
    ['5/1/2024 12:00 am', '2024-04-30T22:00:00.000Z'],
    ['2024-05-01T10:00', '2024-05-01T08:00:00.000Z'],
    ['2024-05-01 10:00', '2024-05-01T08:00:00.000Z'],
    ['2024-05-01 10:00:05', '2024-05-01T08:00:05.000Z'],
    ['2024-05-01T10:00:00.123456789', '2024-05-01T08:00:00.123Z'],
    ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00.000Z'],
    ['2024-05-01T10:00:00.5z', '2024-05-01T10:00:00.500Z'],
    ['2024-05-01T10:00:00+05:30', '2024-05-01T04:30:00.000Z'],
    ['2024-05-01 10:00:00 -0800', '2024-05-01T18:00:00.000Z'],
    ['2024-05-01 10:00:00 +0000 UTC', '2024-05-01T10:00:00.000Z'],
    ['1 May 2024', '2024-04-30T22:00:00.000Z'],
    ['01-May-2024', '2024-04-30T22:00:00.000Z'],
    ['1st May 2024', '2024-04-30T22:00:00.000Z'],
    ['May 1, 2024', '2024-04-30T22:00:00.000Z'],
    ['sept 5 2024', '2024-09-04T22:00:00.000Z'],
    ['December 2024', '2024-11-30T23:00:00.000Z'],
    ['May 1, 2024 at 10:00', '2024-05-01T08:00:00.000Z'],
    ['Wed, 01 May 2024 10:00:00 +0200', '2024-05-01T08:00:00.000Z'],
    ['Wed May 01 2024 10:00:00 GMT+0200 (Central European Time)', '2024-05-01T08:00:00.000Z'],
    ['Wed May 01 2024 10:00:00 GMT+0200 (CEST)', '2024-05-01T08:00:00.000Z'],
    ['1714557600', '2024-05-01T10:00:00.000Z'],
    ['1714557600123', '2024-05-01T10:00:00.123Z'],
    // The clocks go from 2 to 3, and from 3 to 2.
    ['2024-03-31 02:30', '2024-03-31T01:30:00.000Z'],
    ['2024-10-27 02:30', '2024-10-27T00:30:00.000Z'],
    ['today', '2026-01-09T23:00:00.000Z'],
    ['Yesterday', '2026-01-08T23:00:00.000Z'],
  ] as const)('%s is %s', ([text, iso]) => {
    expect(read(text)).toBe(iso)
  })
})

test.for([
  ['Pacific/Auckland', '2026-01-09T11:00:00.000Z'],
  ['America/Los_Angeles', '2026-01-09T08:00:00.000Z'],
  ['Asia/Kolkata', '2026-01-09T18:30:00.000Z'],
  ['UTC', '2026-01-10T00:00:00.000Z'],
] as const)('today begins in %s when the clocks there say so', ([timeZone, iso]) => {
  const now = timeZone === 'America/Los_Angeles' ? '2026-01-10T07:59:00Z' : '2026-01-10T01:00:00Z'
  expect(read('today', timeZone, now)).toBe(iso)
})

test('yesterday of the first of a month is in the month before', () => {
  expect(read('yesterday', 'UTC', '2024-03-01T08:00:00Z')).toBe('2024-02-29T00:00:00.000Z')
})

describe('is no date', () => {
  test.for([
    '',
    'soon',
    '10:00',
    '2024-02-30',
    '2024-13-01',
    '2024-00-10',
    '2024-05-01x',
    '2024-05-01 24:00',
    '2024-05-01 10:60',
    '2024-05-01 13:00 pm',
    '2024-05-01 10:00 EST',
    '2024-05-01 10:00 +99:00',
    '0999-01-01',
    '1.5.2024',
    'Foo 1, 2024',
    'May 32, 2024',
    '2024-05-01 '.repeat(10),
    '12345678901',
  ])('%j', (text) => {
    expect(parseWhen(text, 'UTC')).toBeUndefined()
  })
})

test('what the calendar of a place says is read as the moment that it was', () => {
  const zones = [
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  ]
  const date = fc.date({
    min: new Date('1990-01-01'),
    max: new Date('2040-01-01'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(date, fc.constantFrom(...zones), (moment, timeZone) => {
      const written = new Intl.DateTimeFormat('sv-SE', {
        timeZone,
        dateStyle: 'short',
        timeStyle: 'medium',
      }).format(moment)

      const when = parseWhen(written, timeZone)
      const back = when ? resolveWhen(when, moment) : NaN
      // An hour that comes twice is read as the first of them.
      const off = Math.floor(moment.getTime() / 1_000) * 1_000 - back
      expect([0, 30 * 60_000, 60 * 60_000]).toContain(off)
    }),
  )
})

test('a time zone is known by its name', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true)
  expect(isTimeZone('utc')).toBe(true)
  for (const name of ['', 'Europe/Atlantis', 'x'.repeat(5_000), '\0']) {
    expect(isTimeZone(name)).toBe(false)
  }
})
