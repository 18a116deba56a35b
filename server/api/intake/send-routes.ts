import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { SendAnswer, SendBody } from '../../contract/app.ts'
import { MailmittError } from '../../core/errors.ts'
import type { Intake } from '../../intake/intake.ts'
import { errors } from '../answer/errors.ts'
import { withKeysOf } from '../request/read-body.ts'
import { toHttpSession } from '../smtp/to-http-session.ts'
import { composeMail } from './compose-mail.ts'
import { receivedId } from './received-id.ts'

export interface SendRoutesOptions {
  readonly intake: Intake
  /** 0 is no limit. */
  readonly messageBytesMax: number
}

export const sendRoutes: FastifyPluginCallbackTypebox<SendRoutesOptions> = (
  app,
  { intake, messageBytesMax },
  done,
) => {
  app.post(
    '/send',
    {
      config: { access: 'senders' },
      bodyLimit: messageBytesMax > 0 ? messageBytesMax : Number.MAX_SAFE_INTEGER,
      preValidation: withKeysOf(SendBody),
      schema: {
        summary: 'Compose a message and catch it',
        querystring: Type.Object({}, { additionalProperties: false }),
        body: SendBody,
        response: { 200: SendAnswer, ...errors },
      },
    },
    async (request) => {
      const mail = { ...(await composeMail(request.body)), session: toHttpSession(request) }
      if (messageBytesMax > 0 && mail.raw.byteLength > messageBytesMax) {
        throw new MailmittError(
          'message-too-large',
          `The message has ${mail.raw.byteLength} bytes, the limit is ${messageBytesMax}.`,
        )
      }
      return { ID: receivedId(await intake.receive(mail)) }
    },
  )

  done()
}
