import type { TextMatcher } from '../mail/criteria.ts'
import type { Message, MessageCode, MessageLink } from '../mail/message.ts'
import { codeOf, linkOf } from '../mail/pick.ts'
import type { Mailbox } from '../mail/mailbox.ts'

/** What of a message goes from one process to another. */
export interface PlainMessage {
  readonly id: string
  readonly subject: string
  readonly from: Mailbox
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly text: string
  readonly html: string
  readonly links: readonly MessageLink[]
  readonly codes: readonly MessageCode[]
  readonly attachments: readonly {
    readonly name: string
    readonly contentType: string
    readonly size: number
    readonly url: string
  }[]
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  /** Where a person sees it. */
  readonly url: string
  /** Where its HTML is as a page. */
  readonly viewUrl: string
}

/** The same with what can be asked of it. */
export interface RemoteMessage extends PlainMessage {
  /** The address of the first link whose words or address match. */
  link(matcher?: TextMatcher): string
  /** The first code that matches. */
  code(matcher?: RegExp): string
}

export function toPlainMessage(message: Message): PlainMessage {
  const { id, subject, from, to, cc, text, html, links, codes, envelope, url, viewUrl } = message
  return {
    ...{ id, subject, from, to, cc, text, html, links, codes, envelope, url, viewUrl },
    attachments: message.attachments.map(({ name, contentType, size, url: place }) => ({
      name,
      contentType,
      size,
      url: place,
    })),
    headers: [...message.headers].map(({ name, value }) => ({ name, value })),
  }
}

export function toRemoteMessage(plain: PlainMessage): RemoteMessage {
  return {
    ...plain,
    link: (matcher) => linkOf(plain.subject, plain.links, matcher),
    code: (matcher) => codeOf(plain, plain.codes, matcher),
  }
}
