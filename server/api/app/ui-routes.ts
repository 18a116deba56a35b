import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { SendUiPage } from './ui-page.ts'

export interface UiRoutesOptions {
  /** The built UI: `index.html` and `assets/`. */
  readonly directory: string
  readonly sendPage: SendUiPage
}

/** Pages of the UI; which of them is shown is the browser's business, the state is in the URL. */
const PAGES = ['/', '/search', '/view/:id', '/inbox/:name', '/sessions', '/sessions/:id']

export const uiRoutes: FastifyPluginAsync<UiRoutesOptions> = async (
  app,
  { directory, sendPage },
) => {
  const files = await readdir(directory, { withFileTypes: true })
  // The page is served below, with its policy.
  const others = files.filter((file) => file.isFile() && file.name !== 'index.html')
  for (const { name } of others) {
    serve(app, `/${name}`, (request, reply) =>
      sendFile(request, reply, { name, directory, cacheControl: 'no-cache' }),
    )
  }
  await serveAssets(app, path.join(directory, 'assets'))
  for (const url of PAGES) {
    app.get(url, { config: { feedTicket: 'given' }, prefixTrailingSlash: 'slash' }, sendPage)
  }
}

/** One route for all of them: each of its own would be a third of all routes. */
async function serveAssets(app: FastifyInstance, directory: string): Promise<void> {
  const names = new Set(await readdir(directory))
  serve(app, '/assets/:name', async (request, reply) => {
    const { name } = request.params as { name: string }
    if (!names.has(name)) return answerMissing(reply)
    // Their names carry a hash.
    const cacheControl = 'public, max-age=31536000, immutable'
    return sendFile(request, reply, { name, directory, cacheControl })
  })
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

function serve(app: FastifyInstance, url: string, handler: Handler): void {
  app.route({
    method: ['HEAD', 'GET'],
    url,
    handler,
    errorHandler(error, request, reply) {
      // Whoever goes before the end wants no answer.
      if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') request.raw.destroy()
      else app.errorHandler(error, request, reply)
    },
  })
}

interface ServedFile {
  readonly directory: string
  /** Of a file that is there: no name of a client's making. */
  readonly name: string
  readonly cacheControl: string
}

/** Ranges, conditions and types are what the library is for. */
async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { directory, name, cacheControl }: ServedFile,
): Promise<unknown> {
  const { default: send } = await import('@fastify/send')
  const sent = await send(request.raw, `/${encodeURIComponent(name)}`, {
    root: directory,
    index: false,
    cacheControl: false,
  })
  if (sent.type === 'error' && sent.statusCode !== 404) throw sent.metadata.error
  // Removed since the start.
  if (sent.type !== 'file') return answerMissing(reply)
  return reply
    .code(sent.statusCode)
    .headers({ ...sent.headers, 'cache-control': cacheControl })
    .send(sent.stream)
}

function answerMissing(reply: FastifyReply): FastifyReply {
  reply.callNotFound()
  return reply
}
