import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ErrorBody } from '../contract/app.ts'
import { Headers, Message, MessageList } from '../contract/message.ts'
import { MailmittError } from '../core/errors.ts'
import type { MailReader } from '../core/mail-content.ts'
import type { Message as KeptMessage, MessageId } from '../core/message.ts'
import type { MessageStore, Selection } from '../core/message-store.ts'
import { toInbox, toQuery, toSelection } from '../core/scope.ts'
import type { SessionLog } from '../core/session-log.ts'
import type { Intake } from '../intake/intake.ts'
import { toSummary } from '../wire/to-summary.ts'
import { contentDisposition } from './content-disposition.ts'
import { findMessage } from './find-messages.ts'
import type { MessageContents } from './message-contents.ts'
import { withKeysOf } from './read-body.ts'
import { textParameter } from './text-parameter.ts'
import { toCount } from './to-count.ts'
import { toHeaders } from './to-headers.ts'
import { toMessage } from './to-message.ts'

export interface MessageRoutesOptions {
  readonly store: MessageStore
  readonly reader: MailReader
  readonly contents: MessageContents
  readonly intake: Intake
  readonly sessions: SessionLog
}

const inbox = textParameter('Only messages in this inbox')
const query = textParameter('Search query')
/** Mailpit's clients send it; it will matter once a query can name a date. */
const tz = textParameter('Time zone of dates in the query')
const start = textParameter('First message of the page, from 0')
const limit = textParameter('Messages in the page; 50 when absent, 0 is all')

const ListQuery = Type.Object({ start, limit, inbox })
const SearchQuery = Type.Object({ query: Type.String({ minLength: 1 }), start, limit, inbox })
const ScopeQuery = Type.Object({ query, inbox })
/** Writes refuse what they do not know: a misspelt `inbox` must not widen a delete. */
const WriteQuery = Type.Object({ inbox, tz }, { additionalProperties: false })
const SearchWriteQuery = Type.Object(
  { query: Type.String({ minLength: 1 }), inbox, tz },
  { additionalProperties: false },
)
const IdParams = Type.Object({ id: Type.String() })
const PartParams = Type.Object({ id: Type.String(), partId: Type.String() })

const Ids = Type.Array(Type.String())
const DeleteBody = Type.Object({ IDs: Type.Optional(Ids) }, { additionalProperties: false })
const ReadBody = Type.Object(
  {
    Read: Type.Optional(Type.Boolean()),
    IDs: Type.Optional(Ids),
    Search: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

const Ok = Type.Literal('ok')
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

const PAGE = 50

export const messageRoutes: FastifyPluginCallbackTypebox<MessageRoutesOptions> = (
  app,
  { store, reader, contents, intake, sessions },
  done,
) => {
  async function listPage(selection: Selection, start: string | undefined, limit: number) {
    await intake.settled()
    const stats = await store.stats()
    const isAll = limit === 0
    const from = isAll ? 0 : toCount(start, 0)
    const page = await store.list(selection, isAll ? { start: 0 } : { start: from, limit })
    return {
      total: stats.messages,
      unread: stats.unread,
      count: page.messages.length,
      messages_count: page.matched,
      messages_unread: page.matchedUnread,
      start: from,
      tags: [...stats.tags.keys()].sort((one, other) => one.localeCompare(other)),
      messages: page.messages.map(toSummary),
    }
  }

  async function rawOf(message: KeptMessage): Promise<Buffer> {
    const raw = await store.raw(message.id)
    if (raw) return raw
    throw new MailmittError('not-found', `The message ${message.id} has just been deleted.`)
  }

  app.get(
    '/messages',
    {
      schema: {
        summary: 'List messages, newest first',
        querystring: ListQuery,
        response: { 200: MessageList, ...errors },
      },
    },
    ({ query }) =>
      listPage(toSelection({ ...scopeOf(query) }), query.start, toCount(query.limit, PAGE)),
  )

  app.put(
    '/messages',
    {
      preValidation: withKeysOf(ReadBody),
      schema: {
        summary: 'Mark messages read or unread: by IDs, by search, or all',
        querystring: WriteQuery,
        body: ReadBody,
        response: { 200: Ok, ...errors },
      },
    },
    async ({ query, body }, reply) => {
      await intake.settled()
      await store.setRead(toTargets(body, query.inbox), body.Read ?? false)
      return reply.type('text/plain').send('ok')
    },
  )

  app.delete(
    '/messages',
    {
      preValidation: withKeysOf(DeleteBody),
      schema: {
        summary: 'Delete messages by IDs; no body, `{}` or no IDs deletes all',
        querystring: WriteQuery,
        body: DeleteBody,
        response: { 200: Ok, ...errors },
      },
    },
    async ({ query, body }, reply) => {
      await intake.settled()
      await store.remove(toTargets(body, query.inbox))
      return reply.type('text/plain').send('ok')
    },
  )

  app.get(
    '/search',
    {
      schema: {
        summary: 'Search messages, newest first',
        querystring: SearchQuery,
        response: { 200: MessageList, ...errors },
      },
    },
    async ({ query }) => {
      const selection = toSelection(scopeOf(query))
      const limit = toCount(query.limit, PAGE)
      // Mailpit answers limit=0 with the counts alone here.
      if (limit > 0) return listPage(selection, query.start, limit)
      return { ...(await listPage(selection, '0', 1)), count: 0, messages: [] }
    },
  )

  app.delete(
    '/search',
    {
      schema: {
        summary: 'Delete the messages that match a search',
        querystring: SearchWriteQuery,
        response: { 200: Ok, ...errors },
      },
    },
    async ({ query }, reply) => {
      await intake.settled()
      await store.remove(toSelection(scopeOf(query)))
      return reply.type('text/plain').send('ok')
    },
  )

  app.get(
    '/message/:id',
    {
      schema: {
        summary: 'One message; marks it read unless `peek` is true. The id `latest` is the newest',
        params: IdParams,
        querystring: Type.Object({
          query,
          inbox,
          peek: textParameter('`true` leaves the message unread'),
        }),
        response: { 200: Message, ...errors },
      },
    },
    async ({ params, query }) => {
      const message = await findMessage({ store, intake }, params.id, scopeOf(query))
      const content = await contents.of(message, await rawOf(message))
      const hasTranscript = sessions.get(message.session?.id ?? '') !== undefined
      if (query.peek === 'true') return toMessage(message, content, { hasTranscript })
      await store.setRead({ ids: [message.id] }, true)
      return toMessage({ ...message, read: true }, content, { hasTranscript })
    },
  )

  app.get(
    '/message/:id/headers',
    {
      schema: {
        summary: 'The headers as a map, unfolded and not decoded',
        params: IdParams,
        querystring: ScopeQuery,
        response: { 200: Headers, ...errors },
      },
    },
    async ({ params, query }) => {
      const message = await findMessage({ store, intake }, params.id, scopeOf(query))
      const { headerLines } = await contents.of(message, await rawOf(message))
      return toHeaders(headerLines)
    },
  )

  app.get(
    '/message/:id/raw',
    {
      schema: {
        summary: 'The exact bytes of the message',
        params: IdParams,
        querystring: Type.Object({ query, inbox, dl: textParameter('`1` downloads') }),
      },
    },
    async ({ params, query }, reply) => {
      const message = await findMessage({ store, intake }, params.id, scopeOf(query))
      const raw = await rawOf(message)
      if (query.dl === '1' || query.dl === 'true') {
        void reply.header(
          'content-disposition',
          contentDisposition('attachment', `${message.id}.eml`),
        )
      }
      return reply.type('text/plain; charset=utf-8').send(raw)
    },
  )

  app.get(
    '/message/:id/part/:partId',
    {
      schema: {
        summary: 'The decoded bytes of one part',
        params: PartParams,
        querystring: ScopeQuery,
      },
    },
    async ({ params, query }, reply) => {
      const message = await findMessage({ store, intake }, params.id, scopeOf(query))
      const part = await reader.part(await rawOf(message), params.partId)
      if (!part) {
        throw new MailmittError('not-found', `The message has no part ${params.partId}.`)
      }
      return reply
        .header('content-disposition', contentDisposition('inline', part.fileName))
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .type(safeType(part.contentType))
        .send(part.bytes)
    },
  )

  done()
}

function scopeOf({ query, inbox }: { query?: string; inbox?: string }): {
  query?: string
  inbox?: string
} {
  return { ...(query === undefined ? {} : { query }), ...(inbox === undefined ? {} : { inbox }) }
}

/** Which messages a write is about; all of them only where nothing else was said. */
function toTargets(
  { IDs = [], Search = '' }: { IDs?: readonly string[]; Search?: string },
  inbox: string | undefined,
): Selection {
  if (IDs.length > 0 && Search !== '') {
    throw new MailmittError('bad-request', 'Say either IDs or Search, not both.')
  }
  return {
    ...(IDs.length > 0 ? { ids: IDs as readonly MessageId[] } : {}),
    ...(Search === '' ? {} : { query: toQuery(Search) }),
    ...(inbox === undefined ? {} : { inbox: toInbox(inbox) }),
  }
}

/** A type that a sender made up must not break the header. */
function safeType(contentType: string): string {
  const isToken = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(contentType)
  return isToken ? contentType : 'application/octet-stream'
}
