import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { MailmittError } from '../core/errors.ts'

export interface GuardOptions {
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
  app.addHook('onRequest', (request, _reply, done) => {
    checkHost(request, options.allowedHosts)
    if (isWrite(request)) checkOrigin(request, options.allowedOrigins)
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
  if (origin === undefined || allowed.includes('*')) return
  const site = origin.toLowerCase()
  const address = site.replace(/^[a-z]+:\/\//, '')
  if (address === host?.toLowerCase()) return
  if (allowed.some((entry) => [site, address].includes(entry.toLowerCase()))) return
  throw new MailmittError(
    'forbidden-origin',
    `Pages of ${origin} may not change anything here; start Mailmitt with --api-cors ${address} to allow it.`,
  )
}

/** Names that no stranger can register, so that they cannot be made to point here. */
function isLocalName(name: string): boolean {
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true
  return !name.includes('.') || LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix))
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}
