import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { errors } from '../answer/errors.ts'

export interface CertificateRoutesOptions {
  /** The certificates of the listeners, PEM: that of SMTP, then that of HTTPS where it is spoken. */
  readonly certificatePem: () => Promise<string>
}

const pem = { content: { 'application/x-pem-file': { schema: Type.String() } } }

export const certificateRoutes: FastifyPluginCallbackTypebox<CertificateRoutesOptions> = (
  app,
  { certificatePem },
  done,
) => {
  app.get(
    '/ca.pem',
    {
      schema: {
        summary: 'The certificates of the listeners (SMTP, HTTPS), for clients to trust; PEM',
        response: { 200: pem, ...errors },
      },
    },
    async (_request, reply) => reply.type('application/x-pem-file').send(await certificatePem()),
  )

  done()
}
