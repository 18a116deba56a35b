import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ErrorBody } from '../contract/app.ts'

export interface CertificateRoutesOptions {
  /** The certificate of the SMTP listeners, PEM. */
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
        summary: 'The certificate of the SMTP listeners, for clients to trust; PEM',
        response: { 200: pem, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (_request, reply) => reply.type('application/x-pem-file').send(await certificatePem()),
  )

  done()
}
