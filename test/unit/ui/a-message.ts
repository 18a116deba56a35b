import type { MessageList, MessageSummary } from '../../../server/contract/message.ts'

/** A message of which only what is named matters. */
export function aSummary(fields: Partial<MessageSummary> = {}): MessageSummary {
  const seq = fields.Seq ?? 1
  return {
    ID: `id-${seq}`,
    MessageID: '',
    Seq: seq,
    Read: false,
    From: { Name: 'App', Address: 'app@example.com' },
    To: [{ Name: '', Address: 'ann@example.com' }],
    Cc: [],
    Bcc: [],
    ReplyTo: [],
    Subject: `Subject ${seq}`,
    Created: '2026-11-22T12:00:00.000Z',
    Username: '',
    Tags: [],
    Inboxes: [],
    EnvelopeFrom: 'app@example.com',
    EnvelopeTo: ['ann@example.com'],
    Size: 1000,
    Attachments: 0,
    Snippet: '',
    ...fields,
  }
}

/** `count` messages with the numbers from `newest` down. */
export function summaries(newest: number, count: number): MessageSummary[] {
  return Array.from({ length: count }, (_, index) => aSummary({ Seq: newest - index }))
}

export function aPage(all: readonly MessageSummary[], start: number, limit: number): MessageList {
  const messages = all.slice(start, start + limit)
  const unread = all.filter(({ Read }) => !Read).length
  return {
    total: all.length,
    unread,
    count: messages.length,
    messages_count: all.length,
    messages_unread: unread,
    start,
    tags: [],
    messages,
  }
}
