import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Scope } from '../../../server/core/scope.ts'
import { toEntryFilter } from '../../../server/core/entry-filter.ts'
import type { EventLog } from '../../../server/core/event-log.ts'
import { createEventLog } from '../../../server/core/event-log.ts'
import { limits } from '../../../server/core/limits.ts'
import type { FeedClient, FeedSocket } from '../../../server/feed/feed-client.ts'
import { createFeedClient } from '../../../server/feed/feed-client.ts'
import { createFrames, toFrame } from '../../../server/feed/frames.ts'
import { aMessage } from '../../support/a-message.ts'

test('a client that does not read is sent no more than fits, and then nothing', async () => {
  const { log, client, socket, arrive } = createHouse()
  const frame = arrive(100_000)

  for (let at = 0; at < 100; at += 1) {
    arrive(100_000)
    client.pump()
    await nextTurn()
  }

  expect(socket.bufferedMax).toBeLessThanOrEqual(limits.feedBufferedBytesMax + 1.1 * frame)
  expect(socket.bufferedMax).toBeGreaterThan(limits.feedBufferedBytesMax)
  expect(log.cursor).toBe(101)
  expect(socket.seqs).toEqual(Array.from({ length: socket.seqs.length }, (_, at) => at + 1))
})

test('a client that reads again goes on where it was', async () => {
  const { client, socket, arrive } = createHouse()
  for (let at = 0; at < 50; at += 1) arrive(100_000)
  client.pump()
  expect(socket.seqs.length).toBeLessThan(50)

  await socket.drain()

  expect(socket.seqs).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
})

test('one that the log has left behind gets a reset, and goes on from there', async () => {
  const { log, client, socket, arrive } = createHouse({ eventsMax: 10 })
  for (let at = 0; at < 40; at += 1) {
    arrive(200_000)
    client.pump()
  }
  const told = socket.seqs.length

  await socket.drain()
  arrive(10)
  client.pump()

  expect(socket.frames.slice(told)).toMatchObject([
    { Type: 'reset', Data: { Seq: 40 } },
    { Type: 'new', Seq: log.cursor },
  ])
})

test('a slow client gets the last totals alone, behind what they count', async () => {
  const { client, socket, arrive } = createHouse()
  for (let at = 0; at < 20; at += 1) arrive(100_000)
  client.pump()
  for (const total of [1, 2, 3]) client.tellStats(stats(total))

  await socket.drain()

  expect(socket.frames).toHaveLength(21)
  expect(socket.frames.at(-1)).toMatchObject({ Type: 'stats', Data: { Total: 3 } })
})

test('of many refusals a client is told the first ones, and of the rest how many', () => {
  const { client, socket } = createHouse()

  for (let at = 0; at < limits.feedErrorsMax + 5; at += 1) client.tellError(error(at), [])
  client.closeErrorWindow()
  client.tellError(error(99), [])

  const sentences = socket.frames.map((frame) => frame.Type === 'error' && frame.Data.Message)
  expect(sentences).toHaveLength(limits.feedErrorsMax + 2)
  expect(sentences.slice(-2)).toEqual([expect.stringContaining('5 more'), 'RCPT 99'])
})

test('a client of one inbox hears of its refusals alone', () => {
  const { client, socket } = createHouse({ inbox: 'ann' })

  client.tellError(error(1), [])
  client.tellError(error(2), ['bob'])
  client.tellError(error(3), ['bob', 'ann'])
  client.closeErrorWindow()

  expect(socket.frames).toMatchObject([{ Data: { Message: 'RCPT 3' } }])
})

test('a filter that passes little does not keep others from their turn', async () => {
  const { log, client, socket } = createHouse({ query: 'subject:never' })
  const count = 3 * limits.feedTurnEntriesMax
  for (let at = 0; at < count; at += 1) log.append({ type: 'added', message: aMessage() })
  let looks = 0
  const since = log.since.bind(log)
  log.since = (...args) => {
    looks += 1
    return since(...args)
  }

  client.pump()
  const inOneTurn = looks
  for (let turn = 0; turn < 5; turn += 1) await nextTurn()
  log.append({ type: 'cleared' })
  client.pump()

  expect(inOneTurn).toBeLessThan(count / 100)
  expect(socket.frames).toMatchObject([{ Type: 'truncate', Seq: log.cursor }])
})

test('who has left is told nothing, and costs nothing', async () => {
  const { client, socket, arrive } = createHouse()
  arrive(10)

  client.left()
  client.pump()
  client.tellStats(stats(1))
  await nextTurn()

  expect(socket.frames).toEqual([])
})

test('a client that has not answered a ping by the next one is gone', () => {
  const { client, socket } = createHouse()

  client.ping()
  client.ponged()
  client.ping()
  expect([socket.pings, socket.isTerminated]).toEqual([2, false])
  client.ping()

  expect(socket.isTerminated).toBe(true)
})

test('an entry is written once for all clients, as long as it is among the last', () => {
  const log = createEventLog({ origin: 0 })
  const frames = createFrames(1_000)
  const first = log.append({ type: 'cleared' })
  const frame = frames.of(first)
  expect(frames.of(first)).toBe(frame)

  for (let at = 0; at < 100; at += 1) frames.of(log.append({ type: 'cleared' }))

  expect(frames.of(first)).not.toBe(frame)
  expect(frames.of(first)).toEqual(frame)
})

test('a frame that is larger than all that is kept is not kept', () => {
  const log = createEventLog({ origin: 0 })
  const frames = createFrames(100)
  const large = log.append({
    type: 'added',
    message: aMessage({ digest: { subject: 'x'.repeat(500) } }),
  })

  expect(frames.of(large)).not.toBe(frames.of(large))
})

function stats(Total: number): Buffer {
  return toFrame({ Type: 'stats', Data: { Total, Unread: 0, Version: '' } })
}

function error(at: number): Buffer {
  const Data = { Level: 'error', Type: 'smtpd', IP: '127.0.0.1', Message: `RCPT ${at}` } as const
  return toFrame({ Type: 'error', Data })
}

/** A socket whose other end reads when the test says so. */
interface SlowSocket extends FeedSocket {
  readonly frames: readonly FeedFrame[]
  readonly seqs: readonly number[]
  readonly bufferedMax: number
  readonly pings: number
  readonly isTerminated: boolean
  /** Reads until nothing comes any more. */
  drain(): Promise<void>
}

function createSlowSocket(): SlowSocket {
  const frames: FeedFrame[] = []
  let waiting: { readonly bytes: number; readonly sent: () => void }[] = []
  let buffered = 0
  let bufferedMax = 0
  let pings = 0
  let isTerminated = false
  return {
    frames,
    get seqs() {
      return frames.flatMap((frame) => ('Seq' in frame ? [frame.Seq] : []))
    },
    get bufferedMax() {
      return bufferedMax
    },
    get bufferedAmount() {
      return buffered
    },
    get pings() {
      return pings
    },
    get isTerminated() {
      return isTerminated
    },
    send(frame, _options, sent) {
      frames.push(JSON.parse(frame.toString()) as FeedFrame)
      waiting.push({ bytes: frame.byteLength, sent })
      buffered += frame.byteLength
      bufferedMax = Math.max(bufferedMax, buffered)
    },
    close: () => undefined,
    ping: () => void (pings += 1),
    terminate: () => void (isTerminated = true),
    async drain() {
      while (waiting.length > 0) {
        const read = waiting
        waiting = []
        for (const { bytes, sent } of read) {
          buffered -= bytes
          sent()
        }
        await nextTurn()
      }
    },
  }
}

interface House {
  readonly log: EventLog
  readonly socket: SlowSocket
  readonly client: FeedClient
  /** A message whose frame has so many bytes or a few more; returns how many. */
  readonly arrive: (bytes: number) => number
}

function createHouse({ eventsMax, ...scope }: Scope & { readonly eventsMax?: number } = {}): House {
  const log = createEventLog({ origin: 0, ...(eventsMax === undefined ? {} : { max: eventsMax }) })
  const socket = createSlowSocket()
  const client = createFeedClient({
    socket,
    stream: { cork: () => undefined, uncork: () => undefined },
    log,
    frames: createFrames(),
    filter: toEntryFilter(scope, () => new Date(0)),
    inbox: scope.inbox,
    since: 0,
  })
  return {
    log,
    socket,
    client,
    arrive(bytes) {
      const message = aMessage({ seq: log.next, digest: { subject: 'x'.repeat(bytes) } })
      return createFrames().of(log.append({ type: 'added', message })).byteLength
    },
  }
}
