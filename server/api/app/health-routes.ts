import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { MailmittError } from '../../core/errors.ts'

export type Health = 'starting' | 'ready' | 'stopping'

export interface HealthRoutesOptions {
  readonly health: () => Health
}

/** For container probes, which know no password: an empty 200, and from `readyz` a 503 until and after. */
export const healthRoutes: FastifyPluginCallback<HealthRoutesOptions> = (app, options, done) => {
  const config = { access: 'everybody' } as const

  app.get('/livez', { config }, (_request, reply) => reply.type('text/plain').send(''))

  app.get('/readyz', { config }, (_request, reply) => {
    const health = options.health()
    return health === 'ready'
      ? reply.type('text/plain').send('')
      : reply.code(503).type('text/plain').send(`Mailmitt is ${health}\n`)
  })

  done()
}

/** A connection that was busy when the stop began may bring one more request. */
export function refuseWhenStopping(app: FastifyInstance, { health }: HealthRoutesOptions): void {
  app.addHook('onRequest', ({ routeOptions }, _reply, done) => {
    if (health() === 'stopping' && routeOptions.config.access !== 'everybody') {
      throw new MailmittError('shutting-down', 'Mailmitt is shutting down.')
    }
    done()
  })
}
