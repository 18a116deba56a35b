import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ErrorBody } from '../contract/app.ts'
import { DeleteBody, MessageList, ReadBody } from '../contract/message.ts'
import type { MessageStore, Selection } from '../core/message-store.ts'
import type { Scope } from '../core/scope.ts'
import { toBefore, toSelection } from '../core/scope.ts'
import type { Intake } from '../intake/intake.ts'
import { toSummary } from '../wire/to-summary.ts'
import { withKeysOf } from './read-body.ts'
import { inboxParameter as inbox, scopeOf, tzParameter as tz } from './scope-parameters.ts'
import { NoBody } from './no-body.ts'
import { textParameter } from './text-parameter.ts'
import { toCount } from './to-count.ts'
import { toTargets } from './to-targets.ts'

export interface ListRoutesOptions {
  readonly store: MessageStore
  readonly intake: Intake
  readonly now: () => Date
}

const start = textParameter('First message of the page, from 0')
const limit = textParameter('Messages in the page; 50 when absent, 0 is all')
const before = textParameter('Only messages that were received before this date')

const ListQuery = Type.Object({ start, limit, before, inbox, tz })
const SearchQuery = Type.Object({
  query: Type.String({ minLength: 1 }),
  start,
  limit,
  before,
  inbox,
  tz,
})
/** Writes refuse what they do not know: a misspelt `inbox` must not widen a delete. */
const WriteQuery = Type.Object({ inbox, tz }, { additionalProperties: false })
const SearchWriteQuery = Type.Object(
  { query: Type.String({ minLength: 1 }), inbox, tz },
  { additionalProperties: false },
)

const Ok = Type.Literal('ok')
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

const PAGE = 50

/** Many messages at once: pages of them, and what is done to all that match. */
export const listRoutes: FastifyPluginCallbackTypebox<ListRoutesOptions> = (
  app,
  { store, intake, now },
  done,
) => {
  function selectionOf(query: Scope & { readonly before?: string }): Selection {
    const scope = scopeOf(query)
    return { ...toSelection(scope, now), ...toBefore(query.before, scope, now) }
  }

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
      tags: [...stats.tags.keys()],
      messages: page.messages.map(toSummary),
    }
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
    ({ query }) => listPage(selectionOf(query), query.start, toCount(query.limit, PAGE)),
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
      await store.setRead(toTargets(body, scopeOf(query), now), body.Read ?? false)
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
      await store.remove(toTargets(body, scopeOf(query), now))
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
      const selection = selectionOf(query)
      const limit = toCount(query.limit, PAGE)
      // Mailpit answers limit=0 with the counts alone here.
      if (limit > 0) return listPage(selection, query.start, limit)
      return { ...(await listPage(selection, '0', 1)), count: 0, messages: [] }
    },
  )

  app.delete(
    '/search',
    {
      preValidation: withKeysOf(NoBody),
      schema: {
        summary: 'Delete the messages that match a search',
        querystring: SearchWriteQuery,
        body: NoBody,
        response: { 200: Ok, ...errors },
      },
    },
    async ({ query }, reply) => {
      await intake.settled()
      await store.remove(toSelection(scopeOf(query), now))
      return reply.type('text/plain').send('ok')
    },
  )

  done()
}
