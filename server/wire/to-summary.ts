import type { Address, MessageSummary } from '../contract/message.ts'
import { bccOf } from '../core/bcc.ts'
import { snippetOf } from '../core/kept-snippet.ts'
import type { MailAddress, Message } from '../core/message.ts'

/** What lists, waits and the feed show of a message. One literal: to spread another into it takes as long as both. */
export function toSummary(message: Message): MessageSummary {
  const { digest, envelope } = message
  return {
    ID: message.id,
    MessageID: digest.messageId,
    Seq: message.seq,
    Read: message.read,
    From: digest.from ? toAddress(digest.from) : { Name: '', Address: '' },
    To: digest.to.map(toAddress),
    Cc: digest.cc.map(toAddress),
    Bcc: bccOf(message).map(toAddress),
    ReplyTo: digest.replyTo.map(toAddress),
    Subject: digest.subject,
    Created: new Date(message.receivedMs).toISOString(),
    Username: message.session?.user ?? '',
    Tags: [...message.tags],
    Inboxes: [...message.inboxes],
    EnvelopeFrom: envelope.from,
    EnvelopeTo: [...envelope.to],
    Size: message.size,
    Attachments: digest.attachmentCount,
    Snippet: snippetOf(digest),
  }
}

/** The fields that a message and its summary have in common. */
export function toShared(message: Message): Omit<MessageSummary, 'Attachments' | 'Snippet'> {
  const { Attachments: _attachments, Snippet: _snippet, ...shared } = toSummary(message)
  return shared
}

function toAddress({ name, address }: MailAddress): Address {
  return { Name: name, Address: address }
}
