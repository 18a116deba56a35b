import type {
  AppInfo,
  ImportAnswer,
  SendAnswer,
  SendBody,
  WebUi,
} from '../../server/contract/app.ts'
import type { EventPage } from '../../server/contract/events.ts'
import type { Chaos, ChaosBody, Fault, FaultBody, FaultList } from '../../server/contract/faults.ts'
import type { Inbox } from '../../server/contract/inbox.ts'
import type {
  Headers as MessageHeaders,
  Message,
  MessageList,
} from '../../server/contract/message.ts'
import type { Session } from '../../server/contract/session.ts'
import type { TagList } from '../../server/contract/tags.ts'
import type { Cursor, WaitAnswer } from '../../server/contract/wait.ts'

export interface RequestOptions {
  readonly signal?: AbortSignal
}

/** Keeps what is asked for or done to one inbox. */
export interface InboxOptions extends RequestOptions {
  readonly inbox?: string
}

export interface QueryOptions extends InboxOptions {
  /** Zone of the dates in the query, `Europe/Berlin`; the server's own when absent. */
  readonly tz?: string
}

export interface PageOptions extends QueryOptions {
  readonly start?: number
  /** Messages of this page; 50 when absent, 0 is all. */
  readonly limit?: number
  /** Only what was received before this date. */
  readonly before?: string
}

/** Which message the id `latest` is; any other must be in the inbox and match. */
export interface MessageOptions extends QueryOptions {
  readonly query?: string
}

export interface WaitOptions extends MessageOptions {
  /** Only what came after this cursor counts; what is there when absent. */
  readonly since?: number
  /** How many must match; with 0 none may, until the time is over. */
  readonly count?: number
  /** `0`, `500ms`, `10s`, `2m`; at most four minutes. */
  readonly timeout?: string
}

export interface EventsOptions extends QueryOptions {
  /** How many entries are looked at. */
  readonly limit?: number
  /** Of the new messages only those that match. */
  readonly query?: string
}

export interface SessionsOptions extends InboxOptions {
  /** Only sessions that ended as partial, refused or aborted. */
  readonly failed?: boolean
  /** 50 when absent, 0 is all. */
  readonly limit?: number
  /** `false` leaves the transcripts out. */
  readonly lines?: boolean
}

export interface ImportOptions extends InboxOptions {
  /** An mbox has many messages; `message/rfc822`, one message, when absent. */
  readonly type?: 'message/rfc822' | 'application/mbox'
}

/** How the HTML of a mail is to be seen. */
export interface ViewOptions {
  /** Images, styles and fonts from elsewhere are loaded. */
  readonly remote?: boolean
  /** With `false` no image is shown, not even those in the mail. */
  readonly images?: boolean
  /** The mail's own styles for light or dark; `forced-dark` is what apps make of mail without any. */
  readonly scheme?: 'light' | 'dark' | 'forced-dark'
}

export interface RawStart {
  readonly bytes: Uint8Array
  /** Whether these bytes are the whole message. */
  readonly complete: boolean
}

/**
 * Mailmitt's HTTP API, one method a route. It repeats nothing: a test must see each failure, which is a
 * `MailmittHttpError`, or the reason of the caller's own `signal`.
 */
export interface Client {
  /** Where it asks, with the webroot and without credentials. */
  readonly baseUrl: string
  messages(options?: PageOptions): Promise<MessageList>
  search(query: string, options?: PageOptions): Promise<MessageList>
  /** Marks the message read. The id `latest` is the newest, here and below. */
  message(id: string, options?: MessageOptions): Promise<Message>
  /** Leaves the message unread. */
  peek(id: string, options?: MessageOptions): Promise<Message>
  /** By name in Go's canonical form, `Message-Id`; not decoded. */
  headers(id: string, options?: MessageOptions): Promise<MessageHeaders>
  /** The exact bytes that were received. */
  raw(id: string, options?: MessageOptions): Promise<Uint8Array>
  /** The first bytes of a message that may be too large to show; the rest is not transferred. */
  rawStart(id: string, bytesMax: number, options?: MessageOptions): Promise<RawStart>
  /** The decoded bytes of one part. */
  part(id: string, partId: string, options?: MessageOptions): Promise<Uint8Array>
  /** A JPEG of 180 × 120 pixels; blank where the part is no image. */
  thumb(id: string, partId: string, options?: MessageOptions): Promise<Uint8Array>
  /** The HTML as it is shown: its inline parts have addresses, and it runs no script. */
  viewHtml(id: string, options?: MessageOptions): Promise<string>
  viewText(id: string, options?: MessageOptions): Promise<string>

  deleteMessages(ids: readonly string[], options?: RequestOptions): Promise<void>
  deleteAll(options?: InboxOptions): Promise<void>
  deleteMatching(query: string, options?: QueryOptions): Promise<void>
  markRead(ids: readonly string[], options?: RequestOptions): Promise<void>
  markUnread(ids: readonly string[], options?: RequestOptions): Promise<void>
  markAllRead(options?: InboxOptions): Promise<void>
  markAllUnread(options?: InboxOptions): Promise<void>
  markMatchingRead(query: string, options?: QueryOptions): Promise<void>
  markMatchingUnread(query: string, options?: QueryOptions): Promise<void>

  /** Every tag that a message has, by name. */
  tags(options?: InboxOptions): Promise<TagList>
  /** Gives the messages these tags in place of their own. */
  setTags(ids: readonly string[], tags: readonly string[], options?: RequestOptions): Promise<void>
  renameTag(tag: string, name: string, options?: RequestOptions): Promise<void>
  /** Takes the tag off all messages. */
  deleteTag(tag: string, options?: RequestOptions): Promise<void>

  /** Every inbox that has a message, by name. */
  inboxes(options?: InboxOptions): Promise<Inbox[]>
  /** Deletes the messages that are in it, from their other inboxes too. */
  deleteInbox(name: string, options?: RequestOptions): Promise<void>

  wait(options?: WaitOptions): Promise<WaitAnswer>
  cursor(options?: RequestOptions): Promise<Cursor>
  /** What changed after a cursor; go on from the page's `Cursor`, even where it has no events. */
  events(since: number, options?: EventsOptions): Promise<EventPage>

  /** Lets Mailmitt compose and catch a message. */
  send(body: SendBody, options?: RequestOptions): Promise<SendAnswer>
  /** Keeps mail that did not come by SMTP, to the byte. */
  importMail(bytes: Uint8Array, options?: ImportOptions): Promise<ImportAnswer>

  /** SMTP sessions with their transcripts, newest first. */
  sessions(options?: SessionsOptions): Promise<Session[]>
  session(id: string, options?: InboxOptions): Promise<Session>
  /** The fault rules, and what they have done. */
  faults(options?: InboxOptions): Promise<FaultList>
  /** Asks for a fault of SMTP; the first rule that matches speaks. */
  addFault(rule: FaultBody, options?: RequestOptions): Promise<Fault>
  removeFault(id: string, options?: InboxOptions): Promise<void>
  /** All rules, and chaos; with an inbox, only the rules for it. */
  removeFaults(options?: InboxOptions): Promise<void>
  chaos(options?: RequestOptions): Promise<Chaos>
  /** What is not named is off. */
  setChaos(chaos: ChaosBody, options?: RequestOptions): Promise<Chaos>

  info(options?: RequestOptions): Promise<AppInfo>
  /** What a web UI needs to know: label, buttons, where to point an app at. */
  webUi(options?: RequestOptions): Promise<WebUi>
  /** The certificates of the listeners, PEM, for clients to trust. */
  caPem(options?: RequestOptions): Promise<string>
  /** Resolves when mail is taken; a `MailmittHttpError` says what it is about otherwise. */
  ready(options?: RequestOptions): Promise<void>

  rawUrl(id: string): string
  downloadUrl(id: string): string
  partUrl(id: string, partId: string): string
  thumbUrl(id: string, partId: string): string
  /** The mail's HTML on its own; without remote content, if it is not asked for. */
  viewUrl(id: string, options?: ViewOptions): string
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
