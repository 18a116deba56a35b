import type { FastifyPluginCallback } from 'fastify'

/** For container probes: an empty 200. Listening begins when everything is ready, so the two agree. */
export const healthRoutes: FastifyPluginCallback = (app, _options, done) => {
  for (const url of ['/livez', '/readyz']) {
    app.get(url, (_request, reply) => reply.type('text/plain').send(''))
  }
  done()
}
