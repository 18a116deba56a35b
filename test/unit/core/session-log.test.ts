import { expect, test } from 'vitest'
import { createEventLog } from '../../../server/core/event-log.ts'
import type { SessionOutcome, SessionRecord } from '../../../server/core/session-log.ts'
import { createSessionLog } from '../../../server/core/session-log.ts'

test('failed sessions are the partial, the refused and the aborted ones, newest first', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  const outcomes = ['empty', 'partial', 'delivered', 'refused', 'aborted'] as const
  for (const outcome of outcomes) sessions.record(aSession(outcome))

  const failed = sessions.failedSince(0, 10).map(({ outcome }) => outcome)

  expect(failed).toEqual(['aborted', 'refused', 'partial'])
})

test('only sessions that ended at the cursor or later are told', () => {
  const log = createEventLog({ origin: 0 })
  const sessions = createSessionLog({ log })
  sessions.record(aSession('refused'))
  const { seq } = log.append({ type: 'cleared' })
  sessions.record(aSession('aborted'))

  expect(sessions.failedSince(seq, 10).map(({ outcome }) => outcome)).toEqual(['aborted'])
  expect(sessions.failedSince(0, 10)).toHaveLength(2)
  expect(sessions.failedSince(0, 1).map(({ outcome }) => outcome)).toEqual(['aborted'])
})

test('remembers only the last ones', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }), max: 2 })
  for (const id of ['1', '2', '3']) sessions.record({ ...aSession('refused'), id })

  expect(sessions.failedSince(0, 10).map(({ id }) => id)).toEqual(['3', '2'])
})

function aSession(outcome: SessionOutcome): SessionRecord {
  const at = new Date('2026-01-01T00:00:00Z')
  return {
    id: 'session',
    startedAt: at,
    endedAt: at,
    remoteAddress: '127.0.0.1',
    clientName: 'client.example',
    user: '',
    outcome,
    error: '',
  }
}
