import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { MailmittError } from '../../core/errors.ts'
import type { MailReader, PartBody } from '../../core/mail-content.ts'
import type { MessageStore } from '../../core/message-store.ts'
import type { Intake } from '../../intake/intake.ts'
import { bytesOf } from '../answer/bytes-of.ts'
import { contentDisposition } from '../answer/content-disposition.ts'
import { errors } from '../answer/errors.ts'
import { ScopeQuery, scopeOf } from '../request/scope-parameters.ts'
import { findRawMessage } from './find-messages.ts'
import { createThumbnails } from './thumbnails.ts'

export interface PartRoutesOptions {
  readonly store: MessageStore
  readonly reader: MailReader
  readonly intake: Intake
  readonly now: () => Date
}

const PartParams = Type.Object({ id: Type.String(), partId: Type.String() })

const schema = { params: PartParams, querystring: ScopeQuery }

/** One part of a message: its bytes, and how they look. */
export const partRoutes: FastifyPluginCallbackTypebox<PartRoutesOptions> = (
  app,
  { store, reader, intake, now },
  done,
) => {
  const thumbnails = createThumbnails()

  async function read(raw: Buffer, partId: string): Promise<PartBody> {
    const part = await reader.part(raw, partId)
    if (part) return part
    throw new MailmittError('not-found', `The message has no part ${partId}.`)
  }

  app.get(
    '/message/:id/part/:partId',
    {
      schema: {
        ...schema,
        summary: 'The decoded bytes of one part',
        response: { 200: bytesOf('*/*'), ...errors },
      },
    },
    async ({ params, query }, reply) => {
      const { raw } = await findRawMessage({ store, intake, now }, params.id, scopeOf(query))
      const part = await read(raw, params.partId)
      return reply
        .header('content-disposition', contentDisposition('inline', part.fileName))
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .type(safeType(part.contentType))
        .send(part.bytes)
    },
  )

  app.get(
    '/message/:id/part/:partId/thumb',
    {
      schema: {
        ...schema,
        summary: 'A JPEG of 180 × 120 pixels of an image; blank where there is none to show',
        response: { 200: bytesOf('image/jpeg'), ...errors },
      },
    },
    async ({ params, query }, reply) => {
      const { message, raw } = await findRawMessage(
        { store, intake, now },
        params.id,
        scopeOf(query),
      )
      const { fileName, jpeg } = await thumbnails.of(`${message.id}/${params.partId}`, () =>
        read(raw, params.partId),
      )
      return reply
        .header('content-disposition', contentDisposition('inline', fileName))
        .type('image/jpeg')
        .send(jpeg)
    },
  )

  done()
}

/** A type that a sender made up must not break the header. */
function safeType(contentType: string): string {
  const isToken = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(contentType)
  return isToken ? contentType : 'application/octet-stream'
}
