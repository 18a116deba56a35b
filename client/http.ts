import type { Client, ClientOptions, QueryOptions, RequestOptions } from './http/client.ts'
import { readStart } from './http/read-start.ts'
import type { Body, Query } from './http/requests.ts'
import { createRequests } from './http/requests.ts'
import { readJson } from './http/http-error.ts'

// What an author of tests names: the entry of the package, and all that it holds.
export type {
  Client,
  ClientOptions,
  EventsOptions,
  ImportOptions,
  InboxOptions,
  MessageOptions,
  PageOptions,
  QueryOptions,
  RawStart,
  RequestOptions,
  SessionsOptions,
  ViewOptions,
  WaitOptions,
} from './http/client.ts'
export type { AppInfo, ImportAnswer, SendAnswer, SendBody, WebUi } from '../server/contract/app.ts'
export type { EventPage, LoggedEvent, StaleCursor } from '../server/contract/events.ts'
export type { Chaos, ChaosBody, Fault, FaultBody, FaultList } from '../server/contract/faults.ts'
export type { Inbox } from '../server/contract/inbox.ts'
export type {
  Address,
  Attachment,
  Code,
  Headers as MessageHeaders,
  Link,
  Message,
  MessageList,
  MessageSummary,
} from '../server/contract/message.ts'
export type { Session, SessionSummary } from '../server/contract/session.ts'
export type { TagList } from '../server/contract/tags.ts'
export type { Cursor, WaitAnswer, WaitTimeout, WaitUnexpected } from '../server/contract/wait.ts'
export {
  MailmittHttpError,
  isStaleCursor,
  isWaitTimeout,
  isWaitUnexpected,
} from './http/http-error.ts'

/** What a method takes: a query string, and a signal, which is no part of it. */
type Asked = RequestOptions | Readonly<Record<string, unknown>>

/**
 * `createClient('http://localhost:8025/')`; a webroot is part of the address. So may be `user:password@`,
 * which is sent as a header.
 */
export function createClient(baseUrl: string | URL, options: ClientOptions = {}): Client {
  const { baseUrl: base, address, call } = createRequests(baseUrl, options.fetch)

  function ask(method: string, path: string, asked: Asked = {}, body?: Body): Promise<Response> {
    const { signal, ...query } = asked as RequestOptions & Query
    return call({ method, address: address(path, query), signal, body })
  }
  // The contract types what the server's response schemas let through; this is the boundary.
  async function read<T>(path: string, asked?: Asked): Promise<T> {
    return readJson<T>(await ask('GET', path, asked), base)
  }
  async function readText(path: string, asked?: Asked): Promise<string> {
    return (await ask('GET', path, asked)).text()
  }
  async function readBytes(path: string, asked?: Asked): Promise<Uint8Array> {
    return new Uint8Array(await (await ask('GET', path, asked)).arrayBuffer())
  }
  async function write(method: string, path: string, asked?: Asked, body?: Body): Promise<void> {
    await ask(method, path, asked, body)
  }
  async function exchange<T>(
    method: string,
    path: string,
    asked: Asked | undefined,
    body: Body,
  ): Promise<T> {
    return readJson<T>(await ask(method, path, asked, body), base)
  }

  async function setRead(ids: readonly string[], isRead: boolean, asked?: Asked): Promise<void> {
    // An empty list means "all" to the server; here it means none.
    if (ids.length > 0) await write('PUT', MESSAGES, asked, json({ IDs: ids, Read: isRead }))
  }
  async function setMatchingRead(
    query: string,
    isRead: boolean,
    asked?: QueryOptions,
  ): Promise<void> {
    // Without a word to look for it would be all of them.
    if (query === '') throw new TypeError('The query is empty.')
    await write('PUT', MESSAGES, asked, json({ Search: query, Read: isRead }))
  }

  return {
    baseUrl: base,
    messages: (asked) => read(MESSAGES, asked),
    search: (query, asked) => read('api/v1/search', { ...asked, query }),
    message: (id, asked) => read(message(id), asked),
    peek: (id, asked) => read(message(id), { ...asked, peek: true }),
    headers: (id, asked) => read(`${message(id)}/headers`, asked),
    raw: (id, asked) => readBytes(`${message(id)}/raw`, asked),
    rawStart: async (id, bytesMax, asked) =>
      readStart(await ask('GET', `${message(id)}/raw`, asked), bytesMax),
    part: (id, partId, asked) => readBytes(part(id, partId), asked),
    thumb: (id, partId, asked) => readBytes(`${part(id, partId)}/thumb`, asked),
    viewHtml: (id, asked) => readText(view(id, 'html'), asked),
    viewText: (id, asked) => readText(view(id, 'txt'), asked),

    async deleteMessages(ids, asked) {
      if (ids.length > 0) await write('DELETE', MESSAGES, asked, json({ IDs: ids }))
    },
    deleteAll: (asked) => write('DELETE', MESSAGES, asked),
    deleteMatching: (query, asked) => write('DELETE', 'api/v1/search', { ...asked, query }),
    markRead: (ids, asked) => setRead(ids, true, asked),
    markUnread: (ids, asked) => setRead(ids, false, asked),
    markAllRead: (asked) => write('PUT', MESSAGES, asked, json({ Read: true })),
    markAllUnread: (asked) => write('PUT', MESSAGES, asked, json({ Read: false })),
    markMatchingRead: (query, asked) => setMatchingRead(query, true, asked),
    markMatchingUnread: (query, asked) => setMatchingRead(query, false, asked),

    tags: (asked) => read('api/v1/tags', asked),
    setTags: (ids, tags, asked) =>
      write('PUT', 'api/v1/tags', asked, json({ IDs: ids, Tags: tags })),
    renameTag: (name, next, asked) => write('PUT', tag(name), asked, json({ Name: next })),
    deleteTag: (name, asked) => write('DELETE', tag(name), asked),

    inboxes: (asked) => read('api/v1/inboxes', asked),
    deleteInbox: (name, asked) =>
      write('DELETE', `api/v1/inboxes/${encodeURIComponent(name)}`, asked),

    wait: (asked) => read('api/v1/wait', asked),
    cursor: (asked) => read('api/v1/cursor', asked),
    events: (since, asked) => read('api/v1/events', { ...asked, since }),

    send: (body, asked) => exchange('POST', 'api/v1/send', asked, json(body)),
    importMail: (content, { type = 'message/rfc822', ...asked } = {}) =>
      exchange('POST', 'api/v1/import', asked, { type, content }),

    sessions: (asked) => read('api/v1/sessions', asked),
    session: (id, asked) => read(`api/v1/sessions/${encodeURIComponent(id)}`, asked),
    faults: (asked) => read(FAULTS, asked),
    addFault: (rule, asked) => exchange('POST', FAULTS, asked, json(rule)),
    removeFault: (id, asked) => write('DELETE', `${FAULTS}/${encodeURIComponent(id)}`, asked),
    removeFaults: (asked) => write('DELETE', FAULTS, asked),
    chaos: (asked) => read('api/v1/chaos', asked),
    setChaos: (chaos, asked) => exchange('PUT', 'api/v1/chaos', asked, json(chaos)),

    info: (asked) => read('api/v1/info', asked),
    webUi: (asked) => read('api/v1/webui', asked),
    caPem: (asked) => readText('api/v1/ca.pem', asked),
    ready: (asked) => write('GET', 'readyz', asked),

    rawUrl: (id) => address(`${message(id)}/raw`),
    downloadUrl: (id) => address(`${message(id)}/raw`, { dl: 1 }),
    partUrl: (id, partId) => address(part(id, partId)),
    thumbUrl: (id, partId) => address(`${part(id, partId)}/thumb`),
    viewUrl: (id, { remote = false, images = true, scheme } = {}) =>
      address(view(id, 'html'), {
        remote: remote ? 1 : undefined,
        images: images ? undefined : 0,
        scheme,
      }),
    viewWithRemoteUrl: (id) => address(view(id, 'html'), { remote: 1 }),
    eventsUrl(since) {
      const url = new URL(address('api/events', { since }).replace(/^http/, 'ws'))
      const { username, password } = new URL(baseUrl)
      return Object.assign(url, { username, password }).href
    },
  }
}

const MESSAGES = 'api/v1/messages'
const FAULTS = 'api/v1/faults'

const message = (id: string): string => `api/v1/message/${encodeURIComponent(id)}`
const part = (id: string, partId: string): string =>
  `${message(id)}/part/${encodeURIComponent(partId)}`
const view = (id: string, form: 'html' | 'txt'): string => `view/${encodeURIComponent(id)}.${form}`
const tag = (name: string): string => `api/v1/tags/${encodeURIComponent(name)}`

function json(body: unknown): Body {
  return { type: 'application/json', content: JSON.stringify(body) }
}
