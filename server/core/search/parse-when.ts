import type { LocalTime } from './zoned-time.ts'
import { fromLocalTime, toLocalTime, toUtc } from './zoned-time.ts'

/** A moment that somebody wrote down. `today` is another one every day. */
export type When =
  | { readonly type: 'moment'; readonly ms: number }
  | { readonly type: 'day'; readonly daysAgo: 0 | 1; readonly timeZone: string | undefined }

/** Longer than any date. */
const LENGTH_MAX = 64
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const time = /^(?:t| |, ?| at )(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?/
const zone = /^ ?(?:z|utc|gmt|(?:gmt|utc)?([+-])(\d{2}):?(\d{2})?(?: (?:\([^)]*\)|[a-z]{1,5}))?)$/

/** Years of four digits. */
const FIRST = Date.UTC(1000, 0)
const LAST = Date.UTC(10_000, 0)

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

interface Form {
  readonly pattern: RegExp
  readonly toDay: (found: readonly string[]) => Day
}

/** Each from the beginning of the text; the first that fits is taken. */
const FORMS: readonly Form[] = [
  form(/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/, ([y, m, d]) => toDay(y, m, d)),
  form(/^(\d{4})-(\d{1,2})(?![\d:])/, ([y, m]) => toDay(y, m, '1')),
  // As in the United States, since Mailpit reads it so.
  form(/^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)/, ([m, d, y]) => toDay(y, m, d)),
  form(new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ -]${month}[ -]?,? ?(\\d{4})(?!\\d)`), ([d, m, y]) =>
    toDay(y, monthOf(m), d),
  ),
  form(new RegExp(`^${month} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)`), ([m, d, y]) =>
    toDay(y, monthOf(m), d),
  ),
  form(new RegExp(`^${month} (\\d{4})(?!\\d)`), ([m, y]) => toDay(y, monthOf(m), '1')),
  form(/^(\d{4})(\d{2})(\d{2})(?!\d)/, ([y, m, d]) => toDay(y, m, d)),
  form(/^(\d{4})(?!\d)/, ([y]) => toDay(y, '1', '1')),
]

/**
 * Reads dates as people and programs write them, in the time zone where they name none: `2024-05-01`,
 * `2024-05-01T10:00:00+02:00`, `05/01/2024`, `1 May 2024 10:00`, `May 1, 2024`, seconds or milliseconds
 * of Unix, `today`, `yesterday`. `undefined` for anything else.
 */
export function parseWhen(text: string, timeZone: string | undefined): When | undefined {
  if (text.length > LENGTH_MAX) return undefined
  const written = text.trim().replace(/\s+/g, ' ').toLowerCase()
  if (written === 'today') return { type: 'day', daysAgo: 0, timeZone }
  if (written === 'yesterday') return { type: 'day', daysAgo: 1, timeZone }
  if (/^\d{10}$/.test(written)) return { type: 'moment', ms: Number(written) * 1_000 }
  if (/^\d{13}$/.test(written)) return { type: 'moment', ms: Number(written) }
  const ms = parseCalendar(written.replace(weekday, ''), timeZone)
  return ms !== undefined && ms >= FIRST && ms < LAST ? { type: 'moment', ms } : undefined
}

/** The moment meant, when it is `now`. */
export function resolveWhen(when: When, now: Date): number {
  if (when.type === 'moment') return when.ms
  const { year, month, day } = toLocalTime(now.getTime(), when.timeZone)
  // The calendar goes on over the first of a month by itself.
  const midnight = { year, month, day: day - when.daysAgo, hour: 0, minute: 0, second: 0, ms: 0 }
  return fromLocalTime(midnight, when.timeZone)
}

function parseCalendar(written: string, timeZone: string | undefined): number | undefined {
  for (const { pattern, toDay } of FORMS) {
    const [found, ...groups] = pattern.exec(written) ?? []
    if (found === undefined) continue
    const day = toDay(groups)
    return isDay(day) ? parseTime(written.slice(found.length), day, timeZone) : undefined
  }
  return undefined
}

function parseTime(written: string, day: Day, timeZone: string | undefined): number | undefined {
  const [found = '', hours = '0', minutes = '0', seconds = '0', fraction = '', half] =
    time.exec(written) ?? []
  const hour = toHour(Number(hours), half)
  const local: LocalTime = {
    ...day,
    hour: hour ?? 0,
    minute: Number(minutes),
    second: Number(seconds),
    ms: Number(fraction.padEnd(3, '0').slice(0, 3)),
  }
  if (hour === undefined || local.minute > 59 || local.second > 59) return undefined
  const rest = written.slice(found.length)
  return rest === '' ? fromLocalTime(local, timeZone) : parseOffset(rest, local)
}

/** 12 am is midnight, 12 pm is noon. */
function toHour(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

function parseOffset(rest: string, local: LocalTime): number | undefined {
  const [found, sign, hours = '0', minutes = '0'] = zone.exec(rest) ?? []
  if (found === undefined || Number(hours) > 15 || Number(minutes) > 59) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return toUtc(local) - (sign === '-' ? -offset : offset)
}

function form(pattern: RegExp, toDay: Form['toDay']): Form {
  return { pattern, toDay }
}

function toDay(year = '', month = '', day = ''): Day {
  const century = year.length === 2 ? 2_000 : 0
  return { year: century + Number(year), month: Number(month), day: Number(day) }
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name.slice(0, 3)) + 1)
}

/** Whether the calendar has that day. */
function isDay({ year, month, day }: Day): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const ms = toUtc({ year, month, day, hour: 0, minute: 0, second: 0, ms: 0 })
  return new Date(ms).getUTCMonth() === month - 1
}
