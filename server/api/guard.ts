import { isIP } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MailmittError } from '../core/errors.ts'

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
  app.addHook('onRequest', (request, reply, done) => {
    checkHost(request, options.allowedHosts)
    if (isWrite(request)) checkOrigin(request, options.allowedOrigins)
    if (request.url.startsWith(`${options.webroot}api/`)) checkDestination(request)
    if (isListed(request.headers.origin, options.allowedOrigins)) allowOrigin(request, reply)
    if (isPreflight(request) && reply.hasHeader('access-control-allow-origin')) {
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

function checkOrigin({ headers }: FastifyRequest, allowed: readonly string[]): void {
  const { origin, host } = headers
  if (origin === undefined || isListed(origin, allowed)) return
  const address = withoutScheme(origin)
  if (address === host?.toLowerCase()) return
  throw new MailmittError(
    'forbidden-origin',
    `Pages of ${origin} may not change anything here; start Mailmitt with --api-cors ${address} to allow it.`,
  )
}

function withoutScheme(origin: string): string {
  return origin.toLowerCase().replace(/^[a-z]+:\/\//, '')
}

/** Whether `--api-cors` names the origin, with or without its scheme. */
function isListed(origin: string | undefined, allowed: readonly string[]): boolean {
  if (origin === undefined) return false
  if (allowed.includes('*')) return true
  const forms = [origin.toLowerCase(), withoutScheme(origin)]
  return allowed.some((entry) => forms.includes(entry.toLowerCase()))
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

/** What lets the pages of a listed origin read answers and send bodies (CORS, as Mailpit's). */
function allowOrigin({ headers }: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({
    'access-control-allow-origin': headers.origin,
    'access-control-allow-methods': 'GET, POST, DELETE, PUT, OPTIONS',
    'access-control-allow-headers': '*',
    vary: 'Origin',
  })
}

/** A program, a script or a person asks for these; pages and mails only embed parts. */
const ASKED_FOR = new Set(['empty', 'document', 'websocket'])

/**
 * A GET can do something: one marks a message read, another is held for minutes. So the API cannot be
 * embedded as an image, a style or a frame, by a page elsewhere or by a mail with remote content on.
 */
function checkDestination({ headers, url }: FastifyRequest): void {
  const destination = headers['sec-fetch-dest']
  if (typeof destination !== 'string' || ASKED_FOR.has(destination)) return
  if (/\/part\/[^/]+$/.test(url.replace(/\?.*$/s, ''))) return
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
