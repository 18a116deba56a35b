import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import type { RefusedReplies } from '../core/refused-replies.ts'
import { toErrorFrame } from './error-window.ts'
import type { FeedClient } from './feed-client.ts'
import { toFrame } from './frames.ts'
import { createPace } from './pace.ts'

/** Every websocket that is open, told together. */
export interface FeedClients {
  readonly size: number
  add(client: FeedClient): void
  remove(client: FeedClient): void
  ping(): void
  /** Ends them all, and tells nobody anything any more. */
  close(code: number, reason: string): void
}

export interface FeedClientsOptions {
  readonly log: EventLog
  readonly refusedReplies: RefusedReplies
  readonly statsFrame: () => Promise<Buffer>
}

export function createFeedClients(options: FeedClientsOptions): FeedClients {
  const { log, refusedReplies, statsFrame } = options
  const clients = new Set<FeedClient>()
  const now = (): number => performance.now()
  const pace = createPace(now)
  let isScheduled = false
  let roundTimer: NodeJS.Timeout | undefined
  let statsTimer: NodeJS.Timeout | undefined
  let errorTimer: NodeJS.Timeout | undefined

  function tellAll(): void {
    isScheduled = false
    const beganAt = now()
    for (const client of clients) client.pump()
    pace.told(beganAt)
  }

  /** Entries that come in the same turn go out together, and so do those of a pause. */
  function scheduleRound(): void {
    if (isScheduled) return
    isScheduled = true
    const waitMs = pace.waitMs()
    // A timer takes a millisecond at least.
    if (waitMs < 1) setImmediate(tellAll)
    else roundTimer = setTimeout(tellAll, waitMs)
  }

  async function tellStats(): Promise<void> {
    statsTimer = undefined
    const frame = await statsFrame()
    for (const client of clients) client.oweStats(frame)
    scheduleRound()
  }

  function closeErrorWindows(): void {
    errorTimer = undefined
    for (const client of clients) client.closeErrorWindow()
  }

  const unsubscribeLog = log.subscribe(() => {
    if (clients.size === 0) return
    statsTimer ??= setTimeout(() => void tellStats(), limits.feedStatsMs)
    scheduleRound()
  })

  const unsubscribeReplies = refusedReplies.subscribe((refused) => {
    if (clients.size === 0) return
    errorTimer ??= setTimeout(closeErrorWindows, limits.feedErrorsMs)
    const frame = toFrame(toErrorFrame(refused))
    const inboxes = refused.inboxes()
    for (const client of clients) client.tellError(frame, inboxes)
  })

  return {
    get size() {
      return clients.size
    },
    add(client) {
      clients.add(client)
    },
    remove(client) {
      client.left()
      clients.delete(client)
    },
    ping() {
      for (const client of clients) client.ping()
    },
    close(code, reason) {
      clearTimeout(roundTimer)
      clearTimeout(statsTimer)
      clearTimeout(errorTimer)
      unsubscribeLog()
      unsubscribeReplies()
      for (const client of clients) {
        // What came in the last pause.
        client.pump()
        client.close(code, reason)
      }
    },
  }
}
