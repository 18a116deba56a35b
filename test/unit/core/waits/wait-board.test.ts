import { expect, test } from 'vitest'
import type { EventLog } from '../../../../server/core/event-log.ts'
import { createEventLog } from '../../../../server/core/event-log.ts'
import type { Message } from '../../../../server/core/message.ts'
import { parseQuery } from '../../../../server/core/search/parse-query.ts'
import { createSessionLog } from '../../../../server/core/session-log.ts'
import type { WaitBoard } from '../../../../server/core/waits/wait-board.ts'
import { createWaitBoard } from '../../../../server/core/waits/wait-board.ts'
import { createWaits } from '../../../../server/core/waits/waits.ts'
import { createMemoryStore } from '../../../../server/store/memory-store.ts'
import { aMessage } from '../../../support/a-message.ts'
import { createFakeClock } from '../fake-clock.ts'

test('shows a message to the seats of its inboxes, and to those of all', () => {
  const { board, arrive } = createHouse()
  const seen: string[] = []
  for (const inbox of ['ann', 'bob', 'cid', undefined]) {
    board.join(inbox, () => seen.push(inbox ?? 'all'))
  }

  arrive('ann', 'cid')
  arrive()

  expect(seen.toSorted()).toEqual(['all', 'all', 'ann', 'cid'])
})

test('counts what came to other inboxes since each seat was taken', () => {
  const { board, arrive } = createHouse()
  const early = board.join('ann', () => undefined)
  arrive('bob')
  arrive('ann')
  const late = board.join('ann', () => undefined)
  const all = board.join(undefined, () => undefined)
  arrive('ann', 'bob')
  arrive()

  expect([early.elsewhere, late.elsewhere, all.elsewhere]).toEqual([2, 1, 0])
})

test('a seat that is left sees nothing, also when it leaves while it is shown something', () => {
  const { board, arrive } = createHouse()
  const seen: string[] = []
  const seat = board.join('ann', () => {
    seen.push('first')
    seat.leave()
  })
  board.join('ann', () => seen.push('second'))

  arrive('ann')
  arrive('ann')

  expect(seen).toEqual(['first', 'second', 'second'])
})

test('an inbox whose seats were all left counts anew for the next one', () => {
  const { board, arrive } = createHouse()
  board.join('ann', () => undefined).leave()
  arrive('ann')
  arrive('bob')

  const seat = board.join('ann', () => undefined)
  arrive('bob')

  expect(seat.elsewhere).toBe(1)
})

test('subscribes to the log once, however many waits there are', async () => {
  const { log, wait, held, subscriptions, close } = createWaitHouse()
  const waiting = Array.from({ length: 100 }, () => wait({}))
  await held(100)

  log.append({ type: 'added', message: aMessage({ seq: log.next }) })
  await Promise.all(waiting)
  close()

  expect(subscriptions()).toBe(1)
})

test('a message costs the waits that can see it, not those of other inboxes', async () => {
  const steps = async (others: number): Promise<number> => {
    const { log, wait, held, close } = createWaitHouse()
    const waiting = Array.from({ length: others }, (_, at) => wait({ inbox: `other-${at}` }))
    waiting.push(...Array.from({ length: 3 }, () => wait({ inbox: 'mine' })), wait({}))
    await held(others + 4)
    const { message, reads } = counted(aMessage({ seq: log.next, inboxes: ['mine'] }))

    log.append({ type: 'added', message })

    close()
    await Promise.allSettled(waiting)
    return reads()
  }

  const few = await steps(0)

  expect(few).toBeGreaterThanOrEqual(4)
  expect(await steps(5_000)).toBe(few)
})

test('a wait whose cursor is behind everything that came asks the store nothing', async () => {
  const { log, wait, held, listed, close } = createWaitHouse()
  log.append({ type: 'added', message: aMessage({ seq: log.next }) })
  log.append({ type: 'cleared' })

  const waiting = wait({ since: log.cursor })
  await held(1)
  close()
  await Promise.allSettled([waiting])

  expect(listed()).toBe(0)
})

function createHouse(): { board: WaitBoard; arrive: (...inboxes: string[]) => void } {
  const log = createEventLog({ origin: 1_000 })
  return {
    board: createWaitBoard(log),
    arrive: (...inboxes) =>
      void log.append({ type: 'added', message: aMessage({ seq: log.next, inboxes }) }),
  }
}

interface WaitHouse {
  readonly log: EventLog
  readonly wait: (fields: { readonly inbox?: string; readonly since?: number }) => Promise<unknown>
  /** Resolves when so many waits have looked at what is kept. */
  readonly held: (count: number) => Promise<void>
  readonly subscriptions: () => number
  readonly listed: () => number
  readonly close: () => void
}

/** Waits for a subject that never comes, or in the first case for anything. */
function createWaitHouse(): WaitHouse {
  const clock = createFakeClock()
  const real = createEventLog({ origin: 1_000 })
  let subscriptions = 0
  let listed = 0
  // The getters of the real one must stay getters.
  const log: EventLog = Object.create(real, {
    subscribe: {
      value: (listener: Parameters<EventLog['subscribe']>[0]) => {
        subscriptions += 1
        return real.subscribe(listener)
      },
    },
  }) as EventLog
  const memory = createMemoryStore({ log, messagesMax: 0, bytesMax: 0 })
  const store = {
    ...memory,
    list: (...args: Parameters<typeof memory.list>) => {
      listed += 1
      return memory.list(...args)
    },
  }
  const sessions = createSessionLog({ log })
  const waits = createWaits({ store, log, sessions, clock, settled: () => Promise.resolve() })
  const parsed = parseQuery('subject:never')
  return {
    log,
    wait: ({ inbox, since = 0 }) =>
      waits.wait({
        query: inbox !== undefined && parsed.ok ? parsed.query : undefined,
        inbox,
        since,
        count: 1,
        timeoutMs: 1_000,
        signal: new AbortController().signal,
      }),
    async held(count) {
      // The timer is the last thing that a wait sets up.
      while (clock.pending < count) await new Promise((resolve) => setImmediate(resolve))
    },
    subscriptions: () => subscriptions,
    listed: () => listed,
    close: () => waits.close(),
  }
}

/** A message that counts how often it is looked at. */
function counted(message: Message): { message: Message; reads: () => number } {
  let reads = 0
  const watched = new Proxy(message, {
    get(target, key) {
      reads += 1
      return Reflect.get(target, key) as unknown
    },
  })
  return { message: watched, reads: () => reads }
}
