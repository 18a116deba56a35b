import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
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
    app.get(url, { config: { feedTicket: 'given' }, prefixTrailingSlash: 'slash' }, sendPage)
  }
}
