import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventLog } from '../../../../server/core/event-log.ts'
import { limits } from '../../../../server/core/limits.ts'
import type { Message } from '../../../../server/core/message.ts'
import { matches, missedTerms } from '../../../../server/core/search/matches.ts'
import type { Query } from '../../../../server/core/search/parse-query.ts'
import { parseQuery } from '../../../../server/core/search/parse-query.ts'
import { createSessionLog } from '../../../../server/core/session-log.ts'
import { createTextless } from '../../../../server/core/waits/near-misses.ts'
import type { WaitOutcome, WaitRequest } from '../../../../server/core/waits/wait-outcome.ts'
import { createWaits } from '../../../../server/core/waits/waits.ts'
import { createMemoryStore } from '../../../../server/store/memory-store.ts'
import { aDigest, anAcceptedMail } from '../../../support/a-message.ts'
import { createFakeClock } from '../fake-clock.ts'

const TIMEOUT_MS = 1_000
const ORIGIN = 1_000

const inboxes = fc.subarray(['ann', 'bob'])
const subject = fc.constantFrom('one', 'two', 'one two', 'three')
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('mail' as const), inboxes, subject }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('clear' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('read' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      query: fc.constantFrom(undefined, 'subject:one', 'subject:one subject:two', 'is:read'),
      inbox: fc.constantFrom(undefined, 'ann', 'bob', 'nobody'),
      count: fc.nat({ max: 3 }),
      /** How many entries back the cursor was taken; a large number is "everything". */
      back: fc.nat({ max: 8 }),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type WaitStep = Extract<Step, { type: 'wait' }>

test('every wait ends as one that is shown each message by itself', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
    const house = createHouse()

    for (const one of steps) await house.take(one)

    for (const { outcome, expected } of await house.finish()) {
      expect(outcome).toEqual(expected)
    }
  })
  await fc.assert(property, { numRuns: 150 })
})

interface Ended {
  readonly outcome: WaitOutcome
  readonly expected: WaitOutcome
}

interface House {
  take(step: Step): Promise<void>
  finish(): Promise<readonly Ended[]>
}

function createHouse(): House {
  const clock = createFakeClock()
  // Small, so that cursors leave it.
  const log = createEventLog({ origin: ORIGIN, max: 6 })
  const store = createMemoryStore({ log, messagesMax: 5, bytesMax: 0 })
  const sessions = createSessionLog({ log })
  const settled = (): Promise<void> => Promise.resolve()
  const waits = createWaits({ store, log, sessions, clock, settled })
  const models: { readonly model: Model; readonly waiting: Promise<WaitOutcome> }[] = []
  log.subscribe((entry) => {
    if (entry.type === 'added') for (const { model } of models) model.see(entry.message)
  })

  async function start(asked: WaitStep): Promise<void> {
    const since = asked.back > 7 ? 0 : Math.max(ORIGIN, log.cursor - asked.back)
    const query = toQuery(asked.query)
    const { messages } = await store.list({ since }, { start: 0, order: 'oldest' })
    const model = createModel({ ...asked, query })
    for (const message of messages) model.see(message)
    const signal = new AbortController().signal
    const { inbox, count } = asked
    const request = { query, inbox, count, since, timeoutMs: TIMEOUT_MS, signal }
    models.push({ model, waiting: waits.wait(request) })
  }

  return {
    async take(one) {
      if (one.type === 'mail') {
        const mail = anAcceptedMail({ inboxes: one.inboxes })
        await store.add(mail)
        await store.reveal(mail.id, aDigest({ subject: one.subject }))
      } else if (one.type === 'clear') await store.remove({})
      else if (one.type === 'read') await store.setRead({}, true)
      else await start(one)
      await nextTurn()
    },
    async finish() {
      const { cursor } = log
      clock.pass(TIMEOUT_MS)
      return Promise.all(
        models.map(async ({ model, waiting }) => {
          const outcome = await waiting
          return { outcome, expected: model.outcome(outcome, cursor) }
        }),
      )
    },
  }
}

interface Model {
  see(message: Message): void
  /** What must come out; how long it took and what was evicted are held elsewhere. */
  outcome(real: WaitOutcome, cursor: number): WaitOutcome
}

/** The contract's sentences, one message after the other. */
function createModel(asked: Pick<WaitRequest, 'query' | 'inbox' | 'count'>): Model {
  const { query, inbox, count } = asked
  const seen: Message[] = []
  const textless = createTextless()

  return {
    see: (message) => void seen.push(message),
    outcome(real, cursor) {
      const here = seen.filter(({ inboxes }) => inbox === undefined || inboxes.includes(inbox))
      const matched = here.filter((message) => !query || matches(message, query))
      const [first] = matched
      if (count === 0) {
        if (first) return { type: 'unexpected', message: first }
        return { type: 'matched', messages: [], cursor }
      }
      const last = matched[count - 1]
      const messages = count === 1 ? matched.slice(0, 1) : matched.slice(0, count).map(textless)
      if (last) return { type: 'matched', messages, cursor: last.seq }
      return {
        type: 'timeout',
        waitedMs: real.type === 'timeout' ? real.waitedMs : 0,
        matchCount: matched.length,
        cursor,
        arrived: here
          .map((message) => ({ message, missed: query ? missedTerms(message, query) : [] }))
          .sort((one, other) => rank(one, other))
          .slice(0, limits.waitArrivedMax)
          .map(({ message, missed }) => ({ message: textless(message), missed })),
        elsewhere: seen.length - here.length,
        evicted: real.type === 'timeout' ? real.evicted : 0,
        failedSessions: [],
      }
    },
  }
}

interface Ranked {
  readonly message: Message
  readonly missed: readonly string[]
}

function rank(one: Ranked, other: Ranked): number {
  return one.missed.length - other.missed.length || other.message.seq - one.message.seq
}

function toQuery(source: string | undefined): Query | undefined {
  if (source === undefined) return undefined
  const parsed = parseQuery(source)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.query
}
