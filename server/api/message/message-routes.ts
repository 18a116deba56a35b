import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Headers, Message } from '../../contract/message.ts'
import type { MessageStore } from '../../core/message-store.ts'
import type { SessionLog } from '../../core/session-log.ts'
import type { Intake } from '../../intake/intake.ts'
import { bytesOf } from '../answer/bytes-of.ts'
import { contentDisposition } from '../answer/content-disposition.ts'
import { errors } from '../answer/errors.ts'
import { isTrue } from '../request/is-true.ts'
import { ScopeQuery, scopeOf } from '../request/scope-parameters.ts'
import { textParameter } from '../request/text-parameter.ts'
import { findRawMessage } from './find-messages.ts'
import type { MessageContents } from './message-contents.ts'
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
