import type { AppInfo, ImportAnswer, SendAnswer, SendBody, WebUi } from '../server/contract/app.ts'
import type { EventPage } from '../server/contract/events.ts'
import type { Headers as MessageHeaders, Message, MessageList } from '../server/contract/message.ts'
import type { TagList } from '../server/contract/tags.ts'
import type { Cursor, WaitAnswer, WaitTimeout, WaitUnexpected } from '../server/contract/wait.ts'
import { takeCredentials } from './credentials.ts'

/** A request that was refused, or that nobody answered (status 0). The message is for people. */
export class MailmittHttpError extends Error {
  override readonly name = 'MailmittHttpError'
  readonly status: number
  /** One of the server's closed list, or `unreachable`, or `unexpected-answer`. */
  readonly code: string
  /** The whole answer; `isWaitTimeout` and `isWaitUnexpected` tell what it is of a wait. */
  readonly answer: unknown

  constructor(
    message: string,
    facts: { status: number; code: string; answer?: unknown; cause?: unknown },
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.status = facts.status
    this.code = facts.code
    this.answer = facts.answer
  }
}

/** A wait that timed out: what arrived instead, and what it missed. */
export function isWaitTimeout(
  error: unknown,
): error is MailmittHttpError & { readonly answer: WaitTimeout } {
  return error instanceof MailmittHttpError && error.status === 404 && error.code === 'timeout'
}

/** A wait for silence in which a message came. */
export function isWaitUnexpected(
  error: unknown,
): error is MailmittHttpError & { readonly answer: WaitUnexpected } {
  return error instanceof MailmittHttpError && error.code === 'unexpected-message'
}

export interface Page {
  readonly start?: number
  readonly limit?: number
  /** Only messages in this inbox. */
  readonly inbox?: string
}

export interface ImportOptions {
  /** An mbox has many messages; `message/rfc822`, one message, when absent. */
  readonly type?: 'message/rfc822' | 'application/mbox'
  /** Puts the messages into this inbox, too. */
  readonly inbox?: string
}

export interface WaitOptions {
  readonly query?: string
  readonly inbox?: string
  readonly since?: number
  readonly count?: number
  /** `0`, `500ms`, `10s`, `2m`; at most four minutes. */
  readonly timeout?: string
}

export interface EventsOptions {
  /** How many entries are looked at. */
  readonly limit?: number
  /** Only what is in this inbox. */
  readonly inbox?: string
  /** Of the new messages only those that match. */
  readonly query?: string
}

export interface RequestOptions {
  readonly signal?: AbortSignal
}

/** What is done to all messages, or to all that match, can be kept to one inbox. */
export interface InboxScope {
  readonly inbox?: string
}

/** Which message the id `latest` is; with an inbox, any other must be in it. */
export interface MessageOptions extends RequestOptions {
  readonly query?: string
  readonly inbox?: string
}

export interface RawStart {
  readonly bytes: Uint8Array
  /** Whether these bytes are the whole message. */
  readonly complete: boolean
}

/** Mailmitt's HTTP API, one method a route. It repeats nothing: a test must see each failure. */
export interface Client {
  messages(page?: Page, options?: RequestOptions): Promise<MessageList>
  search(query: string, page?: Page, options?: RequestOptions): Promise<MessageList>
  /** Marks the message read. The id `latest` is the newest, here and below. */
  message(id: string, options?: MessageOptions): Promise<Message>
  /** Leaves the message unread. */
  peek(id: string, options?: MessageOptions): Promise<Message>
  /** By name in Go's canonical form, `Message-Id`; not decoded. */
  headers(id: string, options?: MessageOptions): Promise<MessageHeaders>
  /** The decoded bytes of one part. */
  part(id: string, partId: string, options?: MessageOptions): Promise<Uint8Array>
  /** The exact bytes that were received. */
  raw(id: string, options?: MessageOptions): Promise<Uint8Array>
  /** The first bytes of a message that may be too large to show; the rest is not transferred. */
  rawStart(id: string, bytesMax: number, options?: RequestOptions): Promise<RawStart>
  deleteMessages(ids: readonly string[]): Promise<void>
  deleteAll(scope?: InboxScope): Promise<void>
  deleteMatching(query: string, scope?: InboxScope): Promise<void>
  markRead(ids: readonly string[]): Promise<void>
  markUnread(ids: readonly string[]): Promise<void>
  markAllRead(scope?: InboxScope): Promise<void>
  markAllUnread(scope?: InboxScope): Promise<void>
  markMatchingRead(query: string, scope?: InboxScope): Promise<void>
  markMatchingUnread(query: string, scope?: InboxScope): Promise<void>
  /** Every tag that a message has, by name. */
  tags(options?: RequestOptions): Promise<TagList>
  /** Gives the messages these tags in place of their own. */
  setTags(ids: readonly string[], tags: readonly string[]): Promise<void>
  renameTag(tag: string, name: string): Promise<void>
  /** Takes the tag off all messages. */
  deleteTag(tag: string): Promise<void>
  info(options?: RequestOptions): Promise<AppInfo>
  /** What a web UI needs to know: label, buttons, where to point an app at. */
  webUi(options?: RequestOptions): Promise<WebUi>
  /** Lets Mailmitt compose and catch a message. */
  send(body: SendBody): Promise<SendAnswer>
  /** Keeps mail that did not come by SMTP, to the byte. */
  importMail(bytes: Uint8Array, options?: ImportOptions): Promise<ImportAnswer>
  wait(options?: WaitOptions & RequestOptions): Promise<WaitAnswer>
  cursor(options?: RequestOptions): Promise<Cursor>
  /** What changed after a cursor; go on from the page's `Cursor`, even where it has no events. */
  events(since: number, options?: EventsOptions & RequestOptions): Promise<EventPage>
  rawUrl(id: string): string
  downloadUrl(id: string): string
  partUrl(id: string, partId: string): string
  /** A JPEG of 180 × 120 pixels; blank where the part is no image. */
  thumbUrl(id: string, partId: string): string
  /** The mail's HTML on its own, without remote content. */
  viewUrl(id: string): string
  viewWithRemoteUrl(id: string): string
  /**
   * Address of the websocket; `since` replays what happened after that cursor. The only address that keeps
   * user and password: nothing else can carry them there.
   */
  eventsUrl(since?: number): string
}

export interface ClientOptions {
  readonly fetch?: typeof fetch
}

type Query = Record<string, string | number | undefined>

/**
 * `createClient('http://localhost:8025/')`; a webroot is part of the address. So may be `user:password@`,
 * which is sent as a header.
 */
export function createClient(baseUrl: string | URL, options: ClientOptions = {}): Client {
  const { url: base, authorization } = takeCredentials(baseUrl)
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  base.search = ''
  base.hash = ''
  // Called as a method of something else, the browser's fetch throws "Illegal invocation".
  const request = options.fetch ?? ((input, init) => globalThis.fetch(input, init))

  function address(path: string, query: Query = {}): string {
    const url = new URL(path, base)
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    return url.href
  }

  function withLogin(init: RequestInit): RequestInit {
    if (authorization === undefined) return init
    const headers = new Headers(init.headers)
    headers.set('Authorization', authorization)
    return { ...init, headers }
  }

  async function call(url: string, init: RequestInit = {}): Promise<Response> {
    const response = await request(url, withLogin(init)).catch((cause: unknown) => {
      // The caller's own reason, whatever it is: a timeout of theirs is no silence of Mailmitt's.
      if (init.signal?.aborted) throw cause
      throw new MailmittHttpError(`Mailmitt does not answer at ${base.href}.`, {
        status: 0,
        code: 'unreachable',
        cause,
      })
    })
    if (!response.ok) throw await toHttpError(response)
    return response
  }

  // The contract types what the server's response schemas let through; this is the boundary.
  async function read<T>(url: string, init?: RequestInit): Promise<T> {
    return (await (await call(url, init)).json()) as T
  }

  async function write(method: string, url: string, body?: unknown): Promise<void> {
    await call(url, body === undefined ? { method } : withJson(method, body))
  }

  const messagePath = (id: string): string => `api/v1/message/${encodeURIComponent(id)}`
  const messages = address('api/v1/messages')
  const tags = address('api/v1/tags')
  const tagPath = (tag: string): string => `${tags}/${encodeURIComponent(tag)}`

  const partPath = (id: string, partId: string): string =>
    `${messagePath(id)}/part/${encodeURIComponent(partId)}`

  async function readBytes(
    path: string,
    { signal, ...query }: MessageOptions,
  ): Promise<Uint8Array> {
    const response = await call(address(path, query), withSignal(signal))
    return new Uint8Array(await response.arrayBuffer())
  }

  async function setAllRead(
    { inbox }: InboxScope,
    body: { readonly Read: boolean; readonly Search?: string },
  ): Promise<void> {
    // Without a word to look for it would be all of them.
    if (body.Search === '') throw new TypeError('The query is empty.')
    await write('PUT', address('api/v1/messages', { inbox }), body)
  }

  async function setRead(ids: readonly string[], isRead: boolean): Promise<void> {
    // An empty list means "all" to the server; here it means none.
    if (ids.length > 0) await write('PUT', messages, { IDs: ids, Read: isRead })
  }

  return {
    messages: (page = {}, { signal } = {}) =>
      read(address('api/v1/messages', { ...page }), withSignal(signal)),
    search: (query, page = {}, { signal } = {}) =>
      read(address('api/v1/search', { query, ...page }), withSignal(signal)),
    message: (id, { signal, ...query } = {}) =>
      read(address(messagePath(id), query), withSignal(signal)),
    peek: (id, { signal, ...query } = {}) =>
      read(address(messagePath(id), { ...query, peek: 'true' }), withSignal(signal)),
    headers: (id, { signal, ...query } = {}) =>
      read(address(`${messagePath(id)}/headers`, query), withSignal(signal)),
    part: (id, partId, options = {}) => readBytes(partPath(id, partId), options),
    raw: (id, options = {}) => readBytes(`${messagePath(id)}/raw`, options),
    async rawStart(id, bytesMax, { signal } = {}) {
      const response = await call(address(`${messagePath(id)}/raw`), withSignal(signal))
      return readStart(response, bytesMax)
    },
    async deleteMessages(ids) {
      if (ids.length > 0) await write('DELETE', messages, { IDs: ids })
    },
    deleteAll: ({ inbox } = {}) => write('DELETE', address('api/v1/messages', { inbox })),
    deleteMatching: (query, { inbox } = {}) =>
      write('DELETE', address('api/v1/search', { query, inbox })),
    markRead: (ids) => setRead(ids, true),
    markUnread: (ids) => setRead(ids, false),
    markAllRead: (scope = {}) => setAllRead(scope, { Read: true }),
    markAllUnread: (scope = {}) => setAllRead(scope, { Read: false }),
    markMatchingRead: (query, scope = {}) => setAllRead(scope, { Read: true, Search: query }),
    markMatchingUnread: (query, scope = {}) => setAllRead(scope, { Read: false, Search: query }),
    tags: ({ signal } = {}) => read(tags, withSignal(signal)),
    setTags: (ids, names) => write('PUT', tags, { IDs: ids, Tags: names }),
    renameTag: (tag, name) => write('PUT', tagPath(tag), { Name: name }),
    deleteTag: (tag) => write('DELETE', tagPath(tag)),
    info: ({ signal } = {}) => read(address('api/v1/info'), withSignal(signal)),
    webUi: ({ signal } = {}) => read(address('api/v1/webui'), withSignal(signal)),
    send: (body) => read(address('api/v1/send'), withJson('POST', body)),
    importMail: (bytes, { type = 'message/rfc822', inbox } = {}) =>
      read(address('api/v1/import', { inbox }), {
        method: 'POST',
        headers: { 'Content-Type': type },
        // What could be shared memory to the compiler is none that fetch refuses.
        body: bytes as Uint8Array<ArrayBuffer>,
      }),
    wait: ({ signal, ...query } = {}) => read(address('api/v1/wait', query), withSignal(signal)),
    cursor: ({ signal } = {}) => read(address('api/v1/cursor'), withSignal(signal)),
    events: (since, { signal, ...query } = {}) =>
      read(address('api/v1/events', { since, ...query }), withSignal(signal)),
    rawUrl: (id) => address(`${messagePath(id)}/raw`),
    downloadUrl: (id) => address(`${messagePath(id)}/raw`, { dl: 1 }),
    partUrl: (id, partId) => address(partPath(id, partId)),
    thumbUrl: (id, partId) => address(`${partPath(id, partId)}/thumb`),
    viewUrl: (id) => address(`view/${encodeURIComponent(id)}.html`),
    viewWithRemoteUrl: (id) => address(`view/${encodeURIComponent(id)}.html`, { remote: 1 }),
    eventsUrl(since) {
      const url = new URL(address('api/events', { since }).replace(/^http/, 'ws'))
      const { username, password } = new URL(baseUrl)
      return Object.assign(url, { username, password }).href
    },
  }
}

function withSignal(signal: AbortSignal | undefined): RequestInit {
  return signal ? { signal } : {}
}

function withJson(method: string, body: unknown): RequestInit {
  return {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }
}

async function readStart(response: Response, bytesMax: number): Promise<RawStart> {
  const reader = response.body?.getReader()
  if (!reader) return { bytes: new Uint8Array(), complete: true }
  const chunks: Uint8Array[] = []
  let size = 0
  while (size <= bytesMax) {
    const { done, value } = await reader.read()
    if (done) return { bytes: joined(chunks, size), complete: true }
    chunks.push(value)
    size += value.byteLength
  }
  await reader.cancel()
  return { bytes: joined(chunks, size).subarray(0, bytesMax), complete: false }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

/** Takes the server's own sentence; a proxy in between may answer with anything else. */
async function toHttpError(response: Response): Promise<MailmittHttpError> {
  const body: unknown = await response.json().catch((cause: unknown) => {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  })
  if (isErrorBody(body)) {
    const { status } = response
    return new MailmittHttpError(body.Error, { status, code: body.Code, answer: body })
  }
  return new MailmittHttpError(`The server answered ${response.status} without saying why.`, {
    status: response.status,
    code: 'unexpected-answer',
  })
}

function isErrorBody(body: unknown): body is { Error: string; Code: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'Error' in body &&
    typeof body.Error === 'string' &&
    'Code' in body &&
    typeof body.Code === 'string'
  )
}
