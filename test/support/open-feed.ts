import { WebSocket } from 'ws'
import { onTestFinished } from 'vitest'
import type { FeedFrame } from '../../server/contract/events.ts'

export interface Feed {
  readonly socket: WebSocket
  /** The next frames of the log; `stats` is passed over, and `session` unless it was asked for. */
  take(count: number): Promise<FeedFrame[]>
  /** Resolves with the close code. */
  readonly closed: Promise<number>
}

interface OpenFeedOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly types?: readonly FeedFrame['Type'][]
}

/** Opens the live feed; it closes itself when the test ends. */
export async function openFeed(
  url: string,
  query = '',
  {
    headers = {},
    types = ['new', 'update', 'delete', 'truncate', 'prune', 'reset'],
  }: OpenFeedOptions = {},
): Promise<Feed> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}api/events${query}`, {
    headers,
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
    // The first frame, `stats`, says that the subscription stands.
    socket.once('message', () => resolve())
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
  }
}
