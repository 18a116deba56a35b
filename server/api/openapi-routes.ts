import Fastify from 'fastify'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { mendOperations } from './mend-operations.ts'

export interface OpenApiRoutesOptions {
  readonly version: string
  /** Registers the routes that the document describes. */
  readonly addRoutes: (app: FastifyInstance) => Promise<void>
}

/** Serves the contract as an OpenAPI 3.1 document, made from the schemas that the routes are held to. */
export const openApiRoutes: FastifyPluginCallback<OpenApiRoutesOptions> = (app, options, done) => {
  let document: Promise<object> | undefined
  for (const url of ['/openapi.json', '/swagger.json']) {
    app.get(url, () => {
      document ??= describeRoutes(options)
      return document
    })
  }
  done()
}

/**
 * The generator has to see routes being registered, so they are registered once more, in an application
 * that never answers: whoever does not ask for the document does not pay for the generator.
 */
async function describeRoutes({ version, addRoutes }: OpenApiRoutesOptions): Promise<object> {
  const { default: swagger } = await import('@fastify/swagger')
  const app = Fastify({ logger: false })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mailmitt',
        version,
        description: "Mailpit's API v1, with waits, inboxes and a resumable event log.",
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
      // Only where --ui-auth-file or the like asks for it.
      security: [{}, { basic: [] }],
    },
    stripBasePath: false,
    refResolver: { buildLocalReference: ({ $id }) => (typeof $id === 'string' ? $id : 'Unnamed') },
  })
  await addRoutes(app)
  await app.ready()
  const document = app.swagger()
  await app.close()
  mendOperations(document)
  return document
}
