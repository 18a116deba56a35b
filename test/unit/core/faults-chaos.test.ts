import { describe, expect, test } from 'vitest'
import type { ChaosTriggers } from '../../../server/core/faults/chaos-triggers.ts'
import { NO_CHAOS, parseChaosTriggers } from '../../../server/core/faults/chaos-triggers.ts'
import type { FaultStage } from '../../../server/core/faults/fault-rule.ts'
import { FAULT_STAGES } from '../../../server/core/faults/fault-rule.ts'
import { aFaultRule, createFaultHouse } from './a-fault-rule.ts'

const ALL: ChaosTriggers = {
  sender: { errorCode: 421, probability: 100 },
  recipient: { errorCode: 452, probability: 100 },
  authentication: { errorCode: 454, probability: 100 },
}

describe('chaos', () => {
  test('is off at first', () => {
    const { faults, rolls } = createFaultHouse()

    expect(faults.chaos).toEqual({
      sender: { errorCode: 451, probability: 0 },
      recipient: { errorCode: 451, probability: 0 },
      authentication: { errorCode: 535, probability: 0 },
    })
    for (const stage of FAULT_STAGES) expect(faults.decide(stage, { inboxes: [] })).toBeUndefined()
    expect(rolls()).toBe(0)
  })

  test("refuses with Mailpit's words, without an enhanced code", () => {
    const { faults } = createFaultHouse()
    faults.setChaos(ALL)

    const replies = FAULT_STAGES.map((stage) => [
      stage,
      faults.decide(stage, { inboxes: [] })?.reject,
    ])

    expect(Object.fromEntries(replies)).toEqual({
      connect: undefined,
      helo: undefined,
      starttls: undefined,
      auth: { code: 454, enhanced: '', text: 'Chaos authentication error' },
      mail: { code: 421, enhanced: '', text: 'Chaos sender error' },
      rcpt: { code: 452, enhanced: '', text: 'Chaos recipient error' },
      data: undefined,
      message: undefined,
    } satisfies Record<FaultStage, unknown>)
  })

  test('acts by chance', () => {
    const { faults } = createFaultHouse([0.04, 0.05])
    faults.setChaos({ ...NO_CHAOS, sender: { errorCode: 451, probability: 5 } })

    const acted = [1, 2].map(() => faults.decide('mail', { inboxes: [] }) !== undefined)

    expect(acted).toEqual([true, false])
  })

  test('comes after every rule, in the list and when asked', () => {
    const { faults } = createFaultHouse()
    faults.setChaos(ALL)
    faults.add(aFaultRule({ times: 1 }))

    expect(faults.decide('rcpt', { inboxes: [] })?.by).toBe('r1')
    expect(faults.decide('rcpt', { inboxes: [] })?.by).toBe('chaos-recipient')
    expect(faults.list(undefined).map(({ rule, hits }) => [rule.id, rule.stage, hits])).toEqual([
      ['r1', 'rcpt', 1],
      ['chaos-sender', 'mail', 0],
      ['chaos-recipient', 'rcpt', 1],
      ['chaos-authentication', 'auth', 0],
    ])
    expect(faults.list('ann')).toEqual([])
  })

  test('ends when its rule is removed; the other triggers stay', () => {
    const { faults } = createFaultHouse()
    faults.setChaos(ALL)
    faults.decide('mail', { inboxes: [] })

    expect(faults.remove({ id: 'chaos-recipient' })).toBe(1)

    expect(faults.remove({ id: 'chaos-recipient' })).toBe(0)
    expect(faults.chaos).toEqual({ ...ALL, recipient: { errorCode: 452, probability: 0 } })
    expect(faults.decide('rcpt', { inboxes: [] })).toBeUndefined()
    expect(faults.get('chaos-recipient')).toBeUndefined()
    expect(faults.get('chaos-sender')?.hits).toBe(1)
  })

  test('ends with all rules, and stays when those of an inbox go', () => {
    const { faults } = createFaultHouse()
    faults.setChaos(ALL)

    expect(faults.remove({ inbox: 'ann' })).toBe(0)
    expect(faults.chaos).toEqual(ALL)
    expect(faults.remove({})).toBe(3)
    expect(faults.list(undefined)).toEqual([])
  })

  test.for([
    [{ errorCode: 399, probability: 0 }, 'error code must be between 400 and 599'],
    [{ errorCode: 600, probability: 0 }, 'error code must be between 400 and 599'],
    [{ errorCode: NaN, probability: 0 }, 'error code must be between 400 and 599'],
    [{ errorCode: 451, probability: -1 }, 'probability must be between 0 and 100'],
    [{ errorCode: 451, probability: 101 }, 'probability must be between 0 and 100'],
    [{ errorCode: 451, probability: 0.5 }, 'probability must be between 0 and 100'],
  ] as const)('refuses %j in the words of Mailpit', ([sender, problem]) => {
    const { faults } = createFaultHouse()

    expect(() => faults.setChaos({ ...ALL, sender })).toThrow(problem)
    expect(faults.chaos).toEqual(NO_CHAOS)
  })
})

describe('--chaos-triggers', () => {
  test('sets what it names', () => {
    expect(parseChaosTriggers('Sender:421:5,Recipient:452:10,Authentication:530:1')).toEqual({
      ok: true,
      triggers: {
        sender: { errorCode: 421, probability: 5 },
        recipient: { errorCode: 452, probability: 10 },
        authentication: { errorCode: 530, probability: 1 },
      },
    })
    expect(parseChaosTriggers(' auth:535:100 ')).toEqual({
      ok: true,
      triggers: { ...NO_CHAOS, authentication: { errorCode: 535, probability: 100 } },
    })
    expect(parseChaosTriggers('')).toEqual({ ok: true, triggers: NO_CHAOS })
  })

  test.for([
    ['Sender', '"Sender" is not like Sender:451:5'],
    ['Sender:451', '"Sender:451" is not like Sender:451:5'],
    ['Sender:451:5,', '"" is not like Sender:451:5'],
    ['Sender:451:5:6', '"Sender:451:5:6" is not like Sender:451:5'],
    ['Sender:451:-5', '"Sender:451:-5" is not like Sender:451:5'],
    ['Sender:451:x', '"Sender:451:x" is not like Sender:451:5'],
    ['Nobody:451:5', '"Nobody:451:5" is not like Sender:451:5'],
    ['constructor:451:5', '"constructor:451:5" is not like Sender:451:5'],
    ['Sender:451:5,sender:451:6', 'sender is there twice'],
    ['Sender:250:5', 'error code must be between 400 and 599'],
    ['Sender:451:101', 'probability must be between 0 and 100'],
  ] as const)('%s is a problem', ([text, problem]) => {
    expect(parseChaosTriggers(text)).toEqual({ ok: false, problem })
  })
})
