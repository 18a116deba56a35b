import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { LogEntry } from '../../../server/core/event-log.ts'
import type { MessageId } from '../../../server/core/message.ts'
import { toEvent } from '../../../server/wire/to-event.ts'
import { aDigest, anAcceptedMail } from '../../support/a-message.ts'
import { aSession } from '../../support/a-session.ts'
import type { FeedReader } from '../../support/feed-reader.ts'
import { createPageReader, openSocketReader } from '../../support/feed-reader.ts'
import type { RunningFeed } from '../../support/start-feed.ts'
import { startFeed } from '../../support/start-feed.ts'

/** Small enough that readers are left behind and mail is evicted, large enough for a prune. */
const EVENTS_MAX = 300
const MESSAGES_MAX = 220
const TOLD_MAX = 200

interface Filter {
  readonly inbox?: 'ann' | 'bob'
  readonly word?: 'invoice'
}

const inboxes = fc.subarray(['ann', 'bob'])
const subject = fc.constantFrom('Hello', 'Your invoice')
const filter = fc.constantFrom<Filter>(
  {},
  { inbox: 'ann' },
  { inbox: 'bob' },
  { word: 'invoice' },
  { inbox: 'ann', word: 'invoice' },
)
const chosen = fc.nat({ max: 1_000 })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('mail' as const), inboxes, subject }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('mails' as const), count: fc.nat({ max: 230 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('read' as const), chosen, read: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete' as const), chosen }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('deleteMany' as const), inboxes }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('clear' as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('session' as const), inboxes }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('mark' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('join' as const),
      filter,
      back: fc.nat({ max: 400 }),
      limit: fc.integer({ min: 1, max: 120 }),
      isSocket: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('reader' as const),
      chosen,
      does: fc.constantFrom('read', 'reconnect', 'pause', 'resume'),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

test('whatever happens, every reader has put the log together', { timeout: 300_000 }, async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 20, maxLength: 60 }),
    async (steps) => {
      const house = await createHouse()

      for (const one of steps) await house.take(one)
      await house.finish()

      house.check()
    },
  )
  // Each run is a server of its own with a dozen clients.
  await fc.assert(property, { numRuns: 25 })
})

interface Reading {
  readonly reader: FeedReader
  readonly filter: Filter
}

interface House {
  take(step: Step): Promise<void>
  /** Waits until everybody has heard the last entry. */
  finish(): Promise<void>
  check(): void
}

async function createHouse(): Promise<House> {
  const feed = await startFeed({ eventsMax: EVENTS_MAX, messagesMax: MESSAGES_MAX })
  const truth: LogEntry[] = []
  feed.log.subscribe((entry) => truth.push(entry))
  const readings: Reading[] = []

  return {
    async take(one) {
      if (one.type === 'join') readings.push(await join(feed, one))
      else if (one.type === 'reader') {
        const { reader } = readings[one.chosen % Math.max(readings.length, 1)] ?? {}
        await reader?.[one.does as 'read' | 'reconnect']()
      } else await happen(feed, one)
    },
    async finish() {
      // What goes to everybody tells that everything before it has been told.
      const { seq } = feed.log.append({ type: 'cleared' })
      for (const { reader } of readings) reader.resume()
      await Promise.all(readings.map(({ reader }) => reader.reach(seq)))
      for (const { reader } of readings) reader.close()
    },
    check() {
      checkTruth(truth)
      for (const reading of readings) checkReading(reading, truth)
    },
  }
}

async function join(
  { url, log }: RunningFeed,
  { filter, back, limit, isSocket }: Extract<Step, { type: 'join' }>,
): Promise<Reading> {
  const from = Math.max(log.origin, log.cursor - back)
  const parameters = new URLSearchParams({
    ...(filter.inbox ? { inbox: filter.inbox } : {}),
    ...(filter.word ? { query: `subject:${filter.word}` } : {}),
  })
  const options = { url, from, filter: parameters.toString() }
  const reader = isSocket ? await openSocketReader(options) : createPageReader(options, { limit })
  onTestFinished(() => reader.close())
  return { reader, filter }
}

async function happen(
  { log, store, sessions }: RunningFeed,
  step: Exclude<Step, { type: 'join' | 'reader' }>,
): Promise<void> {
  async function receive(inboxes: readonly string[], subject: string): Promise<void> {
    const mail = anAcceptedMail({ inboxes })
    await store.add(mail)
    await store.reveal(mail.id, aDigest({ subject }))
  }
  async function choose(chosen: number): Promise<readonly MessageId[]> {
    const { messages } = await store.list({}, { start: 0 })
    return messages
      .slice(chosen % Math.max(messages.length, 1))
      .slice(0, 2)
      .map(({ id }) => id)
  }

  switch (step.type) {
    case 'mail':
      return receive(step.inboxes, step.subject)
    case 'mails':
      for (let at = 0; at < step.count; at += 1) {
        await receive(at % 3 === 0 ? ['ann'] : ['bob'], at % 2 === 0 ? 'Hello' : 'Your invoice')
      }
      return
    case 'read':
      await store.setRead({ ids: await choose(step.chosen) }, step.read)
      return
    case 'delete':
      await store.remove({ ids: await choose(step.chosen) })
      return
    case 'deleteMany': {
      const [inbox] = step.inboxes
      const { messages } = await store.list(inbox ? { inbox } : {}, { start: 0 })
      const going = messages.map(({ id }) => id)
      const before = log.cursor
      if (going.length > 0) await store.remove({ ids: going })
      if (going.length > TOLD_MAX) expect(log.cursor - before).toBe(1)
      else expect(log.cursor - before).toBe(going.length)
      return
    }
    case 'clear':
      await store.remove({})
      return
    case 'session':
      sessions.end(aSession({ inboxes: step.inboxes }))
      return
    case 'mark':
      log.mark()
  }
}

/** What the contract says of the log itself. */
function checkTruth(truth: readonly LogEntry[]): void {
  const came = new Set<string>()
  for (const [at, entry] of truth.entries()) {
    if (entry.type === 'added') came.add(entry.message.id)
    if (entry.type === 'updated') expect(came).toContain(entry.id)
    if (entry.type === 'removed' && entry.evicted) {
      expect(truth[at + 1]?.type).toBe('added')
      expect(truth[at + 1]?.seq).toBe(entry.seq + 1)
    }
  }
}

/** A reader has every entry that he may see, in order, but for those that he was too late for. */
function checkReading({ reader, filter }: Reading, truth: readonly LogEntry[]): void {
  for (const { from, told, resetTo } of reader.spans) {
    const after = truth.filter(({ seq }) => seq > from)
    const expected = after.filter((entry) => isSeen(entry, filter)).map(toEvent)
    const known = told.at(-1)?.Seq ?? from
    if (resetTo === undefined) expect(told).toEqual(expected)
    else {
      expect(told).toEqual(expected.slice(0, told.length))
      const missed = after.filter(({ seq }) => seq > known && seq <= resetTo)
      expect(missed.length).toBeGreaterThan(EVENTS_MAX)
    }
  }
}

/** Section 5, word by word. */
function isSeen(entry: LogEntry, { inbox, word }: Filter): boolean {
  const isIn = (inboxes: readonly string[]): boolean =>
    inbox === undefined || inboxes.includes(inbox)
  switch (entry.type) {
    case 'added': {
      const { inboxes, digest } = entry.message
      return isIn(inboxes) && (word === undefined || digest.subject.includes(word))
    }
    case 'updated':
    case 'removed':
      return isIn(entry.inboxes)
    case 'session':
      return isIn(entry.session.inboxes)
    case 'pruned':
    case 'cleared':
      return true
  }
}
