import type { FeedFrame } from '../../../server/contract/events.ts'

export type FeedStatus = 'connecting' | 'live' | 'lost'

export interface FeedOptions {
  /** The address that replays what happened after `since`. */
  readonly urlOf: (since: number | undefined) => string
  readonly since: number | undefined
  readonly onframe: (frame: FeedFrame) => void
  readonly onstatus: (status: FeedStatus) => void
  readonly open?: (url: string) => WebSocket
  readonly random?: () => number
}

export interface Feed {
  /** Tries at once instead of waiting for the next attempt. */
  retry(): void
  close(): void
}

const firstDelayMs = 250
const delayMsMax = 10_000

/** Stays connected: after a loss it comes back where it was, so that nothing is missed or repeated. */
export function connectFeed(options: FeedOptions): Feed {
  const open = options.open ?? ((url: string) => new WebSocket(url))
  const random = options.random ?? Math.random
  let since = options.since
  let attempt = 0
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  function take(frame: FeedFrame): void {
    if (frame.Type === 'reset') since = frame.Data.Seq
    else if ('Seq' in frame) since = frame.Seq
    options.onframe(frame)
  }

  function connect(): void {
    clearTimeout(timer)
    const current = open(options.urlOf(since))
    socket = current
    current.addEventListener('open', () => {
      attempt = 0
      options.onstatus('live')
    })
    current.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') take(JSON.parse(data) as FeedFrame)
    })
    current.addEventListener('close', () => {
      if (isClosed || socket !== current) return
      options.onstatus('lost')
      timer = setTimeout(connect, delayMs(attempt, random()))
      attempt += 1
    })
  }

  options.onstatus('connecting')
  connect()

  return {
    retry() {
      if (!isClosed && socket?.readyState === WebSocket.CLOSED) connect()
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}

/** Doubles, up to a bound; half of it at random, so that many tabs do not come back as one. */
function delayMs(attempt: number, random: number): number {
  const full = Math.min(delayMsMax, firstDelayMs * 2 ** attempt)
  return full / 2 + (full / 2) * random
}
