import type { FastifyRequest } from 'fastify'

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/
const PROXIED = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip']

/**
 * Whether our own page asks from this machine: then packing and unpacking take longer than the bytes do (for
 * a mail of 1 MB 60 ms). Programs get what they ask for, and so does a proxy for who is behind it.
 */
export function staysHere({ headers, socket }: FastifyRequest): boolean {
  return (
    headers['sec-fetch-site'] === 'same-origin' &&
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    !PROXIED.some((name) => headers[name] !== undefined)
  )
}
