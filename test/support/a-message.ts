import type {
  AcceptedMail,
  Envelope,
  MailDigest,
  Message,
  MessageId,
} from '../../server/core/message.ts'
import { addressLine, toSearchTexts, withEnvelope } from '../../server/core/search/search-text.ts'
import { toSearched } from '../../server/core/search/to-searched.ts'

let next = 1

function newId(): MessageId {
  return `message-${next++}` as MessageId
}

/** What a mail is searched by besides the fields of its digest. */
export interface SearchedFields {
  readonly text?: string
  readonly html?: string
  readonly attachments?: readonly string[]
  readonly inline?: readonly string[]
  readonly headers?: readonly (readonly [name: string, value: string])[]
}

/** A digest of an ordinary mail; name only the fields the test is about. What is searched follows them. */
export function aDigest({
  text = '',
  html = '',
  attachments = [],
  inline = [],
  headers = [],
  ...fields
}: Partial<MailDigest> & SearchedFields = {}): MailDigest {
  const plain = {
    messageId: 'hello@example.com',
    from: { name: 'Ann', address: 'ann@example.com' },
    to: [{ name: 'Bob', address: 'bob@example.com' }],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: 'Hello',
    dateMs: undefined,
    snippet: '',
    attachmentCount: 0,
    inlineCount: 0,
    hasText: true,
    hasHtml: false,
    hasLink: false,
    hasCode: false,
    xTags: [],
    problems: [],
    ...fields,
  }
  const searched = toSearchTexts({
    subject: toSearched(plain.subject),
    from: addressLine(plain.from ? [plain.from] : []),
    to: addressLine(plain.to),
    cc: addressLine(plain.cc),
    bcc: addressLine(plain.bcc),
    replyTo: addressLine(plain.replyTo),
    rest: '',
    attachments: attachments.map(toSearched),
    inline: inline.map(toSearched),
    html: toSearched(html),
    text: toSearched(text),
    headers: headers.map(([name, value]) => [name.toLowerCase(), toSearched(value)]),
  })
  return { ...searched, ...plain }
}

export function anEnvelope(fields: Partial<Envelope> = {}): Envelope {
  const to = fields.to ?? ['bob@example.com']
  return { from: 'ann@example.com', to, mailParams: {}, rcptParams: to.map(() => ({})), ...fields }
}

type MessageFields = Partial<Omit<Message, 'digest'>> & {
  readonly digest?: Partial<MailDigest> & SearchedFields
}

/** A kept message; name only the fields the test is about. */
export function aMessage({ digest, ...fields }: MessageFields = {}): Message {
  const envelope = fields.envelope ?? anEnvelope()
  return {
    id: newId(),
    seq: 1,
    receivedMs: Date.parse('2026-01-01T00:00:00Z'),
    size: 0,
    envelope,
    session: undefined,
    inboxes: [],
    read: false,
    tags: [],
    digest: withEnvelope(aDigest(digest), envelope),
    ...fields,
  }
}

/** A mail that has just been answered with 250. */
export function anAcceptedMail(fields: Partial<AcceptedMail> = {}): AcceptedMail {
  return {
    id: newId(),
    receivedMs: Date.parse('2026-01-01T00:00:00Z'),
    raw: Buffer.from('Subject: Hello\r\n\r\n'),
    envelope: anEnvelope(),
    session: undefined,
    inboxes: [],
    tags: [],
    ...fields,
  }
}
