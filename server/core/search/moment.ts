import type { When } from './parse-when.ts'
import { resolveWhen } from './parse-when.ts'

/** The time at which a query is asked; the clock is looked at once, and only if a term wants to know. */
export interface Moment {
  readonly now: () => number
  /** The moment that a date means now. */
  readonly resolve: (when: When) => number
  /** Called for each term that is asked. */
  readonly onStep: () => void
}

export function createMoment(clock: () => Date, onStep: () => void = () => undefined): Moment {
  let time: Date | undefined
  const days = new Map<When, number>()

  function now(): Date {
    return (time ??= clock())
  }

  return {
    now: () => now().getTime(),
    resolve(when) {
      if (when.type === 'moment') return when.ms
      const known = days.get(when) ?? resolveWhen(when, now())
      days.set(when, known)
      return known
    },
    onStep,
  }
}
