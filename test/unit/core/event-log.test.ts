import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventLog, LogEntry } from '../../../server/core/event-log.ts'
import { createEventLog } from '../../../server/core/event-log.ts'
import { limits } from '../../../server/core/limits.ts'
import { aMessage } from '../../support/a-message.ts'
import { aSession } from '../../support/a-session.ts'

const origin = 1_000

test('starts after its origin and counts up', () => {
  const log = createEventLog({ origin })
  expect([log.cursor, log.next]).toEqual([1_000, 1_001])

  const first = log.append({ type: 'cleared' })
  const second = log.append({ type: 'pruned' })

  expect([first.seq, second.seq, log.cursor]).toEqual([1_001, 1_002, 1_002])
})

test('resumes after any cursor that it still holds', () => {
  const log = filled(3)

  expect(seqs(log, origin)).toEqual([1_001, 1_002, 1_003])
  expect(seqs(log, 1_002)).toEqual([1_003])
  expect(seqs(log, 1_003)).toEqual([])
})

test('gives a page and the cursor to go on from', () => {
  const log = filled(5)

  const first = log.since(origin, 2)

  expect(first).toMatchObject({ ok: true, cursor: 1_002 })
  expect(log.since(first.cursor, 2)).toMatchObject({ ok: true, cursor: 1_004 })
  expect(log.since(1_005, 2)).toMatchObject({ ok: true, entries: [], cursor: 1_005 })
})

test.for([
  ['from another run', 999],
  ['from the future', 1_006],
  ['no whole number', 1_001.5],
  ['beyond counting', Number.MAX_SAFE_INTEGER + 1],
  ['nothing', NaN],
] as const)('a cursor %s is stale, and the answer says where the log stands', ([, cursor]) => {
  expect(filled(5).since(cursor, 10)).toEqual({ ok: false, cursor: 1_005 })
})

test('a cursor that has left the ring is stale', () => {
  const log = filled(5, 3)

  expect(log.since(1_001, 10)).toEqual({ ok: false, cursor: 1_005 })
  expect(seqs(log, 1_002)).toEqual([1_003, 1_004, 1_005])
})

test('a mark is a cursor between entries: what came before it is behind it', () => {
  const log = filled(2)

  const mark = log.mark()
  const { seq } = log.append({ type: 'pruned' })

  expect([mark, seq]).toEqual([1_003, 1_004])
  expect(seqs(log, 1_001)).toEqual([1_002, 1_004])
  expect(seqs(log, mark)).toEqual([1_004])
  expect(log.since(1_001, 1)).toMatchObject({ ok: true, cursor: 1_002 })
})

test('marks take no room from the entries', () => {
  const log = filled(3, 3)

  for (let at = 0; at < 100; at += 1) log.mark()

  expect(seqs(log, origin)).toEqual([1_001, 1_002, 1_003])
  expect(log.since(1_003, 10)).toEqual({ ok: true, entries: [], cursor: 1_103 })
})

test('counts evictions after a cursor, as far as the ring reaches back, and all since the start', () => {
  const log = createEventLog({ origin, max: 3 })
  for (let at = 0; at < 5; at += 1) evict(log)
  log.append({ type: 'cleared' })

  const counts = [0, origin, 1_001, 1_003, 1_004, 1_005, 1_006].map((seq) => log.evictedSince(seq))

  expect(counts).toEqual([5, 5, 2, 2, 1, 0, 0])
})

test('every page after every cursor is what a list of all entries says', () => {
  const step = fc.constantFrom('entry', 'mark')
  const property = fc.property(
    fc.array(step, { maxLength: 40 }),
    fc.integer({ min: 1, max: 12 }),
    fc.nat({ max: 5 }),
    (steps, max, most) => {
      const log = createEventLog({ origin, max })
      const all = steps.flatMap((kind) =>
        kind === 'mark' ? (log.mark(), []) : [log.append({ type: 'cleared' }).seq],
      )
      const gone = all.at(-max - 1) ?? origin
      for (let since = origin - 1; since <= log.cursor + 1; since += 1) {
        const slice = log.since(since, most)
        const after = all.filter((seq) => seq > since)
        expect(slice.ok).toBe(since >= gone && since <= log.cursor)
        if (!slice.ok) continue
        expect(slice.entries.map(({ seq }) => seq)).toEqual(after.slice(0, most))
        const isAll = after.length <= most
        expect(slice.cursor).toBe(isAll ? log.cursor : (after[most - 1] ?? since))
      }
    },
  )
  fc.assert(property)
})

test('the ring holds the last entries, whatever its size', () => {
  const size = fc.integer({ min: 1, max: 12 })
  const property = fc.property(size, fc.nat({ max: 40 }), (max, count) => {
    const log = filled(count, max)
    const oldest = log.cursor - Math.min(max, count)
    const expected = Array.from({ length: log.cursor - oldest }, (_, at) => oldest + 1 + at)
    expect(seqs(log, oldest)).toEqual(expected)
    expect(log.since(oldest - 1, 100).ok).toBe(false)
  })
  fc.assert(property)
})

test('tells its listeners of each entry in order, until they stop', () => {
  const log = createEventLog({ origin })
  const heard: LogEntry['type'][] = []
  log.append({ type: 'cleared' })
  const stop = log.subscribe((entry) => heard.push(entry.type))

  log.append({ type: 'pruned' })
  log.append({ type: 'cleared' })
  stop()
  log.append({ type: 'pruned' })

  expect(heard).toEqual(['pruned', 'cleared'])
})

test('a listener that stops in the middle leaves the others untouched', () => {
  const log = createEventLog({ origin })
  const heard: string[] = []
  const stop = log.subscribe(() => {
    heard.push('one')
    stop()
  })
  log.subscribe(() => heard.push('two'))

  log.append({ type: 'cleared' })
  log.append({ type: 'cleared' })

  expect(heard).toEqual(['one', 'two', 'two'])
})

function filled(count: number, max?: number): EventLog {
  const log = createEventLog(max === undefined ? { origin } : { origin, max })
  for (let at = 0; at < count; at += 1) log.append({ type: 'cleared' })
  return log
}

function evict(log: EventLog): void {
  log.append({ type: 'removed', id: aMessage().id, inboxes: [], evicted: true })
}

function seqs(log: EventLog, since: number): readonly number[] {
  const slice = log.since(since, 100)
  if (!slice.ok) throw new Error(`stale: ${since}`)
  return slice.entries.map(({ seq }) => seq)
}

test('large messages push the oldest entries out: the log is bounded by bytes too', () => {
  const log = createEventLog({ origin })
  const large = 'x'.repeat(1024 * 1024)
  const count = 100
  for (let added = 0; added < count; added += 1) {
    const message = aMessage()
    log.append({
      type: 'added',
      message: { ...message, digest: { ...message.digest, searchText: large } },
    })
  }

  const entries = limits.eventBytesMax / (2 * large.length)
  expect(log.since(log.cursor - Math.floor(entries), count).ok).toBe(false)
  expect(log.since(log.cursor - Math.floor(entries) + 1, count)).toMatchObject({ ok: true })
})

test('sessions with thousands of names leave the log earlier than 10,000 entries', () => {
  const log = createEventLog({ origin: 0 })
  const session = aSession({ inboxes: Array.from({ length: 1_000 }, (_, at) => `inbox-${at}`) })
  for (let at = 0; at < 2_000; at += 1) log.append({ type: 'session', session })

  expect(log.since(0, 1)).toMatchObject({ ok: false })
  expect(log.since(1_900, 100)).toMatchObject({ ok: true })
})
