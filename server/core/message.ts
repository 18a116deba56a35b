/** 22 characters of `[0-9A-Za-z]`, as Mailpit's. */
export type MessageId = string & { readonly brand: 'MessageId' }

/** One mailbox of a header (RFC 5322 3.4), decoded (RFC 2047). */
export interface MailAddress {
  readonly name: string
  readonly address: string
}

/** Parameters of MAIL or RCPT, keys in upper case; a keyword without a value is `''`. */
export type EsmtpParams = Readonly<Record<string, string>>

/** What was said in MAIL and RCPT (RFC 5321 3.3), as sent: order, duplicates and case are kept. */
export interface Envelope {
  /** `''` is the null sender. */
  readonly from: string
  readonly to: readonly string[]
  readonly mailParams: EsmtpParams
  /** One entry for each of `to`. */
  readonly rcptParams: readonly EsmtpParams[]
}

/** The SMTP session that carried a message, as it stood at its DATA. */
export interface SessionFacts {
  readonly id: string
  readonly remoteAddress: string
  /** The argument of HELO or EHLO. */
  readonly clientName: string
  /** RFC 3848: `SMTP`, `ESMTP`, `ESMTPS`, `ESMTPA`, `ESMTPSA`; `UTF8…` with SMTPUTF8 (RFC 6531). */
  readonly protocol: string
  readonly tls: { readonly protocol: string; readonly cipher: string } | undefined
  /** `''` without AUTH. */
  readonly user: string
  readonly authMechanism: string
}

/** A message that has been answered with 250 and is not read yet. */
export interface AcceptedMail {
  readonly id: MessageId
  /** Unix time in milliseconds: a `Date` for each message takes six times as much. */
  readonly receivedMs: number
  /** The bytes between DATA and the final dot, dot-unstuffed, otherwise untouched. */
  readonly raw: Buffer
  readonly envelope: Envelope
  /** `undefined` for mail that did not come by SMTP. */
  readonly session: SessionFacts | undefined
  readonly inboxes: readonly string[]
  /** Tags that it is given, whatever else brings it some. */
  readonly tags: readonly string[]
}

/** What lists and searches need of a message; kept in memory for every message, so small. */
export interface MailDigest {
  /** The Message-ID header without its angle brackets. */
  readonly messageId: string
  readonly from: MailAddress | undefined
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  readonly bcc: readonly MailAddress[]
  readonly replyTo: readonly MailAddress[]
  readonly subject: string
  /** The Date header as Unix time in milliseconds, `undefined` when missing or invalid. */
  readonly dateMs: number | undefined
  /** The first words of the visible text, white space collapsed; of a message that is kept `snippetOf` reads it. */
  readonly snippet: string
  readonly attachmentCount: number
  readonly inlineCount: number
  readonly hasText: boolean
  readonly hasHtml: boolean
  /** Whether the HTML or the text has a web address that can be followed. */
  readonly hasLink: boolean
  /** Whether it carries a one-time or verification code. */
  readonly hasCode: boolean
  /** The names in its X-Tags headers, cleaned, each once. */
  readonly xTags: readonly string[]
  /** What a search for words looks at besides the body, folded; its lines are those of `search-text.ts`. */
  readonly searchText: string
  /** The words of the HTML with its link addresses, or of the text where there are none; folded. */
  readonly bodyText: string
  /** What only some operators look at, in the same way. */
  readonly detailText: string
  readonly problems: readonly MailProblem[]
}

/** A kept message, visible to every reader. */
export interface Message {
  readonly id: MessageId
  /** Place in the event log of the message's `added` event. Never changes. */
  readonly seq: number
  /** Unix time in milliseconds. */
  readonly receivedMs: number
  /** Bytes of the raw message. */
  readonly size: number
  readonly envelope: Envelope
  readonly session: SessionFacts | undefined
  readonly inboxes: readonly string[]
  readonly read: boolean
  readonly tags: readonly string[]
  readonly digest: MailDigest
}

/** Something that is wrong with a mail; a broken mail is still a message. */
export interface MailProblem {
  readonly code: string
  /** One sentence for the developer who sent the mail. */
  readonly text: string
}
