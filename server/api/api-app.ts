import Fastify from 'fastify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Structure } from '../contract/message.ts'
import type { EventLog } from '../core/event-log.ts'
import type { Faults } from '../core/faults/faults.ts'
import type { MailReader } from '../core/mail-content.ts'
import type { MessageStore } from '../core/message-store.ts'
import type { SessionLog } from '../core/session-log.ts'
import type { Waits } from '../core/waits/waits.ts'
import type { Intake } from '../intake/intake.ts'
import type { GuardOptions } from './access/guard.ts'
import { guardRequests } from './access/guard.ts'
import type { LoginOptions } from './access/require-login.ts'
import { requireLogin } from './access/require-login.ts'
import { createErrorAnswer } from './answer/answer-errors.ts'
import { answerUnknown } from './answer/answer-unknown.ts'
import { compressAnswers } from './answer/compress-answers.ts'
import type { AppRoutesOptions } from './app/app-routes.ts'
import { appRoutes } from './app/app-routes.ts'
import type { CertificateRoutesOptions } from './app/certificate-routes.ts'
import { certificateRoutes } from './app/certificate-routes.ts'
import type { HealthRoutesOptions } from './app/health-routes.ts'
import { healthRoutes, refuseWhenStopping } from './app/health-routes.ts'
import { readUiPage } from './app/ui-page.ts'
import { uiRoutes } from './app/ui-routes.ts'
import { importRoutes } from './intake/import-routes.ts'
import { sendRoutes } from './intake/send-routes.ts'
import { eventRoutes } from './live/event-routes.ts'
import { waitRoutes } from './live/wait-routes.ts'
import { inboxRoutes } from './mailbox/inbox-routes.ts'
import { listRoutes } from './mailbox/list-routes.ts'
import { tagRoutes } from './mailbox/tag-routes.ts'
import type { MessageContents } from './message/message-contents.ts'
import { createMessageContents } from './message/message-contents.ts'
import { messageRoutes } from './message/message-routes.ts'
import { partRoutes } from './message/part-routes.ts'
import { viewRoutes } from './message/view-routes.ts'
import { docsRoutes } from './openapi/docs-routes.ts'
import { openApiRoutes } from './openapi/openapi-routes.ts'
import { awaitCompilers, lazyCompilers } from './request/lazy-compilers.ts'
import { readJsonBodies } from './request/read-body.ts'
import { faultRoutes } from './smtp/fault-routes.ts'
import { sessionRoutes } from './smtp/session-routes.ts'

export interface ApiOptions
  extends
    GuardOptions,
    LoginOptions,
    AppRoutesOptions,
    CertificateRoutesOptions,
    HealthRoutesOptions {
  readonly store: MessageStore
  readonly reader: MailReader
  readonly intake: Intake
  readonly waits: Waits
  readonly log: EventLog
  readonly sessions: SessionLog
  readonly faults: Faults
  readonly messageBytesMax: number
  /** Whether answers are compressed for clients that ask for it. */
  readonly compresses: boolean
  /** The built UI, `undefined` where there is none. */
  readonly uiDirectory: string | undefined
  /** The files of the docs page. */
  readonly docsDirectory: string
  readonly onBug: (error: unknown) => void
}

/** The HTTP side without its sockets; whoever starts it binds them and adds what else it serves. */
export async function createApiApp(options: ApiOptions): Promise<FastifyInstance> {
  const { webroot } = options
  const answerError = createErrorAnswer(options.onBug)
  const app = Fastify({
    logger: false,
    ajv: {
      customOptions: {
        // Defaults that would turn `{"Ids":[…]}` into `{}`, which deletes everything.
        removeAdditional: false,
        coerceTypes: false,
        useDefaults: false,
        // The schemas are our own, and to compile that of schemas takes longer than all that a test uses.
        meta: false,
        validateSchema: false,
      },
    },
    schemaController: { compilersFactory: lazyCompilers },
    // Its own 503 has another shape than ours, and would be livez's too.
    return503OnClosing: false,
    // What fails before a route is found: a malformed URL.
    frameworkErrors(error, request, reply) {
      // No hook runs for these.
      closeRefusedUpgrade(request)
      void answerError(error, request, reply.headers(SECURITY_HEADERS))
    },
    routerOptions: {
      maxParamLength: 1_000,
      ignoreTrailingSlash: false,
    },
  })
  app.setErrorHandler(answerError)
  awaitCompilers(app)
  answerUnknown(app, webroot)
  refuseWhenStopping(app, options)
  guardRequests(app, options)
  requireLogin(app, options)
  readJsonBodies(app)
  addSecurityHeaders(app)
  if (options.compresses) compressAnswers(app)
  takeLastParameter(app)
  app.addHook('onResponse', (request, _reply, done) => {
    closeRefusedUpgrade(request)
    done()
  })

  const contents = createMessageContents(options.reader)
  const routes = { ...options, contents }
  await addApiRoutes(app, routes)
  await app.register(openApiRoutes, {
    ...options,
    addRoutes: (described) => addApiRoutes(described, routes),
    prefix: `${webroot}api/v1`,
  })
  await app.register(docsRoutes, options)
  const prefix = webroot.slice(0, -1)
  const { uiDirectory: directory } = options
  const sendUiPage =
    directory === undefined ? undefined : await readUiPage({ ...options, directory })
  await app.register(viewRoutes, { ...routes, sendUiPage, prefix })
  await app.register(healthRoutes, { ...options, prefix })
  if (prefix !== '') {
    // Beside it, so that what a page says of `./` holds.
    app.get(prefix, ({ url }, reply) => reply.redirect(webroot + url.replace(/^[^?]*/, '')))
  }
  if (directory !== undefined && sendUiPage !== undefined) {
    await app.register(uiRoutes, { directory, sendPage: sendUiPage, prefix })
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
  await app.register(listRoutes, { ...options, prefix })
  await app.register(messageRoutes, { ...options, prefix })
  await app.register(partRoutes, { ...options, prefix })
  await app.register(waitRoutes, { ...options, prefix })
  await app.register(eventRoutes, { ...options, prefix })
  await app.register(appRoutes, { ...options, prefix })
  await app.register(sendRoutes, { ...options, prefix })
  await app.register(inboxRoutes, { ...options, prefix })
  await app.register(tagRoutes, { ...options, prefix })
  await app.register(sessionRoutes, { ...options, prefix })
  await app.register(certificateRoutes, { ...options, prefix })
  await app.register(faultRoutes, { ...options, prefix })
  await app.register(importRoutes, { ...options, prefix })
}

/** A program that shows hostile HTML gives no page of its own a way to be used by another. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.headers(SECURITY_HEADERS)
    done()
  })
}

/** On reads, of a parameter that is given twice the last counts; writes refuse it. */
function takeLastParameter(app: FastifyInstance): void {
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      const query = request.query as Readonly<Record<string, unknown>>
      request.query = Object.fromEntries(
        Object.entries(query).map(([name, value]) => [name, [value].flat().at(-1)]),
      )
    }
    done()
  })
}

/** The socket of a refused upgrade is nobody's any more: no server would close it. */
function closeRefusedUpgrade({ headers, raw }: FastifyRequest): void {
  // In a turn of its own, so that the answer is written first.
  if (headers.upgrade !== undefined) setImmediate(() => raw.socket.destroySoon())
}
