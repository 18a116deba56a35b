import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { ErrorBody } from '../../contract/app.ts'
import { lazyCompilers } from '../request/lazy-compilers.ts'
import { errorResponses, mendOperations, TOPICS } from './mend-operations.ts'
import type { SchemaDocument } from './name-schemas.ts'
import { nameSchemas } from './name-schemas.ts'

export interface DescribedRoutes {
  readonly version: string
  /** Begins and ends with a slash. */
  readonly webroot: string
  /** Registers the routes that the document describes. */
  readonly addRoutes: (app: FastifyInstance) => Promise<void>
}

const ABOUT = `
Mailpit's API v1, with waits, inboxes, faults and a resumable event log.

- Every error is \`{"Error": "what happened and what to do", "Code": "not-found"}\`; the codes are a closed list.
- \`latest\` is the ID of the newest message in every path that takes one, with \`?query=\` and \`?inbox=\`.
- On everything but GET, unknown keys and parameters are refused. Keys of bodies match without case.
- The websocket \`/api/events?since=&inbox=&query=\` speaks the frames of \`GET /events\`, one JSON text each,
  and \`stats\`, \`error\` and \`reset\` besides, which have no \`Seq\`.
`

/**
 * The contract as an OpenAPI 3.1 document, made from the schemas that the routes are held to. The generator
 * has to see routes being registered, so they are registered once more, in an application that never
 * answers: whoever does not ask for the document does not pay for the generator.
 */
export async function describeRoutes(described: DescribedRoutes): Promise<object> {
  const { default: swagger } = await import('@fastify/swagger')
  const app = Fastify({ logger: false, schemaController: { compilersFactory: lazyCompilers } })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mailmitt',
        version: described.version,
        description: ABOUT.trim(),
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
      // Only where --ui-auth-file or the like asks for it.
      security: [{}, { basic: [] }],
      tags: [...new Set(Object.values(TOPICS))].map((name) => ({ name })),
    },
    stripBasePath: false,
    refResolver: { buildLocalReference: ({ $id }) => (typeof $id === 'string' ? $id : 'Unnamed') },
  })
  await described.addRoutes(app)
  await app.ready()
  const document = app.swagger() as SchemaDocument
  await app.close()
  mendOperations(document.paths ?? {}, `${described.webroot}api/v1`)
  nameSchemas(document)
  const { components = {} } = document
  return {
    ...document,
    components: {
      ...components,
      schemas: { ...components.schemas, ErrorBody },
      responses: errorResponses(),
    },
  }
}
