import websocket from '@fastify/websocket'
import type { FastifyPluginAsync } from 'fastify'
import type { FeedFrame } from '../contract/events.ts'
import { toEntryFilter } from '../core/entry-filter.ts'
import { MailmittError } from '../core/errors.ts'
import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import type { MessageStore } from '../core/message-store.ts'
import type { RefusedReplies } from '../core/refused-replies.ts'
import { toSelection } from '../core/scope.ts'
import { createFilteredBatches, createSharedBatches } from './batches.ts'
import { createFeedClient } from './feed-client.ts'
import { createFeedClients } from './feed-clients.ts'
import { createFrames, toFrame } from './frames.ts'

export interface FeedRoutesOptions {
  readonly log: EventLog
  readonly store: MessageStore
  readonly refusedReplies: RefusedReplies
  readonly version: string
  /** Resolves when every message accepted before the call is visible. */
  readonly settled: () => Promise<void>
  readonly now: () => Date
  /** Shorter than usual, for tests. */
  readonly pingMs?: number
}

const GOING_AWAY = 1001
const TRY_LATER = 1013

interface FeedQuery {
  since?: string
  inbox?: string
  query?: string
  tz?: string
}
const text = { type: 'string' }
const FeedQuery = {
  type: 'object',
  properties: { since: text, inbox: text, query: text, tz: text },
}

export const feedRoutes: FastifyPluginAsync<FeedRoutesOptions> = async (app, options) => {
  const { log, store, version, settled, now, pingMs = limits.feedPingMs } = options
  const source = { log, frames: createFrames() }
  const everything = createSharedBatches(source)
  const clients = createFeedClients({ ...options, statsFrame })

  async function statsFrame(): Promise<Buffer> {
    const { messages, unread } = await store.stats()
    const Data = { Total: messages, Unread: unread, Version: version }
    return toFrame({ Type: 'stats', Data } satisfies FeedFrame)
  }

  const ping = setInterval(() => clients.ping(), pingMs)

  await app.register(websocket, {
    // Nothing is read from clients, so they have no reason to send much. What they are told is the same bytes for
    // all of them, which must not be compressed for each.
    options: { maxPayload: 64 * 1024, perMessageDeflate: false },
    preClose(done) {
      clearInterval(ping)
      clients.close(GOING_AWAY, 'Mailmitt is shutting down')
      app.websocketServer.close(() => done())
    },
  })

  app.route<{ Querystring: FeedQuery }>({
    method: 'GET',
    url: '/events',
    config: { feedTicket: 'taken' },
    schema: { querystring: FeedQuery },
    async preValidation({ query }) {
      toEntryFilter(query, now)
      toCursor(query.since, 0)
      // Where "now" is: behind every message that was answered 250 before the client asked.
      await settled()
    },
    handler() {
      throw new MailmittError(
        'bad-request',
        'This address speaks WebSocket; the same events as JSON are at api/v1/events.',
      )
    },
    wsHandler: async (socket, { query, raw }) => {
      // Mailpit's clients may talk; nobody listens.
      socket.on('error', () => socket.terminate())
      if (clients.size >= limits.feedClientsMax) {
        socket.close(TRY_LATER, 'Too many websockets are open')
        return
      }
      const selection = toSelection(query, now)
      const isAll = selection.inbox === undefined && selection.query === undefined
      const client = createFeedClient({
        socket,
        stream: raw.socket,
        log,
        batches: isAll ? everything : createFilteredBatches(source, toEntryFilter(query, now)),
        inbox: selection.inbox,
        since: toCursor(query.since, log.cursor),
      })
      clients.add(client)
      socket.on('pong', () => client.ponged())
      // Before anything is waited for: a client may be gone by then.
      socket.once('close', () => clients.remove(client))
      client.oweStats(await statsFrame())
      client.pump()
    },
  })
}

function toCursor(text: string | undefined, fallback: number): number {
  if (text === undefined || text === '') return fallback
  if (/^\d{1,16}$/.test(text)) return Number(text)
  throw new MailmittError('bad-request', `since must be a cursor, not "${text}".`)
}
