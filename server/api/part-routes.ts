import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ErrorBody } from '../contract/app.ts'
import { MailmittError } from '../core/errors.ts'
import type { MailReader } from '../core/mail-content.ts'
import type { MessageStore } from '../core/message-store.ts'
import type { Intake } from '../intake/intake.ts'
import { bytesOf } from './bytes-of.ts'
import { contentDisposition } from './content-disposition.ts'
import { findRawMessage } from './find-messages.ts'
import { ScopeQuery, scopeOf } from './scope-parameters.ts'

export interface PartRoutesOptions {
  readonly store: MessageStore
  readonly reader: MailReader
  readonly intake: Intake
  readonly now: () => Date
}

const PartParams = Type.Object({ id: Type.String(), partId: Type.String() })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** One part of a message. */
export const partRoutes: FastifyPluginCallbackTypebox<PartRoutesOptions> = (
  app,
  { store, reader, intake, now },
  done,
) => {
  app.get(
    '/message/:id/part/:partId',
    {
      schema: {
        summary: 'The decoded bytes of one part',
        params: PartParams,
        querystring: ScopeQuery,
        response: { 200: bytesOf('*/*'), ...errors },
      },
    },
    async ({ params, query }, reply) => {
      const { raw } = await findRawMessage({ store, intake, now }, params.id, scopeOf(query))
      const part = await reader.part(raw, params.partId)
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

/** A type that a sender made up must not break the header. */
function safeType(contentType: string): string {
  const isToken = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(contentType)
  return isToken ? contentType : 'application/octet-stream'
}
