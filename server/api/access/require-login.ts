import type { FastifyInstance, FastifyRequest } from 'fastify'
import { MailmittError } from '../../core/errors.ts'
import type { Accounts } from '../../identity/accounts.ts'
import { createFeedTicket } from './feed-ticket.ts'
import { readBasic } from './read-basic.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may ask, where it is not those of `--ui-auth-file`. */
    access?: 'everybody' | 'senders'
    /** A page whose scripts will open a websocket, and the websocket. */
    feedTicket?: 'given' | 'taken'
  }
}

export interface LoginOptions {
  readonly webroot: string
  /** Who may use the web UI and the API; `undefined` is everybody. */
  readonly users: Accounts | undefined
  /** Who may `POST send`; `undefined` is who may use the rest of the API. */
  readonly senders: Accounts | 'any' | undefined
}

/** HTTP Basic authentication (RFC 7617) on every route, and where there is none. */
export function requireLogin(
  app: FastifyInstance,
  { webroot, users, senders }: LoginOptions,
): void {
  if (!users && (!senders || senders === 'any')) return
  const ticket = createFeedTicket(webroot)

  function judgeOf({ routeOptions }: FastifyRequest): Accounts | undefined {
    const access = routeOptions.config.access
    if (access === 'everybody') return undefined
    if (access !== 'senders' || !senders) return users
    return senders === 'any' ? undefined : senders
  }

  app.addHook('onRequest', async (request, reply) => {
    const judge = judgeOf(request)
    if (!judge) return
    const { feedTicket } = request.routeOptions.config
    const said = readBasic(request.headers.authorization)
    if (!said && feedTicket === 'taken' && ticket.isShown(request)) return
    if (said && (await judge.isTrue(toClaim(said.user, said.password)))) {
      if (feedTicket === 'given') ticket.give(request, reply)
      return
    }
    void reply.header('www-authenticate', 'Basic realm="Login"')
    throw new MailmittError('unauthorized', said ? WRONG : ASKED)
  })
}

const WRONG = 'The user or the password is wrong.'
const ASKED = 'This Mailmitt asks for a user and a password (HTTP Basic authentication).'

function toClaim(user: string, secret: string): Parameters<Accounts['isTrue']>[0] {
  return { user, proof: { type: 'secret', secret } }
}
