import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'

export interface UiRoutesOptions {
  /** The built UI: `index.html` and `assets/`. */
  readonly directory: string
  readonly webroot: string
  /** A name for this Mailmitt, `''` for none. */
  readonly label: string
  readonly hidesDeleteAll: boolean
}

/** Pages of the UI; which of them is shown is the browser's business, the state is in the URL. */
const PAGES = ['/', '/search', '/view/:id', '/inbox/:name', '/sessions', '/sessions/:id']

export const uiRoutes: FastifyPluginAsync<UiRoutesOptions> = async (
  app,
  { directory, webroot, label, hidesDeleteAll },
) => {
  const template = await readFile(path.join(directory, 'index.html'), 'utf8')
  const page = template
    .replace('<base href="/" />', `<base href="${webroot}" />`)
    .replace('<html lang="en"', (start) => start + attributes({ label, hidesDeleteAll }))

  await app.register(fastifyStatic, {
    root: directory,
    index: false,
    // Served as a page below, with its policy.
    globIgnore: ['index.html'],
    decorateReply: false,
    wildcard: false,
    cacheControl: false,
    // Only assets carry a hash in their name.
    setHeaders: (response, file) =>
      void response.setHeader(
        'cache-control',
        file.includes(`${path.sep}assets${path.sep}`)
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
      ),
  })
  for (const url of PAGES) {
    app.get(
      url,
      { config: { feedTicket: 'given' }, prefixTrailingSlash: 'slash' },
      ({ headers }, reply) =>
        sendPage(reply.header('content-security-policy', uiPolicy(headers.host)), page),
    )
  }
}

/** What the scripts of the page must know before they ask. */
function attributes({ label, hidesDeleteAll }: Pick<UiRoutesOptions, 'label' | 'hidesDeleteAll'>) {
  const text = label.replaceAll(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return `${label === '' ? '' : ` data-label="${text}"`}${hidesDeleteAll ? ' data-hides-delete-all' : ''}`
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
}

/**
 * The UI's own policy. `frame-src 'self'` also keeps a mail in its frame from leading the frame
 * elsewhere. Not every browser takes `'self'` for websockets, so these are named.
 */
function uiPolicy(host = ''): string {
  const sockets = /^[a-z0-9.-]+(?::\d+)?$/i.test(host) ? ` ws://${host} wss://${host}` : ' ws: wss:'
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${sockets}`,
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
