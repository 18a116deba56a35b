import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Scope } from '../../../server/core/scope.ts'
import { toEntryFilter } from '../../../server/core/entry-filter.ts'
import type { EventLog } from '../../../server/core/event-log.ts'
import { createEventLog } from '../../../server/core/event-log.ts'
import { limits } from '../../../server/core/limits.ts'
import { createFilteredBatches, createSharedBatches } from '../../../server/feed/batches.ts'
import type { FeedClient, FeedSocket, FeedStream } from '../../../server/feed/feed-client.ts'
import { createFeedClient } from '../../../server/feed/feed-client.ts'
import { createFrames, toFrame } from '../../../server/feed/frames.ts'
import { aMessage } from '../../support/a-message.ts'
import { splitFrames } from '../../support/split-frames.ts'

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
  for (const total of [1, 2, 3]) {
    client.oweStats(stats(total))
    client.pump()
  }

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

test('many entries are one write, and many bytes are several', () => {
  const { client, socket, arrive } = createHouse()

  for (let at = 0; at < 50; at += 1) arrive(10)
  client.pump()
  const small = socket.writes.length
  let frame = 0
  for (let at = 0; at < 20; at += 1) frame = arrive(limits.feedBatchBytes / 4)
  client.pump()

  expect(small).toBe(1)
  expect(socket.writes).toHaveLength(1 + 5)
  const longest = Math.max(...socket.writes.map(({ byteLength }) => byteLength))
  expect(longest).toBeLessThan(limits.feedBatchBytes + frame)
  expect(socket.seqs).toEqual(Array.from({ length: 70 }, (_, at) => at + 1))
})

test('clients at the same place are written the same bytes, others what they have not had', () => {
  const log = createEventLog({ origin: 0 })
  const batches = createSharedBatches({ log, frames: createFrames() })
  const sockets = [0, 0, 3, 7].map((since) => {
    const socket = createSlowSocket()
    return {
      socket,
      client: createFeedClient({ socket, stream: socket, log, batches, inbox: undefined, since }),
    }
  })

  for (let entries = 10; entries <= 20; entries += 10) {
    while (log.cursor < entries) log.append({ type: 'cleared' })
    for (const { client } of sockets) client.pump()
  }

  const [one, other, third, last] = sockets.map(({ socket }) => socket)
  const from = (first: number): number[] =>
    Array.from({ length: 21 - first }, (_, at) => first + at)
  expect([one?.seqs, other?.seqs, third?.seqs, last?.seqs]).toEqual([
    from(1),
    from(1),
    from(4),
    from(8),
  ])
  expect(one?.writes).toHaveLength(2)
  expect(one?.writes[0]).toBe(other?.writes[0])
  for (const { socket } of sockets) expect(socket.writes[1]).toBe(one?.writes[1])
})

test('slow clients at many places share no bytes, and none of theirs are kept', () => {
  const log = createEventLog({ origin: 0 })
  const frames = createFrames()
  const batches = createSharedBatches({ log, frames })
  for (let at = 0; at < 500; at += 1) log.append({ type: 'cleared' })

  const kept = Array.from({ length: 500 }, (_, cursor) => cursor).filter(
    (cursor) => batches.after(cursor) === batches.after(cursor),
  )

  expect(kept).toHaveLength(limits.feedBatchesMax)
})

test('after its close a websocket is told nothing more', async () => {
  const { client, socket, arrive } = createHouse()
  for (let at = 0; at < 50; at += 1) arrive(100_000)
  client.pump()
  const told = socket.writes.length

  client.close(1001, 'Mailmitt is shutting down')
  client.tellError(error(1), [])
  await socket.drain()
  client.pump()

  expect(told).toBeGreaterThan(0)
  expect(socket.writes).toHaveLength(told)
})

test('what drains goes on by itself only where something was held back', async () => {
  const { client, socket, arrive } = createHouse()
  arrive(10)
  client.pump()
  arrive(10)

  await socket.drain()
  const before = socket.seqs
  client.pump()

  expect(before).toEqual([1])
  expect(socket.seqs).toEqual([1, 2])
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
  client.oweStats(stats(1))
  client.pump()
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
interface SlowSocket extends FeedSocket, FeedStream {
  readonly frames: readonly FeedFrame[]
  readonly seqs: readonly number[]
  /** Pieces that were written, each of one frame or many. */
  readonly writes: readonly Buffer[]
  readonly bufferedMax: number
  readonly pings: number
  readonly isTerminated: boolean
  /** Reads until nothing comes any more. */
  drain(): Promise<void>
}

function createSlowSocket(): SlowSocket {
  const frames: FeedFrame[] = []
  const writes: Buffer[] = []
  let readyState = 1
  let waiting: { readonly bytes: number; readonly sent: () => void }[] = []
  let buffered = 0
  let bufferedMax = 0
  let pings = 0
  let isTerminated = false
  return {
    frames,
    writes,
    OPEN: 1,
    get readyState() {
      return readyState
    },
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
    write(bytes, sent) {
      writes.push(bytes)
      frames.push(...splitFrames(bytes).map((text) => JSON.parse(text) as FeedFrame))
      waiting.push({ bytes: bytes.byteLength, sent })
      buffered += bytes.byteLength
      bufferedMax = Math.max(bufferedMax, buffered)
    },
    close: () => void (readyState = 2),
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
  const source = { log, frames: createFrames() }
  const client = createFeedClient({
    socket,
    stream: socket,
    log,
    batches: createFilteredBatches(
      source,
      toEntryFilter(scope, () => new Date(0)),
    ),
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
