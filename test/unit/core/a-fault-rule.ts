import type { NewFaultRule } from '../../../server/core/faults/check-fault-rule.ts'
import type { Faults } from '../../../server/core/faults/faults.ts'
import { createFaults } from '../../../server/core/faults/faults.ts'
import type { FakeClock } from './fake-clock.ts'
import { createFakeClock } from './fake-clock.ts'

export const REPLY = { code: 451, enhanced: '4.3.0', text: 'Later' }

/** A rule that refuses every recipient, but for what a test says. */
export function aFaultRule(parts: Partial<NewFaultRule> = {}): NewFaultRule {
  return {
    inbox: undefined,
    stage: 'rcpt',
    match: {},
    action: { reject: REPLY },
    times: undefined,
    probability: undefined,
    seed: undefined,
    ...parts,
  }
}

export interface FaultHouse {
  readonly faults: Faults
  readonly clock: FakeClock
  /** How often chance was asked. */
  readonly rolls: () => number
}

/** Rules are called r1, r2, …; chance says one number after the other, then 0. */
export function createFaultHouse(chances: readonly number[] = []): FaultHouse {
  const clock = createFakeClock()
  let rolls = 0
  let ids = 0
  const faults = createFaults({
    now: () => clock.now(),
    random() {
      rolls += 1
      return chances[rolls - 1] ?? 0
    },
    newId: () => `r${(ids += 1)}`,
  })
  return { faults, clock, rolls: () => rolls }
}
