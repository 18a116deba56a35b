import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { Structure } from '../contract/message.ts'
import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import type { MailReader } from '../core/mail-content.ts'
import type { MessageStore } from '../core/message-store.ts'
import type { Waits } from '../core/waits.ts'
import type { Intake } from '../intake/intake.ts'
import { createErrorAnswer } from './answer-errors.ts'
import { answerUnknown } from './answer-unknown.ts'
import type { AppRoutesOptions } from './app-routes.ts'
import { appRoutes } from './app-routes.ts'
import type { GuardOptions } from './guard.ts'
import { guardRequests } from './guard.ts'
import { healthRoutes } from './health-routes.ts'
import type { MessageContents } from './message-contents.ts'
import { createMessageContents } from './message-contents.ts'
import { messageRoutes } from './message-routes.ts'
import { openApiRoutes } from './openapi-routes.ts'
import { readJsonBodies } from './read-body.ts'
import { sendRoutes } from './send-routes.ts'
import { uiRoutes } from './ui-routes.ts'
import { viewRoutes } from './view-routes.ts'
import { waitRoutes } from './wait-routes.ts'

export interface ApiOptions extends GuardOptions, AppRoutesOptions {
  readonly store: MessageStore
  readonly reader: MailReader
  readonly intake: Intake
  readonly waits: Waits
  readonly log: EventLog
  /** Begins and ends with a slash. */
  readonly webroot: string
  readonly messageBytesMax: number
  /** The built UI, `undefined` where there is none. */
  readonly uiDirectory: string | undefined
  readonly onBug: (error: unknown) => void
}

/** The HTTP side without its sockets; whoever starts it binds them and adds what else it serves. */
export async function createApiApp(options: ApiOptions): Promise<FastifyInstance> {
  const { webroot } = options
  const answerError = createErrorAnswer(options.onBug)
  const app = Fastify({
    logger: false,
    // Defaults that would turn `{"Ids":[…]}` into `{}`, which deletes everything.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
    requestTimeout: limits.httpRequestMs,
    routerOptions: { maxParamLength: 1_000, ignoreTrailingSlash: false },
    // Held waits must live, so no connection timeout; closing ends them with 503 instead.
    forceCloseConnections: 'idle',
    // What fails before a route is found: a malformed URL.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  })
  app.setErrorHandler(answerError)
  answerUnknown(app, webroot)
  guardRequests(app, options)
  readJsonBodies(app)
  addSecurityHeaders(app)
  closeRefusedUpgrades(app)

  const contents = createMessageContents(options.reader)
  const routes = { ...options, contents }
  await addApiRoutes(app, routes)
  await app.register(openApiRoutes, {
    ...options,
    addRoutes: (described) => addApiRoutes(described, routes),
    prefix: `${webroot}api/v1`,
  })
  const prefix = webroot.slice(0, -1)
  await app.register(viewRoutes, { ...routes, prefix })
  await app.register(healthRoutes, { prefix })
  if (options.uiDirectory !== undefined) {
    await app.register(uiRoutes, { directory: options.uiDirectory, webroot, prefix })
  }
  return app
}

/** The routes of the contract. */
async function addApiRoutes(
  app: FastifyInstance,
  options: ApiOptions & { readonly contents: MessageContents },
): Promise<void> {
  const prefix = `${options.webroot}api/v1`
  app.addSchema(Structure)
  await app.register(messageRoutes, { ...options, prefix })
  await app.register(waitRoutes, { ...options, prefix })
  await app.register(appRoutes, { ...options, prefix })
  await app.register(sendRoutes, { ...options, prefix })
}

/** A program that shows hostile HTML gives no page of its own a way to be used by another. */
function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
    done()
  })
}

/** The socket of a refused upgrade is nobody's any more: no server would close it. */
function closeRefusedUpgrades(app: FastifyInstance): void {
  app.addHook('onResponse', ({ headers, raw }, _reply, done) => {
    if (headers.upgrade !== undefined) raw.socket.destroySoon()
    done()
  })
}
