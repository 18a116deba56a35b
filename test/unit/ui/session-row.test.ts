import { expect, test } from 'vitest'
import { clientOf, whatCameOf } from '../../../ui/lib/format/session-row.ts'

const client = { ClientName: 'web-1', RemoteAddress: '127.0.0.1', User: '' }

test.for([
  [client, 'web-1 (127.0.0.1)'],
  [{ ...client, User: 'shop' }, 'web-1 (127.0.0.1) as shop'],
  [{ ...client, ClientName: '' }, '127.0.0.1'],
  [{ ...client, ClientName: '[127.0.0.1]' }, '127.0.0.1'],
] as const)('a client is named once: %o', ([given, expected]) => {
  expect(clientOf(given)).toBe(expected)
})

test.for([
  [{ Outcome: 'refused', Error: 'RCPT was answered 550.', Messages: [] }, 'RCPT was answered 550.'],
  [{ Outcome: 'delivered', Error: '', Messages: ['a', 'b'] }, '2 messages'],
  [
    { Outcome: 'partial', Error: 'RCPT was answered 550.', Messages: ['a'] },
    '1 delivered. RCPT was answered 550.',
  ],
  [{ Outcome: 'empty', Error: '', Messages: [] }, 'Only said hello'],
  [{ Outcome: 'open', Error: '', Messages: [] }, 'Nothing sent yet'],
] as const)('a row says what came of it: %o', ([session, expected]) => {
  expect(whatCameOf(session)).toBe(expected)
})
