const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const fullDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })

/** As short as a row allows: `now`, `4m`, `3h`, `Tue`, `12 Mar`, `12 Mar 2024`. */
export function relativeTime(then: Date, now: Date): string {
  const age = now.getTime() - then.getTime()
  if (Number.isNaN(age)) return ''
  // A little ahead of this clock is still "now"; further ahead is worth a date.
  if (age < minuteMs && age > -minuteMs) return 'now'
  if (age < 0) return fullDate.format(then)
  if (age < hourMs) return `${Math.floor(age / minuteMs)}m`
  if (age < dayMs) return `${Math.floor(age / hourMs)}h`
  if (age < 6 * dayMs) return weekday.format(then)
  return age < 300 * dayMs ? dayAndMonth.format(then) : fullDate.format(then)
}

export function exactTime(then: Date): string {
  return Number.isNaN(then.getTime()) ? '' : exact.format(then)
}

/** The time of the day alone. */
export function clockTime(then: Date): string {
  return Number.isNaN(then.getTime()) ? '' : clock.format(then)
}

export function shortTime(then: Date): string {
  return Number.isNaN(then.getTime()) ? '' : short.format(then)
}
