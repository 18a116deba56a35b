import { describe, expect, test } from 'vitest'
import type { NewFaultRule } from '../../../server/core/faults/check-fault-rule.ts'
import { findRuleProblem } from '../../../server/core/faults/check-fault-rule.ts'
import { completeReply } from '../../../server/core/faults/default-reply.ts'
import type { FaultAction, FaultReply, FaultStage } from '../../../server/core/faults/fault-rule.ts'
import { FAULT_STAGES } from '../../../server/core/faults/fault-rule.ts'
import { limits } from '../../../server/core/limits.ts'
import { REPLY, aFaultRule } from './a-fault-rule.ts'

function problem(parts: Partial<NewFaultRule>): string | undefined {
  return findRuleProblem(aFaultRule(parts))
}

describe('what a stage can know', () => {
  const asked: Readonly<Record<string, Partial<NewFaultRule>>> = {
    Inbox: { inbox: 'ann' },
    'Match.Sender': { match: { sender: '*' } },
    'Match.Recipient': { match: { recipient: '*' } },
    'Match.Subject': { match: { subject: '*' } },
    'Match.Nth': { match: { nth: 1 } },
  }

  test.for([
    ['connect', []],
    ['helo', []],
    ['starttls', []],
    ['auth', ['Inbox']],
    ['mail', ['Inbox', 'Match.Sender']],
    ['rcpt', ['Inbox', 'Match.Sender', 'Match.Recipient', 'Match.Nth']],
    ['data', ['Inbox', 'Match.Sender', 'Match.Recipient']],
    ['message', ['Inbox', 'Match.Sender', 'Match.Recipient', 'Match.Subject']],
  ] as const)('%s: %j', ([stage, known]) => {
    const accepted = Object.keys(asked).filter(
      (name) => problem({ stage, ...asked[name] }) === undefined,
    )

    expect(accepted).toEqual(known)
  })

  test('is named when a rule asks for more', () => {
    expect(problem({ stage: 'mail', match: { subject: 'x' } })).toBe(
      'Match.Subject cannot be known at the stage mail; known there: Inbox, Match.Sender.',
    )
    expect(problem({ stage: 'connect', inbox: 'ann' })).toBe(
      'Inbox cannot be known at the stage connect; known there: nothing.',
    )
  })
})

describe('an action', () => {
  test.for<[FaultStage, FaultAction]>([
    ['connect', { reject: REPLY }],
    ['helo', { delayMs: 0 }],
    ['starttls', { delayMs: limits.faultDelayMsMax }],
    ['message', { drop: 'fin', keep: true }],
    ['message', { drop: 'rst', delayMs: 5 }],
    ['data', { bytesPerSecond: 1 }],
    ['mail', { reject: REPLY, bytesPerSecond: 10 }],
    ['rcpt', { greylist: true }],
    ['rcpt', { greylist: true, delayMs: 5 }],
  ])('at %s may be %j', ([stage, action]) => {
    expect(problem({ stage, action })).toBeUndefined()
  })

  test.for<[FaultStage, FaultAction, string]>([
    ['rcpt', {}, 'Action says nothing'],
    ['rcpt', { reject: REPLY, drop: 'fin' }, 'both Reject and Drop'],
    ['rcpt', { delayMs: -1 }, 'DelayMs must be'],
    ['rcpt', { delayMs: 1.5 }, 'DelayMs must be'],
    ['rcpt', { delayMs: NaN }, 'DelayMs must be'],
    ['rcpt', { delayMs: limits.faultDelayMsMax + 1 }, 'DelayMs must be'],
    ['rcpt', { bytesPerSecond: 0 }, 'BytesPerSecond must be'],
    ['rcpt', { bytesPerSecond: 1e300 }, 'BytesPerSecond must be'],
    ['message', { bytesPerSecond: 10 }, 'BytesPerSecond comes too late'],
    ['rcpt', { keep: true, reject: REPLY }, 'Keep goes with Drop'],
    ['rcpt', { keep: true, drop: 'fin' }, 'Keep goes with Drop'],
    ['message', { keep: true, delayMs: 1 }, 'Keep goes with Drop'],
    ['mail', { greylist: true }, 'Greylist is for the stage rcpt'],
    ['rcpt', { greylist: true, reject: REPLY }, 'Greylist is for the stage rcpt'],
    ['rcpt', { greylist: true, drop: 'rst' }, 'Greylist is for the stage rcpt'],
    ['rcpt', { greylist: true, bytesPerSecond: 1 }, 'Greylist is for the stage rcpt'],
  ])('at %s must not be %j', ([stage, action, sentence]) => {
    expect(problem({ stage, action })).toContain(sentence)
  })
})

describe('a reply', () => {
  test.for<[Partial<FaultReply>, string | undefined]>([
    [{ code: 400, enhanced: '4.0.0' }, undefined],
    [{ code: 599, enhanced: '5.999.999' }, undefined],
    [{ enhanced: '' }, undefined],
    [{ text: 'x'.repeat(limits.faultTextLengthMax) }, undefined],
    [{ text: 'Später vielleicht 🎉' }, undefined],
    [{ code: 399 }, 'Code must be'],
    [{ code: 600 }, 'Code must be'],
    [{ code: 450.5 }, 'Code must be'],
    [{ code: NaN }, 'Code must be'],
    [{ enhanced: '5.1.1' }, 'Enhanced must be'],
    [{ enhanced: '4.1' }, 'Enhanced must be'],
    [{ enhanced: '4.1.1 ' }, 'Enhanced must be'],
    [{ enhanced: '4.1.1\r\n250' }, 'Enhanced must be'],
    [{ enhanced: '4.1.1\n' }, 'Enhanced must be'],
    [{ enhanced: '4.1000.1' }, 'Enhanced must be'],
    [{ text: '' }, 'Text must have'],
    [{ text: 'x'.repeat(limits.faultTextLengthMax + 1) }, 'Text must have'],
    [{ text: 'a\r\n250 b' }, 'Text must have'],
    [{ text: 'a\tb' }, 'Text must have'],
    [{ text: 'a\u0000b' }, 'Text must have'],
    [{ text: 'a\u007fb' }, 'Text must have'],
    [{ text: 'a\u0085b' }, 'Text must have'],
  ])('%j: %s', ([parts, sentence]) => {
    const found = problem({ action: { reject: { ...REPLY, ...parts } } })

    if (sentence === undefined) expect(found).toBeUndefined()
    else expect(found).toContain(sentence)
  })

  test('that says only its code is complete and right at every stage', () => {
    for (let code = 400; code <= 599; code += 1) {
      for (const stage of FAULT_STAGES) {
        const reject = completeReply({ code }, stage, 'a fault rule')
        expect(problem({ stage, action: { reject } })).toBeUndefined()
        expect(reject.enhanced).not.toBe('')
      }
    }
  })

  test.for([
    ['rcpt', 550, '5.1.1', 'Refused by a fault rule: there is no such mailbox'],
    ['rcpt', 452, '4.5.3', 'Refused for now by a fault rule: too many recipients'],
    ['data', 452, '4.3.1', 'Refused for now by a fault rule: no space is left'],
    ['connect', 421, '4.3.2', 'Refused for now by a fault rule: the server goes down'],
    ['auth', 535, '5.7.8', 'Refused by a fault rule: the credentials are wrong'],
    ['message', 554, '5.6.0', 'Refused by a fault rule: the content is not accepted'],
    ['rcpt', 499, '4.3.0', 'Refused for now by a fault rule'],
    ['rcpt', 599, '5.3.0', 'Refused by a fault rule'],
  ] as const)('at %s with %i is "%s %s"', ([stage, code, enhanced, text]) => {
    expect(completeReply({ code }, stage, 'a fault rule')).toEqual({ code, enhanced, text })
  })

  test('keeps what was asked for, also no enhanced code', () => {
    const wish = { code: 550, enhanced: '', text: 'Go away' }

    expect(completeReply(wish, 'rcpt', 'a fault rule')).toEqual(wish)
  })
})

test.for<[Partial<NewFaultRule>, string | undefined]>([
  [{ match: { nth: 0 } }, 'Match.Nth must be'],
  [{ match: { nth: 1.5 } }, 'Match.Nth must be'],
  [{ times: 1 }, undefined],
  [{ times: 0 }, 'Times must be'],
  [{ times: 2 ** 53 }, 'Times must be'],
  [{ probability: 0 }, undefined],
  [{ probability: 0.001 }, undefined],
  [{ probability: -0.1 }, 'Probability must be'],
  [{ probability: 100.1 }, 'Probability must be'],
  [{ probability: NaN }, 'Probability must be'],
  [{ probability: 1, seed: 0 }, undefined],
  [{ probability: 1, seed: Number.MAX_SAFE_INTEGER }, undefined],
  [{ probability: 1, seed: 2 ** 53 }, 'Seed must be'],
  [{ probability: 1, seed: -1 }, 'Seed must be'],
  [{ seed: 1 }, 'Seed goes with'],
  [{ expiresInMs: 0.5 }, undefined],
  [{ expiresInMs: 0 }, 'ExpiresIn must be'],
  [{ expiresInMs: limits.faultExpiresInMsMax + 1 }, 'ExpiresIn must be'],
])('%j: %s', ([parts, sentence]) => {
  const found = problem(parts)

  if (sentence === undefined) expect(found).toBeUndefined()
  else expect(found).toContain(sentence)
})
