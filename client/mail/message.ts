import type { Message as WireMessage } from '../../server/contract/message.ts'
import type { Session } from '../../server/contract/session.ts'
import type { Client } from '../http/client.ts'
import type { Attachments } from './attachments.ts'
import { createAttachments } from './attachments.ts'
import type { CriteriaArgument, TextMatcher } from './criteria.ts'
import { toCriteria } from './criteria.ts'
import { createHeaders } from './headers.ts'
import type { MessageHeaders } from './headers.ts'
import { findAll, findOne } from './html-elements.ts'
import type { MessageElement } from './html-elements.ts'
import { missedClauses } from './missed-clauses.ts'
import { codeOf, linkOf } from './pick.ts'
import type { Mailbox } from './mailbox.ts'
import { toMailbox, toMailboxes } from './mailbox.ts'

export interface MessageLink {
  /** As written, with entities and the transfer encoding undone. */
  readonly url: string
  /** The visible words of the link, the `alt` of an image. */
  readonly text: string
  readonly kind: 'link' | 'image' | 'stylesheet' | 'unsubscribe' | 'mailto' | 'tel'
  readonly source: 'html' | 'text'
}

export interface MessageCode {
  /** As displayed: `482913`, `123-456`. */
  readonly value: string
  /** The sentence or line around it. */
  readonly context: string
}

/** The SMTP envelope (RFC 5321 2.3.1), which decides who gets the message. */
export interface MessageEnvelope {
  /** `''` is the null sender. */
  readonly from: string
  /** In the order of RCPT TO, duplicates kept. */
  readonly to: readonly string[]
}

/** The SMTP session that brought it. */
export interface MessageSession {
  readonly id: string
  readonly remoteAddress: string
  /** The argument of HELO or EHLO. */
  readonly clientName: string
  /** RFC 3848: `ESMTP`, `ESMTPSA`, … */
  readonly protocol: string
  readonly tls: { readonly protocol: string; readonly cipher: string } | undefined
  /** The AUTH user, or `''`. */
  readonly user: string
}

/** How a list is left (RFC 2369, RFC 8058). */
export interface Unsubscribe {
  /** Addresses of the List-Unsubscribe header, in its order. */
  readonly links: readonly string[]
  /** Whether a POST to the first https address is enough (RFC 8058). */
  readonly isOneClick: boolean
}

/** A message as a reader sees it, decoded, and as it was sent. */
export interface Message {
  readonly id: string
  /** Its place in the event log: what came later has a higher one. */
  readonly cursor: number
  /** Decoded (RFC 2047); `''` when there is none. */
  readonly subject: string
  readonly from: Mailbox
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** The Bcc header, and every envelope recipient that no header names. */
  readonly bcc: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  /** The text part; made from the HTML where `hasText` is false. */
  readonly text: string
  readonly hasText: boolean
  /** `''` when there is none. */
  readonly html: string
  readonly hasHtml: boolean
  /** The Date header, else when it was received. */
  readonly date: Date
  readonly receivedAt: Date
  /** The Message-ID without angle brackets. */
  readonly messageId: string
  readonly headers: MessageHeaders
  readonly envelope: MessageEnvelope
  /** `undefined` where no SMTP session brought it. */
  readonly session: MessageSession | undefined
  /** Everything attached or inline that has a name: by number or by file name. */
  readonly attachments: Attachments
  readonly links: readonly MessageLink[]
  /** One-time and verification codes, the best first. */
  readonly codes: readonly MessageCode[]
  /** The links that are images. */
  readonly images: readonly MessageLink[]
  readonly unsubscribe: Unsubscribe
  readonly tags: readonly string[]
  /** The names of the inboxes it is in. */
  readonly inboxes: readonly string[]
  /** Bytes of the raw message. */
  readonly size: number
  /** What is wrong with it, in sentences. */
  readonly problems: readonly string[]
  /** Where a person sees it. */
  readonly url: string
  /** Where its HTML is as a page, with its inline images; it runs no script. */
  readonly viewUrl: string

  /**
   * The address of the first link whose words or address match; of the first link at all without a matcher.
   * @throws an error that lists the links there are
   */
  link(matcher?: TextMatcher): string
  /**
   * The first code that matches.
   * @throws an error that shows the text
   */
  code(matcher?: RegExp): string
  /**
   * The first element of the HTML that the CSS selector matches.
   * @throws an error that names the selector and shows the HTML's beginning
   */
  $(selector: string): MessageElement
  /** All elements of the HTML that the CSS selector matches. */
  $$(selector: string): readonly MessageElement[]
  /** The exact bytes that were received, without dot-stuffing. */
  raw(): Promise<Uint8Array>
  /** What client and server said, line by line; `undefined` where it is not kept any more. */
  transcript(): Promise<Session | undefined>
  /** The clauses that it does not meet, each with what is there instead; none when it meets them all. */
  missed(criteria: CriteriaArgument): Promise<readonly string[]>
  /** Deletes it on the server. */
  delete(): Promise<void>
}

/** A message of the wire, with what else can be asked about it. */
export function createMessage(wire: WireMessage, client: Client): Message {
  const links = wire.Links.map(({ URL, Text, Kind, Source }) => ({
    url: URL,
    text: Text,
    kind: Kind,
    source: Source,
  }))
  const codes = wire.Codes.map(({ Value, Context }) => ({ value: Value, context: Context }))
  const viewUrl = client.viewUrl(wire.ID)
  const facts = { subject: wire.Subject, text: wire.Text, html: wire.HTML }
  const message: Message = {
    id: wire.ID,
    cursor: wire.Seq,
    ...facts,
    from: toMailbox(wire.From),
    to: toMailboxes(wire.To),
    cc: toMailboxes(wire.Cc),
    bcc: toMailboxes(wire.Bcc),
    replyTo: toMailboxes(wire.ReplyTo),
    hasText: wire.HasText,
    hasHtml: wire.HasHTML,
    date: new Date(wire.Date),
    receivedAt: new Date(wire.Created),
    messageId: wire.MessageID,
    headers: createHeaders(wire.HeaderLines),
    envelope: { from: wire.Envelope.From, to: wire.Envelope.To },
    session: toSession(wire),
    attachments: createAttachments(wire, client),
    links,
    codes,
    images: links.filter(({ kind }) => kind === 'image'),
    unsubscribe: {
      links: wire.ListUnsubscribe.Links,
      isOneClick: /^\s*List-Unsubscribe=One-Click\s*$/i.test(wire.ListUnsubscribe.HeaderPost),
    },
    tags: wire.Tags,
    inboxes: wire.Inboxes,
    size: wire.Size,
    problems: wire.Problems.map(({ Text }) => Text),
    url: viewUrl.replace(/\.html$/, ''),
    viewUrl,
    link: (matcher) => linkOf(facts.subject, links, matcher),
    code: (matcher) => codeOf(facts, codes, matcher),
    $: (selector) => findOne(facts, selector),
    $$: (selector) => findAll(wire.HTML, selector),
    raw: () => client.raw(wire.ID),
    async transcript() {
      const { Session: session } = wire
      return session?.HasTranscript === true ? client.session(session.ID) : undefined
    },
    missed: (criteria) => missedClauses(toCriteria(criteria), message, client),
    delete: () => client.deleteMessages([wire.ID]),
  }
  return message
}

function toSession({ Session: session }: WireMessage): MessageSession | undefined {
  if (session === null) return undefined
  const { ID, RemoteAddress, ClientName, Protocol, TLS, User } = session
  return {
    id: ID,
    remoteAddress: RemoteAddress,
    clientName: ClientName,
    protocol: Protocol,
    tls: TLS === null ? undefined : { protocol: TLS.Protocol, cipher: TLS.Cipher },
    user: User,
  }
}
