import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ErrorBody } from '../contract/app.ts'
import { Headers, Message } from '../contract/message.ts'
import type { MessageStore } from '../core/message-store.ts'
import type { SessionLog } from '../core/session-log.ts'
import type { Intake } from '../intake/intake.ts'
import { bytesOf } from './bytes-of.ts'
import { contentDisposition } from './content-disposition.ts'
import { findRawMessage } from './find-messages.ts'
import { isTrue } from './is-true.ts'
import type { MessageContents } from './message-contents.ts'
import { ScopeQuery, scopeOf } from './scope-parameters.ts'
import { textParameter } from './text-parameter.ts'
import { toHeaders } from './to-headers.ts'
import { toMessage } from './to-message.ts'

export interface MessageRoutesOptions {
  readonly store: MessageStore
  readonly contents: MessageContents
  readonly intake: Intake
  readonly sessions: SessionLog
  readonly now: () => Date
}

const IdParams = Type.Object({ id: Type.String() })
const { query, inbox, tz } = ScopeQuery.properties

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** One message: what it says, its headers, its bytes. */
export const messageRoutes: FastifyPluginCallbackTypebox<MessageRoutesOptions> = (
  app,
  { store, contents, intake, sessions, now },
  done,
) => {
  app.get(
    '/message/:id',
    {
      schema: {
        summary: 'One message; marks it read unless `peek` is true. The id `latest` is the newest',
        params: IdParams,
        querystring: Type.Object({
          query,
          inbox,
          tz,
          peek: textParameter('`true` leaves the message unread'),
        }),
        response: { 200: Message, ...errors },
      },
    },
    async ({ params, query, method }) => {
      const { message, raw } = await findRawMessage(
        { store, intake, now },
        params.id,
        scopeOf(query),
      )
      const content = await contents.of(message, raw)
      const hasTranscript = sessions.get(message.session?.id ?? '') !== undefined
      // Who asks for the head alone has read nothing.
      if (isTrue(query.peek) || method === 'HEAD') {
        return toMessage(message, content, { hasTranscript })
      }
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
      const { message, raw } = await findRawMessage(
        { store, intake, now },
        params.id,
        scopeOf(query),
      )
      const { headerLines } = await contents.of(message, raw)
      return toHeaders(headerLines)
    },
  )

  app.get(
    '/message/:id/raw',
    {
      schema: {
        summary: 'The exact bytes of the message',
        params: IdParams,
        querystring: Type.Object({ query, inbox, tz, dl: textParameter('`1` downloads') }),
        response: { 200: bytesOf('text/plain'), ...errors },
      },
    },
    async ({ params, query }, reply) => {
      const { message, raw } = await findRawMessage(
        { store, intake, now },
        params.id,
        scopeOf(query),
      )
      if (isTrue(query.dl)) {
        void reply.header(
          'content-disposition',
          contentDisposition('attachment', `${message.id}.eml`),
        )
      }
      return reply.type('text/plain; charset=utf-8').send(raw)
    },
  )

  done()
}
