import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ErrorBody } from '../contract/app.ts'

export interface CertificateRoutesOptions {
  /** The certificate of the SMTP listeners, PEM. */
  readonly certificatePem: () => Promise<string>
}

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
        response: { 200: Type.String(), '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (_request, reply) => reply.type('application/x-pem-file').send(await certificatePem()),
  )

  done()
}
