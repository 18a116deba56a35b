import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { EventLog } from '../../../../server/core/event-log.ts'
import { createEventLog } from '../../../../server/core/event-log.ts'
import { limits } from '../../../../server/core/limits.ts'
import type { MessageStore } from '../../../../server/core/message-store.ts'
import type { AcceptedMail, MailDigest, Message } from '../../../../server/core/message.ts'
import type { Query } from '../../../../server/core/search/parse-query.ts'
import { parseQuery } from '../../../../server/core/search/parse-query.ts'
import type { SessionLog } from '../../../../server/core/session-log.ts'
import { createSessionLog } from '../../../../server/core/session-log.ts'
import type { WaitOutcome } from '../../../../server/core/waits/wait-outcome.ts'
import type { Waits } from '../../../../server/core/waits/waits.ts'
import { createWaits } from '../../../../server/core/waits/waits.ts'
import { createMemoryStore } from '../../../../server/store/memory-store.ts'
import { aDigest, aMessage, anAcceptedMail } from '../../../support/a-message.ts'
import { aSession } from '../../../support/a-session.ts'
import type { FakeClock } from '../fake-clock.ts'
import { createFakeClock } from '../fake-clock.ts'

const ORIGIN = 1_000_000

describe('a match', () => {
  test('that is kept already answers at once', async () => {
    const house = createHouse()
    const kept = await house.receive({ subject: 'Welcome' })

    const outcome = await house.wait({ query: 'subject:welcome' })

    expect(outcome).toEqual({ type: 'matched', messages: [kept], cursor: kept.seq })
  })

  test('that comes later ends the wait', async () => {
    const house = createHouse()
    const waiting = house.wait({ query: 'subject:welcome' })
    await nextTurn()
    await house.receive({ subject: 'Other' })

    const wanted = await house.receive({ subject: 'Welcome' })

    expect(await waiting).toEqual({ type: 'matched', messages: [wanted], cursor: wanted.seq })
  })

  test('before the cursor does not count', async () => {
    const house = createHouse()
    const { seq } = await house.receive({})
    const waiting = house.wait({ since: seq })
    await nextTurn()

    const later = await house.receive({})

    expect(await waiting).toMatchObject({ messages: [later] })
  })

  test('in another inbox does not count', async () => {
    const house = createHouse()
    await house.receive({}, { inboxes: ['bob'] })
    const waiting = house.wait({ inbox: 'ann' })
    await nextTurn()

    const mine = await house.receive({}, { inboxes: ['bob', 'ann'] })

    expect(await waiting).toMatchObject({ messages: [mine] })
  })

  test('that was deleted meanwhile still counts', async () => {
    const house = createHouse()
    const waiting = house.wait({ count: 2 })
    await nextTurn()
    const first = await house.receive({})
    await house.store.remove({})

    const second = await house.receive({})

    expect(await waiting).toMatchObject({ messages: [{ id: first.id }, { id: second.id }] })
  })
})

describe('each message is tested once', () => {
  test('a kept one as it is when the wait begins', async () => {
    const house = createHouse()
    const { id } = await house.receive({})
    await house.store.setRead({ ids: [id] }, true)

    expect(await house.wait({ query: 'is:read' })).toMatchObject({ messages: [{ id }] })
  })

  test('what is read later does not match later', async () => {
    const house = createHouse()
    await house.receive({})
    const waiting = house.wait({ query: 'is:read', timeoutMs: 10 })
    await nextTurn()
    await house.receive({})

    await house.store.setRead({}, true)
    await house.pass(10)

    expect(await waiting).toMatchObject({
      type: 'timeout',
      arrived: [{ missed: ['is:read'] }, { missed: ['is:read'] }],
    })
  })
})

test('a cursor that the log does not reach back to still finds what is kept', async () => {
  const house = createHouse({ eventsMax: 2 })
  const { seq: since } = await house.receive({})
  const kept = await house.receive({})
  for (let at = 0; at < 5; at += 1) house.log.append({ type: 'pruned' })

  expect(await house.wait({ since })).toMatchObject({ type: 'matched', messages: [kept] })
})

test('count=3 takes the first three, kept and new, in order of arrival', async () => {
  const house = createHouse()
  const first = await house.receive({})
  const waiting = house.wait({ count: 3 })
  await nextTurn()
  const second = await house.receive({})
  const third = await house.receive({})
  await house.receive({})

  expect(await waiting).toMatchObject({
    type: 'matched',
    messages: [first, second, third].map(({ id }) => ({ id })),
    cursor: third.seq,
  })
})

describe('count=0', () => {
  test('answers when the time has passed in silence', async () => {
    const house = createHouse()
    const waiting = house.wait({ count: 0, query: 'subject:welcome', timeoutMs: 500 })
    await nextTurn()
    const { seq } = await house.receive({ subject: 'Other' })

    await house.pass(500)

    expect(await waiting).toEqual({ type: 'matched', messages: [], cursor: seq })
  })

  test('answers at once when a match comes', async () => {
    const house = createHouse()
    const waiting = house.wait({ count: 0 })
    await nextTurn()

    const message = await house.receive({})

    expect(await waiting).toEqual({ type: 'unexpected', message })
  })

  test('answers at once when a match is there', async () => {
    const house = createHouse()
    const message = await house.receive({})

    expect(await house.wait({ count: 0 })).toEqual({ type: 'unexpected', message })
  })
})

describe('a timeout', () => {
  test('comes after its time and no sooner', async () => {
    const house = createHouse()
    const waiting = house.wait({ timeoutMs: 500 })
    await house.pass(499)
    expect(house.waits.held).toBe(1)

    await house.pass(1)

    expect(await waiting).toMatchObject({ type: 'timeout', waitedMs: 500, cursor: ORIGIN })
  })

  test('of 0 answers after one look', async () => {
    const house = createHouse()
    const waiting = house.wait({ timeoutMs: 0 })
    await house.pass(0)

    expect(await waiting).toMatchObject({ type: 'timeout', waitedMs: 0 })
  })

  test('tells what came instead, closest first', async () => {
    const house = createHouse()
    const far = await house.receive({ subject: 'Other' })
    const waiting = house.wait({ query: 'subject:welcome to:bob', timeoutMs: 10 })
    await nextTurn()
    const near = await house.receive({ subject: 'Welcome', to: [] })
    await house.receive({ subject: 'Nothing', to: [] })

    await house.pass(10)

    expect(await waiting).toMatchObject({
      type: 'timeout',
      arrived: [
        { message: { id: near.id }, missed: ['to:bob'] },
        { message: { id: far.id }, missed: ['subject:welcome'] },
        { missed: ['subject:welcome', 'to:bob'] },
      ],
    })
  })

  test('counts what came to other inboxes', async () => {
    const house = createHouse()
    await house.receive({}, { inboxes: ['bob'] })
    const waiting = house.wait({ inbox: 'ann', timeoutMs: 10 })
    await nextTurn()
    await house.receive({}, { inboxes: [] })

    await house.pass(10)

    expect(await waiting).toMatchObject({ elsewhere: 2, arrived: [] })
  })

  test('counts what had to make room since the cursor', async () => {
    const house = createHouse({ messagesMax: 1 })
    const { seq } = await house.receive({})
    await house.receive({})
    const waiting = house.wait({ since: seq, query: 'subject:never', timeoutMs: 10 })
    await nextTurn()
    await house.receive({})

    await house.pass(10)

    expect(await waiting).toMatchObject({ evicted: 2 })
  })

  test('counts evictions of the whole run for a wait without a cursor', async () => {
    const house = createHouse({ messagesMax: 1, eventsMax: 2 })
    for (let at = 0; at < 4; at += 1) await house.receive({})
    const waiting = house.wait({ query: 'subject:never', timeoutMs: 10 })

    await house.pass(10)

    expect(await waiting).toMatchObject({ evicted: 3 })
  })

  test('counts nothing that was evicted before its cursor', async () => {
    const house = createHouse({ messagesMax: 1 })
    await house.receive({})
    await house.receive({})
    const since = house.log.cursor
    const waiting = house.wait({ since, timeoutMs: 10 })

    await house.pass(10)

    expect(await waiting).toMatchObject({ evicted: 0 })
  })

  test('tells a failure on a connection that stays open to the waits of its time alone', async () => {
    const house = createHouse()
    const before = house.log.cursor
    const failedAt = house.sessions.mark()
    const open = aSession({ id: 'pool', outcome: 'open', failedAt })
    house.sessions.open('pool', { look: () => open, failedAt: () => failedAt })
    const of = async (since: number): Promise<WaitOutcome> => {
      const waiting = house.wait({ since, timeoutMs: 10 })
      await house.pass(10)
      return waiting
    }

    expect(await of(before)).toMatchObject({ failedSessions: [{ id: 'pool' }] })
    expect(await of(house.log.cursor)).toMatchObject({ failedSessions: [] })
  })

  test('names the sessions that failed since the cursor', async () => {
    const house = createHouse()
    house.fail('before')
    const { seq } = await house.receive({})
    house.fail('after')
    const waiting = house.wait({ since: seq, timeoutMs: 10 })
    await nextTurn()
    house.fail('meanwhile')

    await house.pass(10)

    expect(await waiting).toMatchObject({
      failedSessions: [{ id: 'meanwhile' }, { id: 'after' }],
    })
  })

  test('waits for what was accepted before it', async () => {
    const settling = createGate()
    const house = createHouse({ settled: () => settling.passed })
    settling.open()
    const waiting = house.wait({ timeoutMs: 10 })
    await nextTurn()
    settling.close()
    await house.pass(10)

    const message = await house.receive({})
    settling.open()

    expect(await waiting).toMatchObject({ type: 'matched', messages: [message] })
  })
})

test('a client that hangs up frees its waiter at once', async () => {
  const house = createHouse()
  const client = new AbortController()
  const waiting = house.wait({ signal: client.signal })
  await nextTurn()
  expect(house.waits.held).toBe(1)

  client.abort()

  expect(await waiting).toEqual({ type: 'abandoned' })
  expect([house.waits.held, house.clock.pending]).toEqual([0, 0])
})

test('a client that hung up before the wait began is not waited for', async () => {
  const house = createHouse()

  const outcome = await house.wait({ signal: AbortSignal.abort() })
  await nextTurn()

  expect(outcome).toEqual({ type: 'abandoned' })
  expect([house.waits.held, house.clock.pending]).toEqual([0, 0])
})

test('a wait that has ended leaves no timer behind', async () => {
  const house = createHouse()
  const waiting = house.wait({})
  await nextTurn()
  expect(house.clock.pending).toBe(1)

  await house.receive({})
  await waiting

  expect(house.clock.pending).toBe(0)
})

test('a client that hangs up while the store is asked leaves nothing behind', async () => {
  const asked = createGate()
  const house = createHouse({ listAfter: () => asked.passed })
  const client = new AbortController()
  const waiting = house.wait({ signal: client.signal })
  await nextTurn()

  client.abort()
  asked.open()
  await nextTurn()

  expect(await waiting).toEqual({ type: 'abandoned' })
  expect([house.waits.held, house.clock.pending]).toEqual([0, 0])
})

describe('a long look at what is kept', () => {
  test('gives others their turn, and misses nothing that comes meanwhile', async () => {
    const house = createHouse()
    for (let count = 0; count < 20; count += 1) await house.receive({ subject: 'Other' })
    const slow = createSlowQuery('subject:wanted', house.clock)
    const waiting = house.wait({ query: slow.query })
    await nextTurn()
    expect(slow.steps).toBe(limits.searchSliceMs)

    const wanted = await house.receive({ subject: 'Wanted' })
    while (house.waits.held > 0) await house.pass(1)

    expect(await waiting).toMatchObject({ type: 'matched', messages: [wanted] })
    expect(house.clock.pending).toBe(0)
  })

  test('ends when the client hangs up', async () => {
    const house = createHouse()
    for (let count = 0; count < 20; count += 1) await house.receive({ subject: 'Other' })
    const slow = createSlowQuery('subject:wanted', house.clock)
    const client = new AbortController()
    const waiting = house.wait({ query: slow.query, signal: client.signal })
    await nextTurn()

    client.abort()
    await house.pass(1)

    expect(await waiting).toEqual({ type: 'abandoned' })
    expect([slow.steps, house.clock.pending]).toEqual([limits.searchSliceMs, 0])
  })
})

test('a query that cannot be held against a message ends its own wait alone', async () => {
  const house = createHouse()
  const broken = house.wait({ query: 'message-id:welcome' })
  const other = house.wait({ query: 'to:bob' })
  await nextTurn()

  const message = aMessage({ seq: house.log.next })
  const failing = new Error('no Message-ID')
  const digest = Object.defineProperty({ ...message.digest }, 'messageId', {
    get() {
      throw failing
    },
  })
  house.log.append({ type: 'added', message: { ...message, digest } })

  await expect(broken).rejects.toBe(failing)
  expect(await other).toMatchObject({ type: 'matched' })
  expect([house.waits.held, house.clock.pending]).toEqual([0, 0])
})

test('closing ends every held wait, and takes no more', async () => {
  const house = createHouse()
  const waiting = [house.wait({}), house.wait({ count: 0 })]
  await nextTurn()

  house.waits.close()

  for (const wait of [...waiting, house.wait({})]) {
    await expect(wait).rejects.toMatchObject({ code: 'shutting-down' })
  }
  expect(house.waits.held).toBe(0)
})

test('holds only so many waits', async () => {
  const house = createHouse()
  const clients = Array.from({ length: limits.waitersMax }, () => new AbortController())
  const held = clients.map(({ signal }) => house.wait({ signal }))

  await expect(house.wait({})).rejects.toMatchObject({ code: 'too-many-waiters' })

  for (const client of clients) client.abort()
  await Promise.all(held)
  await house.receive({})
  expect(await house.wait({})).toMatchObject({ type: 'matched' })
})

test.for([
  ['another run', ORIGIN - 1],
  ['the future', ORIGIN + 1],
] as const)('a cursor from %s is stale', async ([, since]) => {
  const house = createHouse()

  await expect(house.wait({ since })).rejects.toMatchObject({ code: 'stale-cursor' })
  expect(house.waits.held).toBe(0)
})

describe('between the look at what is kept and the listening nothing is lost', () => {
  test('a message that comes while the store is asked', async () => {
    const asked = createGate()
    const house = createHouse({ listAfter: () => asked.passed })
    const waiting = house.wait({})
    await nextTurn()

    const message = await house.receive({})
    asked.open()

    expect(await waiting).toMatchObject({ messages: [message] })
  })

  test('a message that comes and goes while the store is asked', async () => {
    const asked = createGate()
    const house = createHouse({ listAfter: () => asked.passed })
    const waiting = house.wait({ count: 2 })
    await nextTurn()

    const first = await house.receive({})
    await house.store.remove({})
    const second = await house.receive({})
    asked.open()

    expect(await waiting).toMatchObject({ messages: [{ id: first.id }, { id: second.id }] })
  })

  test('a message that the store names and the log tells is counted once', async () => {
    const asked = createGate()
    const house = createHouse({ listAfter: () => asked.passed })
    const waiting = house.wait({ count: 2, timeoutMs: 10 })
    await nextTurn()

    await house.receive({})
    asked.open()
    await house.pass(10)

    expect(await waiting).toMatchObject({ type: 'timeout' })
  })
})

interface House {
  readonly clock: FakeClock
  readonly store: MessageStore
  readonly log: EventLog
  readonly sessions: SessionLog
  readonly waits: Waits
  wait(request: WaitFields): Promise<WaitOutcome>
  receive(digest: Partial<MailDigest>, mail?: Partial<AcceptedMail>): Promise<Message>
  fail(id: string): void
  /** Lets time pass once the waits are in place. */
  pass(ms: number): Promise<void>
}

interface WaitFields {
  readonly query?: string | Query
  readonly inbox?: string
  readonly count?: number
  readonly since?: number
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

interface HouseFields {
  readonly eventsMax?: number
  readonly messagesMax?: number
  readonly settled?: () => Promise<void>
  /** A store across a network: its list is there only after this. */
  readonly listAfter?: () => Promise<void>
}

function createHouse({
  eventsMax = limits.eventsMax,
  messagesMax = 0,
  settled = () => Promise.resolve(),
  listAfter = () => Promise.resolve(),
}: HouseFields = {}): House {
  const clock = createFakeClock()
  const log = createEventLog({ origin: ORIGIN, max: eventsMax })
  const sessions = createSessionLog({ log })
  const memory = createMemoryStore({ log, messagesMax, bytesMax: 0 })
  const store: MessageStore = {
    ...memory,
    async list(selection, page) {
      await listAfter()
      return memory.list(selection, page)
    },
  }
  const waits = createWaits({ store, log, sessions, clock, settled })
  return {
    clock,
    store,
    log,
    sessions,
    waits,
    wait: ({ query, inbox, count = 1, since = 0, timeoutMs = 1_000, signal }) =>
      waits.wait({
        query: typeof query === 'string' ? toQuery(query) : query,
        inbox,
        count,
        since,
        timeoutMs,
        signal: signal ?? new AbortController().signal,
      }),
    async receive(digest, fields) {
      const mail = anAcceptedMail(fields)
      await store.add(mail)
      return store.reveal(mail.id, aDigest(digest))
    },
    fail: (id) => recordFailure(sessions, id),
    async pass(ms) {
      await nextTurn()
      clock.pass(ms)
      await nextTurn()
    },
  }
}

function toQuery(source: string) {
  const parsed = parseQuery(source)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.query
}

/** A query for which a millisecond passes at each term that is held against a message. */
function createSlowQuery(source: string, clock: FakeClock) {
  let steps = 0
  const query = { ...toQuery(source), context: { onStep: step } }

  function step(): void {
    steps += 1
    clock.pass(1)
  }

  return {
    query,
    get steps() {
      return steps
    },
  }
}

function recordFailure(sessions: SessionLog, id: string): void {
  sessions.end(aSession({ id, outcome: 'refused', error: 'RCPT was answered 550.' }))
}

interface Gate {
  readonly passed: Promise<void>
  open(): void
  close(): void
}

function createGate(): Gate {
  let open: () => void = () => undefined
  let passed = new Promise<void>((resolve) => (open = resolve))
  return {
    get passed() {
      return passed
    },
    open: () => open(),
    close() {
      passed = new Promise<void>((resolve) => (open = resolve))
    },
  }
}
