/** A time on the calendar of some place; the month is 1 to 12. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
}

/** Whether the name is that of a time zone (IANA), such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    createCalendar(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/**
 * When it is that time at that place; without a name, where the server is. A time that the clocks pass
 * over is taken as the same distance behind the last one before, one that comes twice as the first.
 */
export function fromLocalTime(time: LocalTime, timeZone: string | undefined): number {
  const asUtc = toUtc(time)
  const calendar = createCalendar(timeZone)
  const day = 24 * 3_600_000
  const early = asUtc - offsetAt(calendar, asUtc - day)
  const late = asUtc - offsetAt(calendar, asUtc + day)
  const hits = [early, late].filter((ms) => ms + offsetAt(calendar, ms) === asUtc)
  return hits.length > 0 ? Math.min(...hits) : early
}

/** The calendar of a place at a moment. */
export function toLocalTime(ms: number, timeZone: string | undefined): LocalTime {
  return readCalendar(createCalendar(timeZone), ms)
}

/** As if the place were in UTC; `Date.UTC` reads years below 100 as 19xx. */
export function toUtc({ year, month, day, hour, minute, second, ms }: LocalTime): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.setUTCHours(hour, minute, second, ms)
}

function offsetAt(calendar: Intl.DateTimeFormat, ms: number): number {
  return toUtc(readCalendar(calendar, ms)) - ms
}

function createCalendar(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    ...(timeZone === undefined ? {} : { timeZone }),
    calendar: 'gregory',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
}

function readCalendar(calendar: Intl.DateTimeFormat, ms: number): LocalTime {
  const parts = new Map(calendar.formatToParts(ms).map(({ type, value }) => [type, value]))
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  const year = number('year')
  return {
    year: parts.get('era') === 'BC' ? 1 - year : year,
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
    ms: ((ms % 1_000) + 1_000) % 1_000,
  }
}
