import type { IncomingMessage } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ImportAnswer } from '../../contract/app.ts'
import { MailmittError } from '../../core/errors.ts'
import type { MailReader } from '../../core/mail-content.ts'
import { toInbox } from '../../core/scope.ts'
import type { IncomingMail, Intake } from '../../intake/intake.ts'
import { errors } from '../answer/errors.ts'
import { textParameter } from '../request/text-parameter.ts'
import { readMbox, readMessage } from './read-import.ts'
import { receivedId } from './received-id.ts'
import { toIncoming } from './to-incoming.ts'

export interface ImportRoutesOptions {
  readonly intake: Intake
  readonly reader: MailReader
  /** 0 is no limit. */
  readonly messageBytesMax: number
}

const ImportQuery = Type.Object(
  { inbox: textParameter('Puts the messages into this inbox, too') },
  { additionalProperties: false },
)

/** What the parsers below make of a body; the schema is that of the bytes on the wire. */
const Messages = Type.Unsafe<readonly Buffer[] | null | undefined>({
  description: 'One message, or an mbox with many; kept to the byte',
})

export const importRoutes: FastifyPluginCallbackTypebox<ImportRoutesOptions> = (
  app,
  { intake, reader, messageBytesMax },
  done,
) => {
  readMailBodies(app, messageBytesMax)

  app.post(
    '/import',
    {
      schema: {
        summary: 'Keep mail that did not come by SMTP; its envelope is taken from its headers',
        consumes: ['message/rfc822', 'application/mbox'],
        querystring: ImportQuery,
        body: Messages,
        response: { 200: ImportAnswer, ...errors },
      },
    },
    async ({ body, query }) => {
      const inboxes = query.inbox === undefined ? [] : [toInbox(query.inbox)]
      if (!body) throw noMail()
      const mails: IncomingMail[] = []
      for (const raw of body) {
        mails.push(await toIncoming(raw, { reader, inboxes }))
        await othersTurn()
      }
      const ids: string[] = []
      for (const mail of mails) {
        ids.push(receivedId(await intake.receive(mail)))
        await othersTurn()
      }
      return { IDs: ids }
    },
  )

  done()
}

/** Thousands of messages in one turn of the event loop would leave everybody else waiting. */
function othersTurn(): Promise<void> {
  return setImmediate()
}

/** Bodies of this plugin are mail, not JSON. */
function readMailBodies(app: FastifyInstance, messageBytesMax: number): void {
  app.removeAllContentTypeParsers()
  type Read = (request: FastifyRequest, body: IncomingMessage) => Promise<readonly Buffer[]>
  const readOne: Read = (_request, body) => readMessage(body, messageBytesMax)
  const readMany: Read = (_request, body) => readMbox(body, messageBytesMax)
  app.addContentTypeParser('message/rfc822', readOne)
  app.addContentTypeParser('application/mbox', readMany)
  app.addContentTypeParser('*', () => Promise.reject(noMail()))
}

function noMail(): MailmittError {
  return new MailmittError(
    'bad-request',
    'Send one message as Content-Type message/rfc822, or an mbox as application/mbox.',
  )
}
