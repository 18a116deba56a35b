import type {
  AcceptedMail,
  Envelope,
  MailDigest,
  Message,
  MessageId,
} from '../../server/core/message.ts'

let next = 1

function newId(): MessageId {
  return `message-${next++}` as MessageId
}

/** A digest of an ordinary mail; name only the fields the test is about. */
export function aDigest(fields: Partial<MailDigest> = {}): MailDigest {
  return {
    messageId: 'hello@example.com',
    from: { name: 'Ann', address: 'ann@example.com' },
    to: [{ name: 'Bob', address: 'bob@example.com' }],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: 'Hello',
    date: undefined,
    snippet: '',
    attachmentCount: 0,
    inlineCount: 0,
    hasText: true,
    hasHtml: false,
    hasLink: false,
    hasCode: false,
    searchText: '',
    problems: [],
    ...fields,
  }
}

export function anEnvelope(fields: Partial<Envelope> = {}): Envelope {
  const to = fields.to ?? ['bob@example.com']
  return { from: 'ann@example.com', to, mailParams: {}, rcptParams: to.map(() => ({})), ...fields }
}

type MessageFields = Partial<Omit<Message, 'digest'>> & { readonly digest?: Partial<MailDigest> }

/** A kept message; name only the fields the test is about. */
export function aMessage({ digest, ...fields }: MessageFields = {}): Message {
  return {
    id: newId(),
    seq: 1,
    receivedAt: new Date('2026-01-01T00:00:00Z'),
    size: 0,
    envelope: anEnvelope(),
    session: undefined,
    inboxes: [],
    read: false,
    tags: [],
    digest: aDigest(digest),
    ...fields,
  }
}

/** A mail that has just been answered with 250. */
export function anAcceptedMail(fields: Partial<AcceptedMail> = {}): AcceptedMail {
  return {
    id: newId(),
    receivedAt: new Date('2026-01-01T00:00:00Z'),
    raw: Buffer.from('Subject: Hello\r\n\r\n'),
    envelope: anEnvelope(),
    session: undefined,
    inboxes: [],
    ...fields,
  }
}
