import { expect, test } from 'vitest'
import type { SessionRecord } from '../../../server/core/session.ts'
import type { MessageId } from '../../../server/core/message.ts'
import type { SessionNotes } from '../../../server/smtp/session-notes.ts'
import { createSessionNotes } from '../../../server/smtp/session-notes.ts'
import type { Inside } from '../../../server/smtp/session-tracker.ts'

const TIMEOUT = '421 4.4.2 Timeout, closing the connection'

function deliverWith(notes: SessionNotes): void {
  say(notes, 'MAIL FROM:<ann@example.com>', 250)
  say(notes, 'RCPT TO:<bob@example.com>', 250)
  say(notes, 'DATA', 354)
  notes.message(100)
  notes.reply(250, ['250 2.6.0 OK'])
  notes.delivered('1' as MessageId)
}

function say(notes: SessionNotes, command: string, code: number): void {
  notes.command(Buffer.from(command))
  notes.reply(code, [`${code} text`])
}

function endOf(notes: SessionNotes, inside: Inside): Pick<SessionRecord, 'outcome' | 'error'> {
  const { outcome, error } = notes.record({
    id: '1',
    startedAt: new Date(0),
    endedAt: new Date(1),
    remoteAddress: '127.0.0.1',
    clientName: '',
    user: '',
    tls: undefined,
    inside,
  })
  return { outcome, error }
}

test('a pooled connection that delivered and was idle for too long is delivered, not refused', () => {
  const notes = createSessionNotes({ nowMs: () => 0, mark: () => 0 })
  deliverWith(notes)

  notes.reply(421, [TIMEOUT])

  expect(endOf(notes, undefined)).toEqual({
    outcome: 'delivered',
    error: `The server ended the session: ${TIMEOUT}`,
  })
})

test('a client that says nothing after MAIL is told to have timed out, not to be lost', () => {
  const notes = createSessionNotes({ nowMs: () => 0, mark: () => 0 })
  say(notes, 'MAIL FROM:<ann@example.com>', 250)

  notes.reply(421, [TIMEOUT])

  expect(endOf(notes, 'transaction')).toEqual({
    outcome: 'aborted',
    error: `The server ended the session: ${TIMEOUT}`,
  })
})

test('a 421 that answers a command of a transaction is a refusal', () => {
  const notes = createSessionNotes({ nowMs: () => 0, mark: () => 0 })
  deliverWith(notes)

  say(notes, 'MAIL FROM:<ann@example.com>', 421)

  expect(endOf(notes, undefined)).toEqual({
    outcome: 'refused',
    error: 'MAIL was answered 421 text',
  })
})
