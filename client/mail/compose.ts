import type { SendBody } from '../../server/contract/app.ts'
import type { Message } from './message.ts'

/** A message to compose. Mailboxes are `ann@example.com` or `Ann <ann@example.com>`. */
export interface Letter {
  readonly from?: string
  readonly to?: string | readonly string[]
  readonly cc?: string | readonly string[]
  readonly bcc?: string | readonly string[]
  readonly replyTo?: string
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  /** More header fields. */
  readonly headers?: Readonly<Record<string, string>>
  readonly attachments?: readonly LetterAttachment[]
}

export interface LetterAttachment {
  readonly name: string
  /** Text is sent as UTF-8. */
  readonly content: string | Uint8Array
  /** Guessed from the name when absent. */
  readonly contentType?: string
}

export interface LetterDefaults {
  readonly from: string
  readonly to: readonly string[]
}

export function toSendBody(letter: Letter, defaults: LetterDefaults): SendBody {
  const { subject, text, html, headers, attachments = [] } = letter
  return {
    From: toMailbox(letter.from ?? defaults.from),
    To: listOf(letter.to ?? defaults.to).map(toMailbox),
    Cc: listOf(letter.cc).map(toMailbox),
    Bcc: listOf(letter.bcc).map((address) => toMailbox(address).Email),
    ReplyTo: listOf(letter.replyTo).map(toMailbox),
    ...(subject === undefined ? {} : { Subject: subject }),
    ...(text === undefined ? {} : { Text: text }),
    ...(html === undefined ? {} : { HTML: html }),
    ...(headers === undefined ? {} : { Headers: { ...headers } }),
    Attachments: attachments.map(({ name, content, contentType }) => ({
      Filename: name,
      Content: toBase64(content),
      ...(contentType === undefined ? {} : { ContentType: contentType }),
    })),
  }
}

/** What the reader of a message answers with, in its thread (RFC 5322 3.6.4). */
export function toReply(message: Message, letter: Letter): Letter {
  const { subject, messageId, replyTo, from, headers } = message
  const own = messageId === '' ? [] : [`<${messageId}>`]
  const before = headers.get('references') ?? headers.get('in-reply-to') ?? ''
  const references = [...before.split(/\s+/).filter((id) => id !== ''), ...own].join(' ')
  const addresses = (replyTo.length > 0 ? replyTo : [from]).map(({ address }) => address)
  return {
    to: addresses,
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    ...letter,
    headers: {
      ...(own[0] === undefined ? {} : { 'In-Reply-To': own[0] }),
      ...(references === '' ? {} : { References: references }),
      ...letter.headers,
    },
  }
}

function listOf(given: string | readonly string[] | undefined): readonly string[] {
  if (given === undefined) return []
  return typeof given === 'string' ? [given] : given
}

function toMailbox(text: string): { Name?: string; Email: string } {
  const [, name = '', address] = /^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? []
  if (address === undefined) return { Email: text.trim() }
  return name === '' ? { Email: address } : { Name: name, Email: address }
}

function toBase64(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const letters: string[] = []
  for (let from = 0; from < bytes.length; from += 0x8000) {
    letters.push(String.fromCharCode(...bytes.subarray(from, from + 0x8000)))
  }
  return btoa(letters.join(''))
}
