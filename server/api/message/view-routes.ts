import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { MailmittError } from '../../core/errors.ts'
import type { MailContent } from '../../core/mail-content.ts'
import type { MessageStore } from '../../core/message-store.ts'
import type { Scope } from '../../core/scope.ts'
import type { Intake } from '../../intake/intake.ts'
import { createErrorPage } from '../answer/answer-errors.ts'
import type { SendUiPage } from '../app/ui-page.ts'
import { isFalse, isTrue } from '../request/is-true.ts'
import { inboxParameter, tzParameter } from '../request/scope-parameters.ts'
import { textParameter } from '../request/text-parameter.ts'
import { findMessage, findRawMessage } from './find-messages.ts'
import { mailPagePolicy, toMailPage } from './mail-page.ts'
import type { PageScheme } from './mail-page.ts'
import type { MessageContents } from './message-contents.ts'

export interface ViewRoutesOptions {
  readonly store: MessageStore
  readonly contents: MessageContents
  readonly intake: Intake
  readonly now: () => Date
  readonly webroot: string
  /** Absent where there is no UI. */
  readonly sendUiPage: SendUiPage | undefined
  readonly onBug: (error: unknown) => void
}

const ViewQuery = Type.Object({
  query: textParameter('With the id `latest`: the newest that matches'),
  inbox: inboxParameter,
  tz: tzParameter,
})
const PageQuery = Type.Object({
  ...ViewQuery.properties,
  remote: textParameter('`1` lets the mail load images, styles and fonts from elsewhere'),
  images: textParameter(
    '`0` shows no image at all, as mail clients do that have them switched off',
  ),
  scheme: textParameter('`light` or `dark`: the styles the mail has for it; or `forced-dark`'),
})
const LatestQuery = Type.Object({
  ...ViewQuery.properties,
  tab: textParameter('The tab of the message'),
  scheme: textParameter('The colours of its preview'),
})
const Params = Type.Object({ id: Type.String() })

export const viewRoutes: FastifyPluginCallbackTypebox<ViewRoutesOptions> = (
  app,
  { store, contents, intake, now, webroot, sendUiPage, onBug },
  done,
) => {
  app.setErrorHandler(createErrorPage(onBug))

  async function read(id: string, scope: Scope) {
    const { message, raw } = await findRawMessage({ store, intake, now }, id, scope)
    return { message, content: await contents.of(message, raw) }
  }

  app.get(
    '/view/:id.html',
    { schema: { params: Params, querystring: PageQuery } },
    async ({ params, query, headers, protocol }, reply) => {
      const scheme = readScheme(query.scheme)
      const { message, content } = await read(params.id, query)
      if (content.html === '') {
        throw new MailmittError('not-found', 'This message does not contain a HTML part.')
      }
      const partsPath = `${webroot}api/v1/message/${message.id}/part/`
      const isRemoteAllowed = isTrue(query.remote)
      const hasImages = !isFalse(query.images)
      const policy = mailPagePolicy({
        partSource: toSource(`${protocol}://${headers.host ?? ''}`, partsPath),
        isRemoteAllowed,
        hasImages,
      })
      const parts = partUrls(content, partsPath)
      // No link of a mail is looked up before somebody follows it.
      const headersOfMail = { 'content-security-policy': policy, 'x-dns-prefetch-control': 'off' }
      return sendPage(reply.headers(headersOfMail), 'text/html', {
        body: toMailPage(content.html, {
          partUrl: (contentId) => parts.get(contentId),
          scheme,
          pictures: hasImages ? (isRemoteAllowed ? 'all' : 'own') : 'none',
        }),
      })
    },
  )

  app.get(
    '/view/:id.txt',
    { schema: { params: Params, querystring: ViewQuery } },
    async ({ params, query }, reply) => {
      const { content } = await read(params.id, query)
      return sendPage(reply, 'text/plain', { body: content.text })
    },
  )

  app.get(
    '/view/latest',
    { schema: { querystring: LatestQuery }, config: { feedTicket: 'given' } },
    async (request, reply) => {
      reply.header('vary', 'sec-fetch-dest')
      // In a browser the address stays: the page shows whichever is the newest while it is open.
      if (sendUiPage && request.headers['sec-fetch-dest'] === 'document') {
        return sendUiPage(request, reply)
      }
      const { query } = request
      const message = await findMessage({ store, intake, now }, 'latest', query).catch(nothingYet)
      return reply.redirect(message ? `${webroot}view/${message.id}${shownAs(query)}` : webroot)
    },
  )

  done()
}

/** How the message is to be shown; only plain words get from a request into an answer. */
function shownAs({ tab, scheme }: Static<typeof LatestQuery>): string {
  const words = Object.entries({ tab, scheme }).filter(([, word]) =>
    /^[a-z-]{1,32}$/.test(word ?? ''),
  )
  return words.length === 0 ? '' : `?${words.map(([name, word]) => `${name}=${word}`).join('&')}`
}

function readScheme(text: string | undefined): PageScheme | undefined {
  if (text === undefined || text === '') return undefined
  if (text === 'light' || text === 'dark' || text === 'forced-dark') return text
  throw new MailmittError('bad-request', `A scheme is light, dark or forced-dark, not "${text}".`)
}

function nothingYet(error: unknown): undefined {
  if (error instanceof MailmittError && error.code === 'not-found') return undefined
  throw error
}

function sendPage(reply: FastifyReply, type: string, { body }: { body: string }): FastifyReply {
  return reply.header('cache-control', 'no-store').type(`${type}; charset=utf-8`).send(body)
}

/** An address in brackets cannot be written in a policy (CSP 3, 2.3.1); `'self'` has to do there. */
function toSource(origin: string, path: string): string {
  return /^https?:\/\/[a-z0-9.-]+(?::\d+)?$/i.test(origin) ? origin + path : "'self'"
}

function partUrls(content: MailContent, base: string): ReadonlyMap<string, string> {
  return new Map(
    [...content.inline, ...content.attachments].flatMap(({ contentId, partId }) =>
      contentId === '' ? [] : [[contentId, `${base}${partId}`] as const],
    ),
  )
}
