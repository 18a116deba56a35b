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
  const isApi = (url = ''): boolean => url.startsWith(`${options.webroot}api/`)

  app.addHook('onRequest', (request, reply, done) => {
    checkHost(request, options.allowedHosts)
    if (isWrite(request) || isPreflight(request)) checkOrigin(request, origins)
    // The route, not the URL: that may be written in many ways.
    if (isApi(request.routeOptions.url)) checkDestination(request)
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
function checkDestination({ headers, routeOptions }: FastifyRequest): void {
  const destination = headers['sec-fetch-dest']
  if (typeof destination !== 'string' || ASKED_FOR.has(destination)) return
  if (routeOptions.url?.includes('/part/:') === true) return
  throw new MailmittError('forbidden-origin', `The API cannot be embedded as ${destination}.`)
}

/** Names that no stranger can register, so that they cannot be made to point here. */
function isLocalName(name: string): boolean {
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true
  return !name.includes('.') || LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix))
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}
