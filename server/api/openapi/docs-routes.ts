import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { FastifyPluginCallback } from 'fastify'

export interface DocsRoutesOptions {
  /** Has the two files of Swagger UI. */
  readonly docsDirectory: string
  /** Begins and ends with a slash. */
  readonly webroot: string
  readonly version: string
}

/** Files of Swagger UI and their types. */
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
}

const START = `
const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
follow()
dark.addEventListener('change', follow)
SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  validatorUrl: null,
})
`

/** The page may run this one script and the library, and speak to nobody but this server. */
const POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(START).digest('base64')}'`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The docs page at `/api/v1/`, offline. Its files are not under `/api/`, which answers nothing that a page
 * embeds (see `guard.ts`).
 */
export const docsRoutes: FastifyPluginCallback<DocsRoutesOptions> = (app, options, done) => {
  const { docsDirectory, webroot, version } = options
  const page = toPage(`${webroot}docs`, version)

  app.get(`${webroot}api/v1/`, (_request, reply) =>
    reply
      .header('content-security-policy', POLICY)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page),
  )
  app.get(`${webroot}api/v1`, (_request, reply) => reply.redirect(`${webroot}api/v1/`))

  for (const [name, type] of Object.entries(FILES)) {
    app.get(`${webroot}docs/${name}`, (_request, reply) =>
      reply
        // The page asks for them with the version behind the name.
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type(type)
        .send(createReadStream(path.join(docsDirectory, name))),
    )
  }
  done()
}

function toPage(files: string, version: string): string {
  const query = `?v=${encodeURIComponent(version)}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailmitt API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${files}/swagger-ui.css${query}">
</head>
<body>
<div id="docs"></div>
<script src="${files}/swagger-ui-bundle.js${query}"></script>
<script>${START}</script>
</body>
</html>
`
}
