import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Inbox } from '../../contract/inbox.ts'
import type { MessageStore } from '../../core/message-store.ts'
import { toInbox } from '../../core/scope.ts'
import type { Intake } from '../../intake/intake.ts'
import { errors } from '../answer/errors.ts'
import { NoBody } from '../request/no-body.ts'
import { withKeysOf } from '../request/read-body.ts'
import { textParameter } from '../request/text-parameter.ts'

export interface InboxRoutesOptions {
  readonly store: MessageStore
  readonly intake: Intake
}

const closed = { additionalProperties: false }

/** Inboxes are names, not access control. */
export const inboxRoutes: FastifyPluginCallbackTypebox<InboxRoutesOptions> = (
  app,
  { store, intake },
  done,
) => {
  app.get(
    '/inboxes',
    {
      schema: {
        summary: 'Every inbox that has a message, by name',
        querystring: Type.Object({ inbox: textParameter('Only this one, if it is there') }),
        response: { 200: Type.Array(Inbox), ...errors },
      },
    },
    async ({ query }) => {
      const only = query.inbox === undefined ? undefined : toInbox(query.inbox)
      await intake.settled()
      const inboxes = await store.inboxes()
      const asked = inboxes.filter(({ name }) => only === undefined || name === only)
      return asked.map(({ name, messages, unread, lastReceivedAt }) => ({
        Name: name,
        Total: messages,
        Unread: unread,
        LastCreated: lastReceivedAt.toISOString(),
      }))
    },
  )

  app.delete(
    '/inboxes/:name',
    {
      preValidation: withKeysOf(NoBody),
      schema: {
        summary: 'Delete the messages that are in an inbox, from their other inboxes too',
        params: Type.Object({ name: Type.String() }),
        querystring: Type.Object({}, closed),
        body: NoBody,
        response: { 200: Type.Literal('ok'), ...errors },
      },
    },
    async ({ params }, reply) => {
      await intake.settled()
      await store.remove({ inbox: toInbox(params.name) })
      return reply.type('text/plain').send('ok')
    },
  )

  done()
}
