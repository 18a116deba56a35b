import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { EventLog } from '../../../server/core/event-log.ts'
import { limits } from '../../../server/core/limits.ts'
import { aMessage } from '../../support/a-message.ts'
import type { Feed } from '../../support/open-feed.ts'
import { openFeed } from '../../support/open-feed.ts'
import { splitFrames } from '../../support/split-frames.ts'
import { startFeed } from '../../support/start-feed.ts'

const origin = 1_000

test('websockets at many cursors hear each entry once, in order, while pongs come between', async () => {
  const { url, log } = await startFeed()
  await stream(log, 500)
  const starts = [0, 0, 1, 250, 499, 500]
  const feeds = await Promise.all(starts.map((start) => openFeed(url, `?since=${origin + start}`)))
  const filtered = await openFeed(url, `?since=${origin}&inbox=nobody`)
  let pongs = 0
  for (const { socket } of feeds) {
    // Answered by the library, between batches that are written past it; one at a time, or it hangs up.
    socket.on('pong', () => {
      pongs += 1
      socket.ping()
    })
    socket.ping()
  }

  await stream(log, 1_500)

  for (const [index, feed] of feeds.entries()) {
    const start = starts[index] ?? 0
    expect(await seqsOf(feed, 2_000 - start)).toEqual(seqs(start, 2_000))
  }
  expect(await seqsOf(filtered, 2_000)).toEqual(seqs(0, 2_000))
  expect(pongs).toBeGreaterThan(0)
})

test('who leaves in the middle of a batch takes nothing from the others', async () => {
  const { url, log } = await startFeed()
  const [stays, closes, breaks] = await Promise.all([openFeed(url), openFeed(url), openFeed(url)])
  onceTold(closes, 150, () => closes.socket.close(1000))
  onceTold(breaks, 150, () => breaks.socket.terminate())

  await stream(log, 2_000)

  // A close that meets frames on their way is answered, and not cut off.
  expect(await closes.closed).toBe(1000)
  expect(await breaks.closed).toBe(1006)
  expect(await seqsOf(stays, 2_000)).toEqual(seqs(0, 2_000))
})

test('a stop in the middle of a stream ends with a close frame and nothing behind it', async () => {
  const { url, log, close } = await startFeed()
  const feed = await openFeed(url)
  const streamed = stream(log, 3_000)
  await feed.take(1)

  await close()
  await streamed

  // Anything behind the close frame would be a protocol error, and the code another one.
  expect(await feed.closed).toBe(1001)
})

test('entries that stream in are few writes, and one that comes alone is told at once', async () => {
  const { url, log } = await startFeed()
  const { pieces, told } = await openRaw(url)
  log.append({ type: 'cleared' })
  await told(1)
  const before = pieces.length

  for (let at = 0; at < 1_000; at += 1) log.append({ type: 'cleared' })
  await told(1_001)

  expect(before).toBe(2)
  // 1,000 entries of one turn are ten batches, which a socket may hand over in a few pieces each.
  expect(pieces.length - before).toBeLessThanOrEqual((4 * 1_000) / limits.feedBatchEntriesMax)
})

test('frames of every size come whole to who reads the bytes', async () => {
  const { url, log } = await startFeed()
  const { told } = await openRaw(url)
  const subjects = [0, 1, 60_000, 70_000, 200_000, 10, 65_536].map((size) => 'ä'.repeat(size))

  for (const subject of subjects) {
    log.append({ type: 'added', message: aMessage({ seq: log.next, digest: { subject } }) })
  }

  const frames = await told(subjects.length)
  expect(frames.map((frame) => frame.Type === 'new' && frame.Data.Subject)).toEqual(subjects)
})

/** Appends so many entries, a few in a turn. */
async function stream(log: EventLog, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    log.append({ type: 'cleared' })
    if (at % 7 === 0) await nextTurn()
  }
}

function seqs(after: number, last: number): number[] {
  return Array.from({ length: last - after }, (_, at) => origin + after + 1 + at)
}

async function seqsOf(feed: Feed, count: number): Promise<number[]> {
  return (await feed.take(count)).map((frame) => ('Seq' in frame ? frame.Seq : 0))
}

function onceTold(feed: Feed, count: number, act: () => void): void {
  let told = 0
  feed.socket.on('message', () => {
    told += 1
    if (told === count) act()
  })
}

interface RawFeed {
  /** As the socket handed them over, without the handshake. */
  readonly pieces: readonly Buffer[]
  /** Resolves with the frames but for the totals, when there are so many. */
  readonly told: (count: number) => Promise<readonly FeedFrame[]>
}

/** A websocket without a library, which would forgive or hide how it was written. */
async function openRaw(url: string): Promise<RawFeed> {
  const { port, host } = new URL(url)
  const socket = connect({ port: Number(port), host: '127.0.0.1' })
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  const pieces: Buffer[] = []
  const key = Buffer.alloc(16).toString('base64')
  // It offers to compress, which the server must not take up.
  socket.write(
    `GET /api/events HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n` +
      'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
  )
  let head = Buffer.alloc(0)
  while (!head.includes('\r\n\r\n')) {
    const [piece] = (await once(socket, 'data')) as [Buffer]
    head = Buffer.concat([head, piece])
  }
  expect(head.toString('latin1')).not.toMatch(/sec-websocket-extensions/i)
  const rest = head.subarray(head.indexOf('\r\n\r\n') + 4)
  if (rest.length > 0) pieces.push(rest)
  let wake = (): void => undefined
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece)
    wake()
  })
  return {
    pieces,
    async told(count) {
      for (;;) {
        const frames = splitFrames(Buffer.concat(pieces))
          .map((text) => JSON.parse(text) as FeedFrame)
          .filter(({ Type }) => Type !== 'stats')
        if (frames.length >= count) return frames
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
