import { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import type { SessionFacts } from '../../core/message.ts'
import { readBasic } from '../access/read-basic.ts'

/**
 * Whoever sends over HTTP under a name is somebody as with AUTH over SMTP: the message carries the name
 * and is in its inbox. Without a name there is nothing to tell of a session.
 */
export function toHttpSession({ headers, ip, raw }: FastifyRequest): SessionFacts | undefined {
  const user = readBasic(headers.authorization)?.user ?? ''
  if (user === '') return undefined
  const tls = raw.socket instanceof TLSSocket ? raw.socket : undefined
  return {
    // It has no transcript.
    id: '',
    remoteAddress: ip,
    clientName: '',
    protocol: tls ? 'HTTPS' : 'HTTP',
    tls: tls && { protocol: tls.getProtocol() ?? '', cipher: tls.getCipher().name },
    user,
    authMechanism: 'BASIC',
  }
}
