import { describe, expect, test } from 'vitest'
import { isFaultAddress, parseFaultAddress } from '../../../server/core/faults/fault-address.ts'
import type { FaultVerdict } from '../../../server/core/faults/fault-rule.ts'
import type { Faults } from '../../../server/core/faults/faults.ts'
import { limits } from '../../../server/core/limits.ts'
import { aFaultRule, createFaultHouse } from './a-fault-rule.ts'

function rcpt(faults: Faults, recipient: string): FaultVerdict | undefined {
  return faults.decide('rcpt', { inboxes: [], sender: 'ann@example.com', recipients: [recipient] })
}

/** The codes that a recipient hears one after the other; 0 is accepted. */
function codes(faults: Faults, recipient: string, times: number): readonly number[] {
  return Array.from({ length: times }, () => rcpt(faults, recipient)?.reject?.code ?? 0)
}

test.for([
  ['a@fault.test', true],
  ['a@FAULT.Test', true],
  ['"a@b"@fault.test', true],
  ['@fault.test', true],
  ['a@sub.fault.test', false],
  ['a@default.test', false],
  ['a@fault.test.example.com', false],
  ['fault.test', false],
  ['', false],
] as const)('%j has a fault of its own: %s', ([recipient, has]) => {
  expect(isFaultAddress(recipient)).toBe(has)
})

test.for([
  ['reject-550', { kind: 'reject', code: 550, times: undefined }],
  ['Reject-599', { kind: 'reject', code: 599, times: undefined }],
  ['reject-400-once', { kind: 'reject', code: 400, times: 1 }],
  ['reject-451-twice', { kind: 'reject', code: 451, times: 2 }],
  ['reject-451-thrice', { kind: 'reject', code: 451, times: 3 }],
  ['reject-451-12-times', { kind: 'reject', code: 451, times: 12 }],
  ['reject-451-twice+test-7', { kind: 'reject', code: 451, times: 2 }],
  ['reject-550++', { kind: 'reject', code: 550, times: undefined }],
  ['delay-0', { kind: 'delay', delayMs: 0 }],
  ['delay-500ms', { kind: 'delay', delayMs: 500 }],
  ['delay-2s', { kind: 'delay', delayMs: 2_000 }],
  ['delay-10m+x', { kind: 'delay', delayMs: 600_000 }],
  ['drop', { kind: 'drop', drop: 'fin' }],
  ['drop-fin', { kind: 'drop', drop: 'fin' }],
  ['drop-rst+x', { kind: 'drop', drop: 'rst' }],
] as const)('%s@fault.test is %j', ([name, fault]) => {
  expect(parseFaultAddress(`${name}@fault.test`)).toEqual(fault)
})

test.for([
  '',
  'ann',
  'reject',
  'reject-',
  'reject-399',
  'reject-600',
  'reject-5500',
  'reject-250',
  'reject-451-often',
  'reject-451-0-times',
  'reject-451-1000-times',
  'reject-451-2-time',
  'rejct-550',
  'delay',
  'delay-',
  'delay-2',
  'delay-11m',
  'delay--2s',
  'drop-it',
  'constructor',
  '__proto__',
  '+drop',
  '"drop"',
])('%s@fault.test is refused: a misspelt fault does not look like a success', (name) => {
  const { faults } = createFaultHouse()

  const reply = rcpt(faults, `${name}@fault.test`)?.reject

  expect(reply).toMatchObject({ code: 553, enhanced: '5.1.3' })
  expect(reply?.text).toMatch(/reject-550.*reject-451-once.*delay-2s.*drop-rst/)
  expect(reply?.text.length).toBeLessThanOrEqual(limits.faultTextLengthMax)
})

describe('an address', () => {
  test('that refuses does so each time, and says that it was asked to', () => {
    const { faults } = createFaultHouse()

    expect(codes(faults, 'reject-550@fault.test', 3)).toEqual([550, 550, 550])
    expect(rcpt(faults, 'reject-550@fault.test')).toMatchObject({
      by: 'reject-550@fault.test',
      reject: { enhanced: '5.1.1', text: 'Refused by a fault address: there is no such mailbox' },
    })
  })

  test('that refuses twice is accepted then, and starts anew', () => {
    const { faults } = createFaultHouse()

    expect(codes(faults, 'reject-451-twice@fault.test', 6)).toEqual([451, 451, 0, 451, 451, 0])
  })

  test('is counted by itself', () => {
    const { faults } = createFaultHouse()

    expect(codes(faults, 'reject-451-once+a@fault.test', 2)).toEqual([451, 0])
    expect(codes(faults, 'reject-451-once+b@fault.test', 1)).toEqual([451])
    expect(codes(faults, 'reject-451-once+a@fault.test', 1)).toEqual([451])
  })

  test('delays or drops', () => {
    const { faults } = createFaultHouse()

    expect(rcpt(faults, 'delay-2s@fault.test')).toMatchObject({ delayMs: 2_000, drop: undefined })
    expect(rcpt(faults, 'drop@fault.test')).toMatchObject({ delayMs: 0, drop: 'fin' })
    expect(rcpt(faults, 'drop-rst@fault.test')).toMatchObject({ drop: 'rst', reject: undefined })
  })

  test('acts at rcpt only', () => {
    const { faults } = createFaultHouse()
    const facts = { inboxes: [], recipients: ['reject-550@fault.test'] }

    expect(faults.decide('data', facts)).toBeUndefined()
    expect(faults.decide('message', facts)).toBeUndefined()
  })

  test('is asked after the rules: what they do is not counted', () => {
    const { faults } = createFaultHouse()
    faults.add(aFaultRule({ times: 1, action: { drop: 'rst' } }))

    expect(rcpt(faults, 'reject-451-once@fault.test')).toMatchObject({ by: 'r1' })
    expect(codes(faults, 'reject-451-once@fault.test', 2)).toEqual([451, 0])
  })

  test('is not left to chaos: its name says all that happens', () => {
    const { faults } = createFaultHouse()
    const off = { errorCode: 451, probability: 0 }
    const recipient = { errorCode: 452, probability: 100 }
    faults.setChaos({ sender: off, authentication: off, recipient })

    expect(codes(faults, 'reject-451-once@fault.test', 2)).toEqual([451, 0])
    expect(codes(faults, 'bob@example.com', 1)).toEqual([452])
  })
})

test('the oldest counts are forgotten when there are too many', () => {
  const { faults } = createFaultHouse()
  for (let n = 0; n <= limits.faultAddressesMax; n += 1) {
    rcpt(faults, `reject-451-once+${n}@fault.test`)
  }

  expect(codes(faults, 'reject-451-once+1@fault.test', 1)).toEqual([0])
  expect(codes(faults, 'reject-451-once+0@fault.test', 1)).toEqual([451])
})
