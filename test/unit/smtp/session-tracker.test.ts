import { expect, test } from 'vitest'
import { createSessionTracker } from '../../../server/smtp/session-tracker.ts'

type Reply = readonly [verb: string, code: number]

const mail: Reply = ['MAIL', 250]
const rcpt: Reply = ['RCPT', 250]
const message: readonly Reply[] = [mail, rcpt, ['DATA', 354], ['DATA', 250]]

test.for<[string, readonly Reply[], string, string]>([
  ['a connection that only says hello', [], 'empty', ''],
  ['one message', message, 'delivered', ''],
  ['a transaction that was begun and reset', [mail, rcpt], 'empty', ''],
  ['a refused sender', [['MAIL', 501]], 'refused', 'MAIL'],
  ['a refused recipient and QUIT', [mail, ['RCPT', 501]], 'refused', 'RCPT'],
  [
    'a refused recipient beside another',
    [mail, ['RCPT', 550], rcpt, ['DATA', 250]],
    'partial',
    'RCPT',
  ],
  ['a message that is too large', [mail, rcpt, ['DATA', 552]], 'refused', 'DATA'],
  ['a refused message, then one that is taken', [['DATA', 552], ...message], 'delivered', ''],
  ['a message, then a refused one', [...message, mail, rcpt, ['DATA', 552]], 'refused', 'DATA'],
  ['a refused AUTH', [['AUTH', 535]], 'refused', 'AUTH'],
  [
    'a refused AUTH, then one that succeeds',
    [
      ['AUTH', 535],
      ['AUTH', 334],
      ['AUTH', 235],
    ],
    'empty',
    '',
  ],
  ['a refused AUTH, then a message all the same', [['AUTH', 535], ...message], 'delivered', ''],
  [
    'a partial message, then a whole one',
    [mail, ['RCPT', 550], rcpt, ['DATA', 250], ...message],
    'partial',
    'RCPT',
  ],
])('%s', ([, replies, outcome, verb]) => {
  const tracker = createSessionTracker()
  for (const [name, code] of replies) tracker.replied(name, code, `${code} text`)

  const ended = tracker.outcome(undefined)

  expect(ended.outcome).toBe(outcome)
  expect(ended.error.split(' ')[0]).toBe(verb)
})

test.for(['transaction', 'auth', 'tls'] as const)('aborted in the middle of %s', (inside) => {
  const tracker = createSessionTracker()
  tracker.replied('DATA', 250, '250 OK')

  const { outcome, error } = tracker.outcome(inside)

  expect(outcome).toBe('aborted')
  expect(error).toMatch(/^The .*\.$/)
})

test('says what was refused and how', () => {
  const tracker = createSessionTracker()
  tracker.replied('RCPT', 452, '452 Too many recipients')

  expect(tracker.outcome(undefined).error).toBe('RCPT was answered 452 Too many recipients')
})

test('what was refused outside of a transaction explains, but nothing has failed', () => {
  const tracker = createSessionTracker()
  tracker.replied('', 500, '500 5.5.2 Error: command not recognized')

  expect(tracker.outcome(undefined)).toEqual({
    outcome: 'empty',
    error: 'The client was answered 500 5.5.2 Error: command not recognized',
  })
})

test('a connection that a fault tore is aborted, whatever it was in the middle of', () => {
  const tracker = createSessionTracker()
  tracker.replied('DATA', 250, '250 OK')
  tracker.failed('aborted', 'The fault 1 dropped the connection at message.')

  expect(tracker.outcome('transaction')).toEqual({
    outcome: 'aborted',
    error: 'The fault 1 dropped the connection at message.',
  })
})

test('a transaction that is refused and pipelined on is told by its first refusal, not by a 503', () => {
  const tracker = createSessionTracker()
  tracker.replied('MAIL', 550, '550 5.1.8 No')
  tracker.replied('RCPT', 503, '503 5.5.1 Need MAIL first')
  tracker.replied('DATA', 503, '503 5.5.1 Need MAIL first')

  expect(tracker.outcome(undefined)).toEqual({
    outcome: 'refused',
    error: 'MAIL was answered 550 5.1.8 No',
  })
})

test('a client that leaves without QUIT after a refused DATA is refused, not lost', () => {
  const tracker = createSessionTracker()
  tracker.replied('MAIL', 250, '250 OK')
  tracker.replied('RCPT', 250, '250 OK')
  tracker.replied('DATA', 451, '451 Later')

  expect(tracker.outcome('transaction')).toEqual({
    outcome: 'refused',
    error: 'DATA was answered 451 Later',
  })
})

test('a client that goes on after a refused recipient and is lost is aborted', () => {
  const tracker = createSessionTracker()
  tracker.replied('MAIL', 250, '250 OK')
  tracker.replied('RCPT', 550, '550 No')
  tracker.replied('RCPT', 250, '250 OK')

  expect(tracker.outcome('transaction').outcome).toBe('aborted')
})
