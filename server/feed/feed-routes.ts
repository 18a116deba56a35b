import websocket from '@fastify/websocket'
import type { FastifyPluginAsync } from 'fastify'
import type { FeedFrame } from '../contract/events.ts'
import { toEntryFilter } from '../core/entry-filter.ts'
import { MailmittError } from '../core/errors.ts'
import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import type { MessageStore } from '../core/message-store.ts'
import { createFeedClient } from './feed-client.ts'
import type { FeedClient, FeedSocket } from './feed-client.ts'

export interface FeedRoutesOptions {
  readonly log: EventLog
  readonly store: MessageStore
  readonly version: string
  /** Resolves when every message accepted before the call is visible. */
  readonly settled: () => Promise<void>
}

/** How often, at most, the totals are told. */
const STATS_MS = 250
const GOING_AWAY = 1001
const TRY_LATER = 1013

interface FeedQuery {
  since?: string
  inbox?: string
  query?: string
}
const text = { type: 'string' }
const FeedQuery = { type: 'object', properties: { since: text, inbox: text, query: text } }

export const feedRoutes: FastifyPluginAsync<FeedRoutesOptions> = async (app, options) => {
  const { log, store, version, settled } = options
  const clients = new Map<FeedClient, FeedSocket>()
  let statsTimer: NodeJS.Timeout | undefined

  async function statsFrame(): Promise<FeedFrame> {
    const { messages, unread } = await store.stats()
    return { Type: 'stats', Data: { Total: messages, Unread: unread, Version: version } }
  }

  async function tellStats(): Promise<void> {
    statsTimer = undefined
    const frame = await statsFrame()
    for (const client of clients.keys()) client.notify(frame)
  }

  const unsubscribe = log.subscribe(() => {
    for (const client of clients.keys()) client.wake()
    if (clients.size > 0) statsTimer ??= setTimeout(() => void tellStats(), STATS_MS)
  })

  const ping = setInterval(() => {
    for (const client of clients.keys()) client.ping()
  }, limits.feedPingMs)

  await app.register(websocket, {
    // Nothing is read from clients, so they have no reason to send much.
    options: { maxPayload: 64 * 1024 },
    preClose(done) {
      clearInterval(ping)
      clearTimeout(statsTimer)
      unsubscribe()
      for (const socket of clients.values()) socket.close(GOING_AWAY, 'Mailmitt is shutting down')
      app.websocketServer.close(() => done())
    },
  })

  app.route<{ Querystring: FeedQuery }>({
    method: 'GET',
    url: '/events',
    config: { feedTicket: 'taken' },
    schema: { querystring: FeedQuery },
    preValidation: (request, _reply, done) => {
      toEntryFilter(request.query)
      toCursor(request.query.since, 0)
      done()
    },
    handler() {
      throw new MailmittError(
        'bad-request',
        'This address speaks WebSocket; the same events as JSON are at api/v1/events.',
      )
    },
    wsHandler: async (socket, { query }) => {
      // Mailpit's clients may talk; nobody listens.
      socket.on('error', () => socket.terminate())
      if (clients.size >= limits.feedClientsMax) {
        socket.close(TRY_LATER, 'Too many websockets are open')
        return
      }
      const client = createFeedClient({
        socket,
        log,
        filter: toEntryFilter(query),
        since: toCursor(query.since, log.cursor),
      })
      clients.set(client, socket)
      socket.on('pong', () => client.ponged())
      // Before anything is waited for: a client may be gone by then.
      socket.once('close', () => clients.delete(client))
      await settled()
      client.notify(await statsFrame())
      client.wake()
    },
  })
}

function toCursor(text: string | undefined, fallback: number): number {
  if (text === undefined || text === '') return fallback
  if (/^\d{1,16}$/.test(text)) return Number(text)
  throw new MailmittError('bad-request', `since must be a cursor, not "${text}".`)
}
