import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface UiPageOptions {
  /** The built UI: `index.html` and `assets/`. */
  readonly directory: string
  readonly webroot: string
  /** A name for this Mailmitt, `''` for none. */
  readonly label: string
  readonly hidesDeleteAll: boolean
}

/** Answers with the page of the UI; which of its views is shown is the browser's business. */
export type SendUiPage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply

export async function readUiPage(options: UiPageOptions): Promise<SendUiPage> {
  const template = await readFile(path.join(options.directory, 'index.html'), 'utf8')
  const page = template
    .replace('<base href="/" />', `<base href="${options.webroot}" />`)
    .replace('<html lang="en"', (start) => start + attributes(options))
  return ({ headers }, reply) =>
    reply
      .header('content-security-policy', uiPolicy(headers.host))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page)
}

/** What the scripts of the page must know before they ask. */
function attributes({ label, hidesDeleteAll }: Pick<UiPageOptions, 'label' | 'hidesDeleteAll'>) {
  const text = label.replaceAll(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return `${label === '' ? '' : ` data-label="${text}"`}${hidesDeleteAll ? ' data-hides-delete-all' : ''}`
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
