import { limits } from '../core/limits.ts'

/** When the next round of telling is due: at once when it is quiet, and in a stream as a small share of the time. */
export interface Pace {
  /** How long to wait from now on. */
  waitMs(): number
  /** A round is over that began then. */
  told(beganAt: number): void
}

/**
 * What a round costs depends on how many listen: one websocket hears of the next entry within a millisecond or
 * two, and hundreds of them, to whom the same bytes are copied again and again, at most `limits.feedPauseMsMax` later.
 */
export function createPace(now: () => number): Pace {
  let dueAt = now()

  return {
    waitMs: () => Math.max(0, dueAt - now()),
    told(beganAt) {
      const at = now()
      const pause = (at - beganAt) * limits.feedPausesPerRound
      dueAt = at + Math.min(pause, limits.feedPauseMsMax)
    },
  }
}
