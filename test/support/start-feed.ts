import Fastify from 'fastify'
import { onTestFinished } from 'vitest'
import { createErrorAnswer } from '../../server/api/answer/answer-errors.ts'
import { eventRoutes } from '../../server/api/live/event-routes.ts'
import type { EventLog } from '../../server/core/event-log.ts'
import { createEventLog } from '../../server/core/event-log.ts'
import { limits } from '../../server/core/limits.ts'
import type { MessageStore } from '../../server/core/message-store.ts'
import type { RefusedReplies } from '../../server/core/refused-replies.ts'
import { createRefusedReplies } from '../../server/core/refused-replies.ts'
import type { SessionLog } from '../../server/core/session-log.ts'
import { createSessionLog } from '../../server/core/session-log.ts'
import { feedRoutes } from '../../server/feed/feed-routes.ts'
import { createMemoryStore } from '../../server/store/memory-store.ts'

export interface RunningFeed {
  /** Ends with a slash; websocket and REST are where the program has them. */
  readonly url: string
  readonly log: EventLog
  readonly store: MessageStore
  readonly sessions: SessionLog
  readonly refusedReplies: RefusedReplies
  /** Bytes that wait in the sockets of all websockets, as the server sees them. */
  readonly bufferedBytes: () => readonly number[]
  /** Happens by itself when the test ends. */
  readonly close: () => Promise<void>
}

export interface FeedFields {
  readonly eventsMax?: number
  readonly messagesMax?: number
  readonly pingMs?: number
}

/** The event log over HTTP, without the rest of the program: what happens is done to it directly. */
export async function startFeed({
  eventsMax = limits.eventsMax,
  messagesMax = 0,
  pingMs = limits.feedPingMs,
}: FeedFields = {}): Promise<RunningFeed> {
  const log = createEventLog({ origin: 1_000, max: eventsMax })
  const store = createMemoryStore({ log, messagesMax, bytesMax: 0 })
  const refusedReplies = createRefusedReplies()
  const settled = (): Promise<void> => Promise.resolve()
  const now = (): Date => new Date()
  const app = Fastify({ forceCloseConnections: true })
  const bugs: unknown[] = []
  app.setErrorHandler(createErrorAnswer((error) => bugs.push(error)))
  await app.register(eventRoutes, { log, intake: { settled }, now, prefix: '/api/v1' })
  let websockets: Iterable<{ readonly bufferedAmount: number }> = []
  await app.register(
    async (scope) => {
      await feedRoutes(scope, { log, store, refusedReplies, version: 'test', settled, now, pingMs })
      websockets = scope.websocketServer.clients
    },
    { prefix: '/api' },
  )
  const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/`
  const close = async (): Promise<void> => {
    await app.close()
  }
  onTestFinished(async () => {
    await close()
    if (bugs.length > 0) throw new AggregateError(bugs, 'The routes met bugs')
  })
  return {
    url,
    log,
    store,
    sessions: createSessionLog({ log }),
    refusedReplies,
    close,
    bufferedBytes: () => Array.from(websockets, ({ bufferedAmount }) => bufferedAmount),
  }
}
