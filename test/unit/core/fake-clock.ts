import type { Clock } from '../../../server/core/clock.ts'

export interface FakeClock extends Clock {
  /** Timers that are still to come. */
  readonly pending: number
  /** Lets time pass; calls back what is due, in order. */
  pass(ms: number): void
}

export function createFakeClock(): FakeClock {
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>()
  let now = Date.parse('2026-01-01T00:00:00Z')
  return {
    get pending() {
      return timers.size
    },
    now: () => new Date(now),
    after(ms, callback) {
      const timer = { at: now + ms, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass(ms) {
      now += ms
      const due = [...timers].filter(({ at }) => at <= now).sort((one, other) => one.at - other.at)
      for (const timer of due) {
        timers.delete(timer)
        timer.callback()
      }
    },
  }
}
