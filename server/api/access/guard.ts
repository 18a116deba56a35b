import { isIP } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MailmittError } from '../../core/errors.ts'
import type { Origins } from './origins.ts'
import { createOrigins } from './origins.ts'

export interface GuardOptions {
  /** Begins and ends with a slash. */
  readonly webroot: string
  /** Further host names that may be asked for; `*` is any. */
  readonly allowedHosts: readonly string[]
  /** Further origins that may write, as `host[:port]` or with a scheme; `*` is any. */
  readonly allowedOrigins: readonly string[]
}

const LOCAL_SUFFIXES = ['.localhost', '.local', '.internal', '.test']

/**
 * Keeps web pages out. A page elsewhere may not write (its Origin is foreign), and may not read by
 * making its own name point at this machine (DNS rebinding: its Host is foreign).
 */
export function guardRequests(app: FastifyInstance, options: GuardOptions): void {
  const origins = createOrigins(options.allowedOrigins)
  const isUnder = (folder: string, url = ''): boolean => url.startsWith(options.webroot + folder)

  app.addHook('onRequest', (request, reply, done) => {
    checkHost(request, options.allowedHosts)
    if (isWrite(request) || isPreflight(request)) checkOrigin(request, origins)
    // The route, not the URL: that may be written in many ways.
    const { url } = request.routeOptions
    if (isUnder('api/', url)) {
      checkDestination(request)
      checkAsker(request, origins)
    }
    if (isUnder('view/', url)) checkViewer(request)
    // For browsers that do not say what they embed: Safari before 16.4, and all where HTTP is not local.
    if (!isEmbedded(request)) void reply.header('cross-origin-resource-policy', 'same-origin')
    if (options.allowedOrigins.length > 0) void reply.header('vary', 'Origin')
    if (allowOrigin(request, reply, origins) && isPreflight(request)) {
      void reply.code(200).type('text/plain').send('')
      return
    }
    done()
  })
}

function isWrite({ method, headers }: FastifyRequest): boolean {
  const reads = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  return !reads || headers.upgrade !== undefined
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

function checkHost({ headers }: FastifyRequest, allowed: readonly string[]): void {
  const { host } = headers
  // HTTP/1.0 has no Host, and no browser speaks it.
  if (host === undefined || allowed.includes('*')) return
  const name = hostName(host)
  if (isLocalName(name) || allowed.some((entry) => entry.toLowerCase() === name)) return
  throw new MailmittError(
    'forbidden-host',
    `The host ${name} is not allowed; start Mailmitt with --allowed-hosts ${name} to allow it.`,
  )
}

function checkOrigin({ headers }: FastifyRequest, origins: Origins): void {
  const { origin, host } = headers
  if (origin === undefined || origins.trustIn(origin, host) !== 'none') return
  const address = origin.toLowerCase().replace(/^[a-z]+:\/\//, '')
  throw new MailmittError(
    'forbidden-origin',
    `Pages of ${origin} may not change anything here; start Mailmitt with --api-cors ${address} to allow it.`,
  )
}

/** Lets the pages of a listed origin read answers and send bodies (CORS); false for other origins. */
function allowOrigin({ headers }: FastifyRequest, reply: FastifyReply, origins: Origins): boolean {
  const { origin, host } = headers
  const trust = origin === undefined ? 'none' : origins.trustIn(origin, host)
  if (trust !== 'named' && trust !== 'any') return false
  void reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
    'access-control-allow-headers': requestedHeaders(headers['access-control-request-headers']),
    'access-control-expose-headers': 'Content-Disposition',
  })
  // The password that a browser remembers is only for pages that somebody named.
  if (trust === 'named') void reply.header('access-control-allow-credentials', 'true')
  return true
}

/** Names them where a page asks: `*` is neither Authorization nor anything at all with credentials. */
function requestedHeaders(asked: string | string[] | undefined): string {
  return typeof asked === 'string' && /^[\w!#$%&'*+.^`|~, -]+$/.test(asked) ? asked : '*'
}

/** A program, a script or a person asks for these; pages and mails only embed parts. */
const ASKED_FOR = new Set(['empty', 'document', 'websocket'])

/**
 * A GET can do something: one marks a message read, another is held for minutes. So the API cannot be
 * embedded as an image, a style or a frame, by a page elsewhere or by a mail with remote content on.
 */
function checkDestination(request: FastifyRequest): void {
  const destination = request.headers['sec-fetch-dest']
  if (typeof destination !== 'string' || ASKED_FOR.has(destination)) return
  if (isEmbedded(request)) return
  throw new MailmittError('forbidden-origin', `The API cannot be embedded as ${destination}.`)
}

/**
 * A mail embeds its parts, by an ID that nobody can guess. That an image of `latest` loads or not would
 * answer any query.
 */
function isEmbedded({ params, routeOptions }: FastifyRequest): boolean {
  const { id } = params as Readonly<Record<string, unknown>>
  return routeOptions.url?.includes('/part/:') === true && id !== 'latest'
}

/**
 * A script elsewhere does not hear the answer, but what it asks for would be done; and how long a wait with
 * a query takes would tell it what mail there is. Who follows a link is no script.
 */
function checkAsker({ headers }: FastifyRequest, origins: Origins): void {
  if (!isElsewhere(headers['sec-fetch-site']) || headers['sec-fetch-dest'] !== 'empty') return
  // Browsers name no origin where the answer is not wanted (`no-cors`).
  const { origin = 'null', host } = headers
  if (origins.trustIn(origin, host) !== 'none') return
  throw new MailmittError(
    'forbidden-origin',
    'Pages elsewhere may not ask the API; start Mailmitt with --api-cors and their host to allow it.',
  )
}

/** Whether an object or a style loads shows to the page around it, and so would what `latest` matches. */
const VIEWED_AS = new Set(['document', 'iframe', 'frame'])

function checkViewer({ headers }: FastifyRequest): void {
  const destination = headers['sec-fetch-dest']
  if (typeof destination !== 'string' || VIEWED_AS.has(destination)) return
  if (!isElsewhere(headers['sec-fetch-site'])) return
  throw new MailmittError(
    'forbidden-origin',
    `Pages elsewhere may not embed a mail as ${destination}.`,
  )
}

/** Fetch Metadata (W3C): what asks is not our own page, and not the person. */
function isElsewhere(site: unknown): boolean {
  return site === 'cross-site' || site === 'same-site'
}

/** Names that no stranger can register, so that they cannot be made to point here. */
function isLocalName(name: string): boolean {
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true
  return !name.includes('.') || LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix))
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}
