import { expect, onTestFinished, test, vi } from 'vitest'
import type { FeedFrame } from '../../../server/contract/events.ts'
import { connectFeed } from '../../../ui/lib/api/feed.ts'

class ASocket extends EventTarget {
  readonly readyState = 3
  readonly url: string

  constructor(url: string) {
    super()
    this.url = url
  }

  say(frame: FeedFrame): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }

  happen(event: 'open' | 'close'): void {
    this.dispatchEvent(new Event(event))
  }

  close(): void {
    this.happen('close')
  }
}

interface Connected {
  sockets: ASocket[]
  frames: FeedFrame[]
  statuses: string[]
  close: () => void
}

function connect(): Connected {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const sockets: ASocket[] = []
  const frames: FeedFrame[] = []
  const statuses: string[] = []
  const feed = connectFeed({
    since: 7,
    urlOf: (since) => `ws://host/events?since=${since ?? ''}`,
    onframe: (frame) => frames.push(frame),
    onstatus: (status) => statuses.push(status),
    random: () => 1,
    open: (url) => {
      const socket = new ASocket(url)
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
  })
  return { sockets, frames, statuses, close: () => feed.close() }
}

test('comes back after a loss, where it was', () => {
  const { sockets, statuses } = connect()
  sockets[0]?.happen('open')
  sockets[0]?.say({ Seq: 12, Type: 'prune', Data: null })

  sockets[0]?.happen('close')
  expect(statuses).toEqual(['connecting', 'live', 'lost'])
  vi.advanceTimersByTime(250)

  expect(sockets.map(({ url }) => url)).toEqual([
    'ws://host/events?since=7',
    'ws://host/events?since=12',
  ])
})

test('goes on from where a reset says', () => {
  const { sockets, frames } = connect()

  sockets[0]?.say({ Type: 'reset', Data: { Seq: 90 } })
  sockets[0]?.happen('close')
  vi.advanceTimersByTime(250)

  expect(frames).toHaveLength(1)
  expect(sockets[1]?.url).toBe('ws://host/events?since=90')
})

test('a refusal is handed on, and is no place to come back to', () => {
  const { sockets, frames } = connect()
  const Data = { Level: 'error', Type: 'smtpd', IP: '127.0.0.1', Message: 'No' } as const

  sockets[0]?.say({ Type: 'error', Data })
  sockets[0]?.happen('close')
  vi.advanceTimersByTime(250)

  expect(frames).toHaveLength(1)
  expect(sockets[1]?.url).toBe('ws://host/events?since=7')
})

test('waits longer each time, up to ten seconds', () => {
  const { sockets } = connect()
  for (const wait of [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
    const tried = sockets.length
    sockets.at(-1)?.happen('close')
    vi.advanceTimersByTime(wait - 1)
    expect(sockets).toHaveLength(tried)
    vi.advanceTimersByTime(1)
    expect(sockets).toHaveLength(tried + 1)
  }
})

test('stays away once it is closed', () => {
  const { sockets, close } = connect()

  close()
  vi.advanceTimersByTime(60_000)

  expect(sockets).toHaveLength(1)
})
