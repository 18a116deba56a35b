import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import type { Pace } from '../../../server/feed/pace.ts'
import { createPace } from '../../../server/feed/pace.ts'

test('the first round is due at once, and so is one after a rest', () => {
  const { pace, pass, round } = createHouse()
  expect(pace.waitMs()).toBe(0)

  round(2)
  pass(limits.feedPauseMsMax)

  expect(pace.waitMs()).toBe(0)
})

test('the pause after a round is in proportion to what it took', () => {
  const { pace, pass, round } = createHouse()

  round(2)
  expect(pace.waitMs()).toBe(2 * limits.feedPausesPerRound)

  pass(2 * limits.feedPausesPerRound - 1)
  expect(pace.waitMs()).toBe(1)
})

test('no pause is so long that nobody would call it live', () => {
  const { pace, round } = createHouse()

  round(10_000)

  expect(pace.waitMs()).toBe(limits.feedPauseMsMax)
})

interface House {
  readonly pace: Pace
  readonly pass: (ms: number) => void
  /** Tells for so long. */
  readonly round: (ms: number) => void
}

function createHouse(): House {
  let at = 5
  const pace = createPace(() => at)
  const pass = (ms: number): void => void (at += ms)
  return {
    pace,
    pass,
    round(ms) {
      const beganAt = at
      pass(ms)
      pace.told(beganAt)
    },
  }
}
