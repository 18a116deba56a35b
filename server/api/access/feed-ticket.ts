import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** What lets the page of somebody who logged in open the websocket. */
export interface FeedTicket {
  give(request: FastifyRequest, reply: FastifyReply): void
  isShown(request: FastifyRequest): boolean
}

const NAME = 'mailmitt-feed-'

/**
 * Safari repeats a password on every request of a page but that for a websocket (WebKit bug 80362), and
 * scripts cannot add a header there. A cookie goes along: good for the feed alone and for this run.
 */
export function createFeedTicket(webroot: string): FeedTicket {
  const value = randomBytes(32).toString('base64url')

  return {
    give({ headers, protocol }, reply) {
      // Cookies know no ports (RFC 6265 8.5): without one in its name, the ticket of another Mailmitt on
      // this host would take the place of this one.
      const [, port = ''] = /:(\d{1,5})$/.exec(headers.host ?? '') ?? []
      const secure = protocol === 'https' ? '; Secure' : ''
      void reply.header(
        'set-cookie',
        `${NAME}${port}=${value}; Path=${webroot}api/events; HttpOnly; SameSite=Strict${secure}`,
      )
    },
    isShown: ({ headers }) =>
      (headers.cookie ?? '')
        .split(';')
        .some((pair) => isSame(pair.slice(pair.indexOf('=') + 1).trim(), value)),
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
