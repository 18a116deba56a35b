import { WebSocket } from 'ws'
import { onTestFinished } from 'vitest'
import type { FeedFrame } from '../../server/contract/events.ts'

export interface Feed {
  readonly socket: WebSocket
  /** The next frames of the log; `stats` is passed over, and `session` unless it was asked for. */
  take(count: number): Promise<FeedFrame[]>
  /** The next frames up to one like this; each is asked about once. */
  takeUntil(isLast: (frame: FeedFrame) => boolean): Promise<FeedFrame[]>
  /** Resolves with the close code. */
  readonly closed: Promise<number>
}

/** The server has closed the websocket before it said anything. */
export class ClosedError extends Error {
  override readonly name = 'ClosedError'
}

interface OpenFeedOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Whether pings are answered. */
  readonly autoPong?: boolean
  readonly types?: readonly FeedFrame['Type'][]
}

/** Opens the live feed; it closes itself when the test ends. */
export async function openFeed(
  url: string,
  query = '',
  {
    headers = {},
    autoPong = true,
    types = ['new', 'update', 'delete', 'truncate', 'prune', 'reset'],
  }: OpenFeedOptions = {},
): Promise<Feed> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}api/events${query}`, {
    headers,
    autoPong,
    rejectUnauthorized: false,
  })
  onTestFinished(() => socket.terminate())
  const frames: FeedFrame[] = []
  let wake = (): void => undefined
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as FeedFrame
    if (types.includes(frame.Type)) frames.push(frame)
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    // The first frame says that the subscription stands.
    socket.once('message', () => resolve())
    socket.once('close', (code) => reject(new ClosedError(`The server closed with ${code}`)))
    socket.once('unexpected-response', (_request, response) =>
      reject(new Error(`The server answered ${response.statusCode}`)),
    )
    socket.once('error', reject)
  })

  return {
    socket,
    closed,
    async take(count) {
      while (frames.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return frames.splice(0, count)
    },
    async takeUntil(isLast) {
      for (let at = 0; ; at += 1) {
        while (at >= frames.length) await new Promise<void>((resolve) => (wake = resolve))
        const frame = frames[at]
        if (frame && isLast(frame)) return frames.splice(0, at + 1)
      }
    },
  }
}
