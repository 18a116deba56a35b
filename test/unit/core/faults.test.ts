import { describe, expect, test } from 'vitest'
import { MailmittError } from '../../../server/core/errors.ts'
import type { FaultFacts } from '../../../server/core/faults/fault-rule.ts'
import { FAULT_STAGES } from '../../../server/core/faults/fault-rule.ts'
import { createFaults } from '../../../server/core/faults/faults.ts'
import { limits } from '../../../server/core/limits.ts'
import { REPLY, aFaultRule, createFaultHouse } from './a-fault-rule.ts'

const FACTS: FaultFacts = {
  inboxes: [],
  sender: 'ann@example.com',
  recipients: ['bob@example.com'],
}

describe('a rule', () => {
  test('acts at its stage', () => {
    const { faults } = createFaultHouse()
    const { rule } = faults.add(aFaultRule({ stage: 'data', action: { delayMs: 5, drop: 'rst' } }))

    expect(faults.decide('rcpt', FACTS)).toBeUndefined()
    expect(faults.decide('data', FACTS)).toEqual({
      by: rule.id,
      delayMs: 5,
      reject: undefined,
      drop: 'rst',
      keep: false,
      bytesPerSecond: undefined,
    })
  })

  test('says all that it was told to do', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ action: { reject: REPLY, delayMs: 7, bytesPerSecond: 9 } }))

    expect(faults.decide('rcpt', FACTS)).toEqual({
      by: 'r1',
      delayMs: 7,
      reject: REPLY,
      drop: undefined,
      keep: false,
      bytesPerSecond: 9,
    })
  })

  test('that was created first speaks, and the others are not counted', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule())
    faults.add(aFaultRule())

    expect(faults.decide('rcpt', FACTS)?.by).toBe('r1')
    expect(faults.list(undefined).map(({ hits }) => hits)).toEqual([1, 0])
  })

  test('that only delays by 0 lets pass what a later one would refuse', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ match: { recipient: 'bob@*' }, action: { delayMs: 0 } }))
    faults.add(aFaultRule())

    expect(faults.decide('rcpt', FACTS)).toMatchObject({ by: 'r1', reject: undefined })
  })

  test('that is used up is passed over', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ times: 2 }))
    faults.add(aFaultRule())

    const by = [1, 2, 3].map(() => faults.decide('rcpt', FACTS)?.by)

    expect(by).toEqual(['r1', 'r1', 'r2'])
    expect(faults.get('r1')).toMatchObject({ hits: 2, remaining: 0 })
    expect(faults.get('r2')).toMatchObject({ hits: 1, remaining: undefined })
  })

  test('that expired is passed over and listed no more', () => {
    const { faults, clock } = createFaultHouse()
    faults.add(aFaultRule({ expiresInMs: 1_000 }))
    faults.add(aFaultRule())

    clock.pass(999)
    expect(faults.decide('rcpt', FACTS)?.by).toBe('r1')
    clock.pass(1)

    expect(faults.decide('rcpt', FACTS)?.by).toBe('r2')
    expect(faults.list(undefined).map(({ rule }) => rule.id)).toEqual(['r2'])
    expect(faults.get('r1')).toBeUndefined()
  })

  test('for an inbox acts only on what is for it', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ inbox: 'ann' }))

    expect(faults.decide('rcpt', FACTS)).toBeUndefined()
    expect(faults.decide('rcpt', { ...FACTS, inboxes: ['bob'] })).toBeUndefined()
    expect(faults.decide('rcpt', { ...FACTS, inboxes: ['bob', 'ann'] })?.by).toBe('r1')
  })
})

describe('a match', () => {
  const message: FaultFacts = { ...FACTS, subject: () => 'Your invoice 42' }

  test.for([
    [{ sender: 'ann@*' }, true],
    [{ sender: 'ANN@EXAMPLE.COM' }, true],
    [{ sender: 'ann' }, false],
    [{ sender: '/^ann@/' }, true],
    [{ sender: '/^ANN@/' }, false],
    [{ recipient: '*@example.com' }, true],
    [{ recipient: '*@example.org' }, false],
    [{ subject: '*invoice*' }, true],
    [{ subject: '/invoice \\d+$/' }, true],
    [{ subject: 'invoice' }, false],
    [{ sender: 'ann@*', recipient: 'bob@*', subject: 'your*' }, true],
    [{ sender: 'ann@*', recipient: 'cem@*', subject: 'your*' }, false],
  ] as const)('%j holds: %s', ([match, holds]) => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ stage: 'message', match }))

    expect(faults.decide('message', message) !== undefined).toBe(holds)
  })

  test('holds for any of the recipients', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ stage: 'data', match: { recipient: 'cem@*' } }))

    const recipients = ['bob@example.com', 'cem@example.com']
    expect(faults.decide('data', { ...FACTS, recipients })?.by).toBe('r1')
    expect(faults.decide('data', { ...FACTS, recipients: [] })).toBeUndefined()
  })

  test('of an empty sender is the null sender', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ stage: 'mail', match: { sender: '' } }))

    expect(faults.decide('mail', { inboxes: [], sender: '' })?.by).toBe('r1')
    expect(faults.decide('mail', FACTS)).toBeUndefined()
  })

  test('of the nth recipient holds for that one only', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ match: { nth: 2 } }))

    const acted = [1, 2, 3].map((nth) => faults.decide('rcpt', { ...FACTS, nth }) !== undefined)

    expect(acted).toEqual([false, true, false])
  })

  test('never holds for what is not there', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ stage: 'message', match: { sender: '*' } }))
    faults.add(aFaultRule({ stage: 'message', match: { recipient: '*' } }))
    faults.add(aFaultRule({ stage: 'message', match: { subject: '*' } }))

    expect(faults.decide('message', { inboxes: [] })).toBeUndefined()
  })

  test('reads the subject once for all rules, and only when one asks for it', () => {
    const { faults } = createFaultHouse()
    let reads = 0
    const subject = (): string => `subject ${(reads += 1)}`
    faults.add(aFaultRule({ stage: 'message', match: { sender: 'cem@*', subject: 'x' } }))

    faults.decide('message', { ...FACTS, subject })
    expect(reads).toBe(0)

    for (const match of [{ subject: 'x' }, { subject: 'y' }]) {
      faults.add(aFaultRule({ stage: 'message', match }))
    }
    faults.decide('message', { ...FACTS, subject })
    expect(reads).toBe(1)
  })
})

describe('a greylist', () => {
  test('refuses a pair of sender and recipient the first time', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ action: { greylist: true, delayMs: 3 } }))

    expect(faults.decide('rcpt', FACTS)).toMatchObject({
      delayMs: 3,
      reject: {
        code: 451,
        enhanced: '4.7.1',
        text: expect.stringContaining('try again') as string,
      },
    })
    expect(faults.decide('rcpt', FACTS)).toBeUndefined()
    expect(faults.decide('rcpt', { ...FACTS, sender: 'ANN@example.com' })).toBeUndefined()
    expect(faults.decide('rcpt', { ...FACTS, sender: 'cem@example.com' })?.by).toBe('r1')
    expect(faults.decide('rcpt', { ...FACTS, recipients: ['cem@example.com'] })?.by).toBe('r1')
    expect(faults.get('r1')?.hits).toBe(3)
  })

  test('that has met the pair lets later rules speak', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ action: { greylist: true } }))
    faults.add(aFaultRule({ action: { greylist: true } }))

    const by = [1, 2, 3].map(() => faults.decide('rcpt', FACTS)?.by)

    expect(by).toEqual(['r1', 'r2', undefined])
  })

  test('forgets the oldest pair when it has met too many', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ action: { greylist: true } }))
    const from = (n: number): FaultFacts => ({ ...FACTS, sender: `${n}@example.com` })
    for (let n = 0; n <= limits.faultPairsMax; n += 1) faults.decide('rcpt', from(n))

    expect(faults.decide('rcpt', from(1))).toBeUndefined()
    expect(faults.decide('rcpt', from(0))?.by).toBe('r1')
  })
})

describe('the list', () => {
  test('is in order of creation', () => {
    const { faults } = createFaultHouse()
    for (const inbox of ['ann', undefined, 'bob', 'ann']) faults.add(aFaultRule({ inbox }))

    const ids = (inbox?: string): string[] => faults.list(inbox).map(({ rule }) => rule.id)

    expect(ids()).toEqual(['r1', 'r2', 'r3', 'r4'])
    expect(ids('ann')).toEqual(['r1', 'r4'])
    expect(ids('cem')).toEqual([])
  })

  test('is bounded, and expired rules make room', () => {
    const { faults, clock } = createFaultHouse()
    for (let n = 0; n < limits.faultRulesMax; n += 1) faults.add(aFaultRule({ expiresInMs: 10 }))

    expect(() => faults.add(aFaultRule())).toThrow(
      expect.objectContaining({ code: 'too-many-rules' }) as Error,
    )

    clock.pass(10)
    faults.add(aFaultRule())
    expect(faults.list(undefined)).toHaveLength(1)
  })

  test('loses what is removed: one, those of an inbox, all', () => {
    const { faults } = createFaultHouse()
    for (const inbox of ['ann', undefined, 'bob', 'ann']) faults.add(aFaultRule({ inbox }))

    expect(faults.remove({ id: 'r3', inbox: 'ann' })).toBe(0)
    expect(faults.remove({ id: 'r3' })).toBe(1)
    expect(faults.remove({ id: 'r3' })).toBe(0)
    expect(faults.remove({ inbox: 'ann' })).toBe(2)
    expect(faults.list(undefined).map(({ rule }) => rule.id)).toEqual(['r2'])
    expect(faults.remove({})).toBe(1)
    expect(faults.decide('rcpt', FACTS)).toBeUndefined()
  })
})

test('a rule that cannot be meant is refused with a sentence', () => {
  const { faults } = createFaultHouse()

  expect(() => faults.add(aFaultRule({ match: { sender: '/(/' } }))).toThrow(MailmittError)
  expect(() => faults.add(aFaultRule({ stage: 'connect', inbox: 'ann' }))).toThrow(MailmittError)
  expect(faults.list(undefined)).toEqual([])
})

test('without rules and chaos nothing is asked: no clock, no dice, no facts', () => {
  let asked = 0
  const ask = (): number => (asked += 1)
  const faults = createFaults({
    now: () => new Date(ask()),
    random: ask,
    newId: () => 'r1',
  })
  const facts = { ...FACTS, subject: () => String(ask()) }

  for (const stage of FAULT_STAGES) expect(faults.decide(stage, facts)).toBeUndefined()

  expect(asked).toBe(0)
})

test('the inboxes of an event are worked out once, however many rules ask for them', () => {
  const { faults } = createFaultHouse()
  for (const inbox of ['ann', 'bob']) faults.add(aFaultRule({ inbox }))
  let asked = 0

  faults.decide('rcpt', {
    get inboxes() {
      asked += 1
      return []
    },
  })

  expect(asked).toBe(1)
})
