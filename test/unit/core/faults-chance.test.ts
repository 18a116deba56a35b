import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FaultFacts } from '../../../server/core/faults/fault-rule.ts'
import { nextRandom, toRandomState } from '../../../server/core/faults/seeded-random.ts'
import { aFaultRule, createFaultHouse } from './a-fault-rule.ts'

const FACTS: FaultFacts = { inboxes: [], recipients: ['bob@example.com'] }

/** Which of so many events a new rule acts on. */
function actsOf(rule: { probability: number; seed?: number }, events: number): readonly boolean[] {
  const { faults } = createFaultHouse()
  faults.add(aFaultRule(rule))
  return Array.from({ length: events }, () => faults.decide('rcpt', FACTS) !== undefined)
}

test('a probability acts when chance is below it', () => {
  const { faults } = createFaultHouse([0.299, 0.3, 0.999, 0])
  faults.add(aFaultRule({ probability: 30 }))

  const acts = [1, 2, 3, 4].map(() => faults.decide('rcpt', FACTS) !== undefined)

  expect(acts).toEqual([true, false, false, true])
  expect(faults.get('r1')?.hits).toBe(2)
})

test('a rule whose chance missed lets the next one speak', () => {
  const { faults } = createFaultHouse([0.9])
  faults.add(aFaultRule({ probability: 50 }))
  faults.add(aFaultRule())

  expect(faults.decide('rcpt', FACTS)?.by).toBe('r2')
})

test('0 never acts, 100 always, fractions count', () => {
  expect(actsOf({ probability: 0, seed: 1 }, 1_000)).not.toContain(true)
  expect(actsOf({ probability: 100, seed: 1 }, 1_000)).not.toContain(false)

  const { faults } = createFaultHouse([0.004, 0.006])
  faults.add(aFaultRule({ probability: 0.5 }))
  expect([1, 2].map(() => faults.decide('rcpt', FACTS) !== undefined)).toEqual([true, false])
})

test('a seed makes the same series in every run, about as likely as was said', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 100 }), (seed, probability) => {
      const acts = actsOf({ probability, seed }, 1_000)
      expect(acts).toEqual(actsOf({ probability, seed }, 1_000))
      const share = acts.filter(Boolean).length / 10
      expect(Math.abs(share - probability)).toBeLessThan(12)
    }),
    { numRuns: 50 },
  )
})

test('a seed makes the series that it made in earlier versions', () => {
  const acts = actsOf({ probability: 50, seed: 42 }, 12).map((acted) => (acted ? 'x' : '.'))

  expect(acts.join('')).toBe('.x..x.x..xx.')
})

test('two seeds make two series, also where they differ in high bits only', () => {
  const series = [1, 2, 1 + 2 ** 32, 2 ** 52].map((seed) => {
    const first = nextRandom(toRandomState(seed))
    return first.value
  })

  expect(new Set(series).size).toBe(series.length)
})

test('what a rule is not about takes no chance', () => {
  const { faults, rolls } = createFaultHouse()
  faults.add(aFaultRule({ probability: 50, match: { recipient: 'cem@*' } }))
  faults.add(aFaultRule({ probability: 50, seed: 1 }))

  faults.decide('rcpt', FACTS)
  faults.decide('data', FACTS)

  expect(rolls()).toBe(0)
})

test('a used-up rule takes no chance', () => {
  const { faults, rolls } = createFaultHouse()
  faults.add(aFaultRule({ probability: 50, times: 1 }))

  faults.decide('rcpt', FACTS)
  faults.decide('rcpt', FACTS)

  expect(rolls()).toBe(1)
})
