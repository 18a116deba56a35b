import { expect, test } from 'vitest'
import { createEventLog } from '../../../server/core/event-log.ts'
import type { SessionRecord } from '../../../server/core/session.ts'
import type { SessionLog } from '../../../server/core/session-log.ts'
import { createSessionLog } from '../../../server/core/session-log.ts'
import { aSession } from '../../support/a-session.ts'

const all = { inbox: undefined, failed: false, limit: 100 }
const ever = { since: 0, inbox: undefined, max: 10 }

test('failed sessions are the partial, the refused and the aborted ones, newest first', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  const outcomes = ['empty', 'partial', 'delivered', 'refused', 'aborted'] as const
  for (const outcome of outcomes) sessions.end(aSession({ outcome }))

  const failed = sessions.failedSince(ever).map(({ outcome }) => outcome)

  expect(failed).toEqual(['aborted', 'refused', 'partial'])
})

test('only sessions that ended after the cursor are told', () => {
  const log = createEventLog({ origin: 0 })
  const sessions = createSessionLog({ log })
  sessions.end(aSession({ outcome: 'refused' }))
  const { seq } = log.append({ type: 'cleared' })
  sessions.end(aSession({ outcome: 'aborted' }))

  expect(sessions.failedSince({ ...ever, since: seq }).map(({ outcome }) => outcome)).toEqual([
    'aborted',
  ])
  expect(sessions.failedSince(ever)).toHaveLength(2)
  expect(sessions.failedSince({ ...ever, max: 1 }).map(({ outcome }) => outcome)).toEqual([
    'aborted',
  ])
})

test('the end of a session is an entry of the log, without its transcript', () => {
  const log = createEventLog({ origin: 0 })
  const session = aSession({ lines: [{ atMs: 0, from: 'C', text: 'QUIT' }] })

  createSessionLog({ log }).end(session)

  const slice = log.since(0, 10)
  const { lines: _lines, failedAt: _failedAt, ...summary } = session
  expect(slice).toMatchObject({ ok: true, entries: [{ type: 'session', session: summary }] })
  expect(JSON.stringify(slice)).not.toContain('QUIT')
})

test('a failure on a connection that stays open is told as well, once it is behind the cursor', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  openAs(sessions, aSession({ id: 'pool', outcome: 'open', failedAt: 5 }))
  openAs(sessions, aSession({ id: 'well', outcome: 'open' }))
  const ids = (since: number): readonly string[] =>
    sessions.failedSince({ since, inbox: undefined, max: 10 }).map(({ id }) => id)

  expect(ids(0)).toEqual(['pool'])
  expect(ids(4)).toEqual(['pool'])
  expect(ids(5)).toEqual([])
})

test('what failed before the cursor is not told again when its connection ends', () => {
  const log = createEventLog({ origin: 0 })
  const sessions = createSessionLog({ log })
  const failedAt = sessions.mark()
  const since = log.cursor

  sessions.end(aSession({ id: 'pool', outcome: 'refused', failedAt }))

  expect(sessions.failedSince({ ...ever, since })).toEqual([])
  expect(sessions.failedSince(ever)).toMatchObject([{ id: 'pool' }])
})

test('a connection that was lost has failed at its end', () => {
  const log = createEventLog({ origin: 0 })
  const sessions = createSessionLog({ log })
  const since = log.append({ type: 'cleared' }).seq

  sessions.end(aSession({ id: 'lost', outcome: 'aborted' }))

  expect(sessions.failedSince({ ...ever, since })).toMatchObject([{ id: 'lost' }])
})

test('failures are told in the order in which they happened, the last one first', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  openAs(sessions, aSession({ id: 'first', outcome: 'open', failedAt: sessions.mark() }))
  sessions.end(aSession({ id: 'second', outcome: 'aborted' }))
  openAs(sessions, aSession({ id: 'third', outcome: 'open', failedAt: sessions.mark() }))

  expect(sessions.failedSince(ever).map(({ id }) => id)).toEqual(['third', 'second', 'first'])
})

test('asks open sessions for their records only where something has failed', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  const look = (): SessionRecord => {
    throw new Error('was looked at')
  }
  for (const id of ['1', '2']) sessions.open(id, { look, failedAt: () => undefined })

  expect(sessions.failedSince(ever)).toEqual([])
})

test('remembers only the last ones', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }), max: 2 })
  for (const id of ['1', '2', '3']) sessions.end(aSession({ id }))

  expect(sessions.list(all)).toHaveLength(2)
  expect(sessions.get('1')).toBeUndefined()
  expect(sessions.get('3')?.id).toBe('3')
})

test('remembers only so many bytes of transcripts, but always the last session', () => {
  const log = createEventLog({ origin: 0 })
  const sessions = createSessionLog({ log, bytesMax: 5_000 })
  const lines = [{ atMs: 0, from: 'C', text: 'x'.repeat(1_500) } as const]
  for (const id of ['1', '2']) sessions.end(aSession({ id, lines }))
  expect(sessions.list(all).map(({ id }) => id)).toEqual(['2'])

  sessions.end(aSession({ id: '3', lines: [{ atMs: 0, from: 'C', text: 'x'.repeat(50_000) }] }))

  expect(sessions.list(all).map(({ id }) => id)).toEqual(['3'])
})

test('an open session is told as it stands, and ends once', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  let said = 0
  sessions.open('a', {
    failedAt: () => undefined,
    look() {
      said += 1
      return aSession({ id: 'a', outcome: 'open', error: `look ${said}` })
    },
  })

  expect(sessions.get('a')?.error).toBe('look 1')
  expect(sessions.list(all).map(({ error }) => error)).toEqual(['look 2'])
  sessions.end(aSession({ id: 'a', outcome: 'delivered' }))
  expect(sessions.list(all).map(({ outcome }) => outcome)).toEqual(['delivered'])
})

test('the list is newest first, by inbox, by failure and no longer than asked for', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  const at = (second: number): Date => new Date(second * 1_000)
  sessions.end(aSession({ id: 'late', startedAt: at(3), inboxes: ['ann'] }))
  sessions.end(aSession({ id: 'early', startedAt: at(1), outcome: 'refused', inboxes: ['ann'] }))
  openAs(sessions, aSession({ id: 'open', startedAt: at(2), outcome: 'open' }))
  const ids = (selection: Partial<typeof all> | { inbox: string }): readonly string[] =>
    sessions.list({ ...all, ...selection }).map(({ id }) => id)

  expect(ids({})).toEqual(['late', 'open', 'early'])
  expect(ids({ inbox: 'ann' })).toEqual(['late', 'early'])
  expect(ids({ failed: true })).toEqual(['early'])
  expect(ids({ limit: 1 })).toEqual(['late'])
})

test('of sessions that began in the same millisecond the last one comes first', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  for (const id of ['1', '2']) sessions.end(aSession({ id }))
  openAs(sessions, aSession({ id: '3', outcome: 'open' }))

  expect(sessions.list(all).map(({ id }) => id)).toEqual(['3', '2', '1'])
})

test('a session with thousands of names counts as what it holds, not as its transcript alone', () => {
  const log = createEventLog({ origin: 0 })
  const sessions = createSessionLog({ log, bytesMax: 100_000 })
  const inboxes = Array.from({ length: 1_000 }, (_, at) => `inbox-${at}`)
  for (const id of ['1', '2']) sessions.end(aSession({ id, inboxes }))

  expect(sessions.list(all).map(({ id }) => id)).toEqual(['2'])
})

test('a wait of one inbox hears of its own failures and of lost ones, not of another inbox’s', () => {
  const sessions = createSessionLog({ log: createEventLog({ origin: 0 }) })
  sessions.end(aSession({ id: 'own', outcome: 'refused', inboxes: ['ann', 'bob'] }))
  sessions.end(aSession({ id: 'lost', outcome: 'aborted', inboxes: [] }))
  sessions.end(aSession({ id: 'other', outcome: 'refused', inboxes: ['bob'] }))

  const failed = sessions.failedSince({ ...ever, inbox: 'ann' }).map(({ id }) => id)

  expect(failed).toEqual(['lost', 'own'])
})

function openAs(sessions: SessionLog, session: SessionRecord): void {
  sessions.open(session.id, { look: () => session, failedAt: () => session.failedAt })
}
