import type { FastifyInstance } from 'fastify'
import type { ErrorBody } from '../../contract/app.ts'

interface KnownRoute {
  readonly pattern: RegExp
  readonly methods: Set<string>
}

/**
 * 404 for what is not there, 405 with `Allow` for a wrong method on what is. OPTIONS is answered anywhere
 * under the API, as Mailpit does.
 */
export function answerUnknown(app: FastifyInstance, webroot: string): void {
  const routes = new Map<string, KnownRoute>()

  app.addHook('onRoute', ({ url, method }) => {
    const known = routes.get(url) ?? { pattern: toPattern(url), methods: new Set<string>() }
    for (const name of [method].flat()) known.methods.add(name)
    routes.set(url, known)
  })

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.replace(/[?#].*$/s, '')
    // Mailpit's router leads from `//view/…` to `/view/…`, and clients that join paths so rely on it.
    if (path.startsWith('/') && path.includes('//')) {
      return reply.redirect(withSingleSlashes(request.url, path), 307)
    }
    const methods = new Set<string>()
    for (const route of routes.values()) {
      if (route.pattern.test(path)) for (const method of route.methods) methods.add(method)
    }
    if (request.method === 'OPTIONS' && path.startsWith(`${webroot}api/v1/`)) {
      const allowed = [...methods, 'OPTIONS'].sort().join(', ')
      return reply.header('allow', allowed).type('text/plain').send('')
    }
    if (methods.size === 0 || methods.has(request.method)) {
      const body: ErrorBody = {
        Error: `There is nothing at ${request.method} ${path}; the API is described at ${webroot}api/v1/openapi.json.`,
        Code: 'not-found',
      }
      return reply.code(404).send(body)
    }
    const allowed = [...methods].sort().join(', ')
    const body: ErrorBody = {
      Error: `${path} does not take ${request.method}, but ${allowed}.`,
      Code: 'method-not-allowed',
    }
    return reply.code(405).header('allow', allowed).send(body)
  })
}

/** Never another host: browsers take a backslash for a slash, and what names a host is no path. */
function withSingleSlashes(url: string, path: string): string {
  return path.replaceAll(/[/\\]{2,}/g, '/') + url.slice(path.length)
}

function toPattern(url: string): RegExp {
  const source = url
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll(/:\w+/g, '[^/]+')
  return new RegExp(`^${source}$`)
}
