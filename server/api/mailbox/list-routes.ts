import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DeleteBody, MessageList, ReadBody } from '../../contract/message.ts'
import type { MessageStore, Page } from '../../core/message-store.ts'
import type { Scope } from '../../core/scope.ts'
import { toBefore, toInbox, toSelection } from '../../core/scope.ts'
import type { Intake } from '../../intake/intake.ts'
import { toSummary } from '../../wire/to-summary.ts'
import { errors } from '../answer/errors.ts'
import { NoBody } from '../request/no-body.ts'
import { withKeysOf } from '../request/read-body.ts'
import { inboxParameter as inbox, scopeOf, tzParameter as tz } from '../request/scope-parameters.ts'
import { textParameter } from '../request/text-parameter.ts'
import { toCount } from '../request/to-count.ts'
import { toTargets } from './to-targets.ts'

export interface ListRoutesOptions {
  readonly store: MessageStore
  readonly intake: Intake
  readonly now: () => Date
}

const start = textParameter('First message of the page, from 0')
const limit = textParameter('Messages in the page; 50 when absent, 0 is all')
const searchLimit = textParameter('Messages in the page; 50 when absent, 0 only counts')
const before = textParameter('Only messages that were received before this date')

const ListQuery = Type.Object({ start, limit, before, inbox, tz })
const SearchQuery = Type.Object({
  query: Type.String({ minLength: 1 }),
  start,
  limit: searchLimit,
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

const PAGE = 50

/** Many messages at once: pages of them, and what is done to all that match. */
export const listRoutes: FastifyPluginCallbackTypebox<ListRoutesOptions> = (
  app,
  { store, intake, now },
  done,
) => {
  async function listPage(query: Scope & { readonly before?: string }, page: Page) {
    const scope = scopeOf(query)
    const selection = { ...toSelection(scope, now), ...toBefore(query.before, scope, now) }
    await intake.settled()
    const { inbox } = scope
    const totals = await (inbox === undefined ? store.stats() : store.totals(toInbox(inbox)))
    const { messages, matched, matchedUnread } = await store.list(selection, page)
    return {
      total: totals.messages,
      unread: totals.unread,
      count: messages.length,
      messages_count: matched,
      messages_unread: matchedUnread,
      start: page.start,
      tags: [...totals.tags.keys()],
      messages: messages.map(toSummary),
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
    ({ query }) => {
      const limit = toCount(query.limit, PAGE)
      // 0 is all of them, wherever the page would start.
      const page = limit === 0 ? { start: 0 } : { start: toCount(query.start, 0), limit }
      return listPage(query, page)
    },
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
    // Mailpit answers limit=0 with the counts alone here.
    ({ query }) =>
      listPage(query, { start: toCount(query.start, 0), limit: toCount(query.limit, PAGE) }),
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
