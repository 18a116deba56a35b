import type { Attachment as WireAttachment, Message } from '../../server/contract/message.ts'
import type { Client } from '../http/client.ts'

export interface Attachment {
  /** Never empty: derived (`part-2.ics`) where the message names none. */
  readonly name: string
  /** Lower case, without parameters. */
  readonly contentType: string
  /** Without angle brackets, or `''`. */
  readonly contentId: string
  /** Bytes after the transfer encoding is undone. */
  readonly size: number
  /** Whether the message shows it among its text. */
  readonly isInline: boolean
  /** Lower-case hexadecimal. */
  readonly checksums: { readonly md5: string; readonly sha1: string; readonly sha256: string }
  /** Where it is downloaded. */
  readonly url: string
  /** The decoded bytes. */
  bytes(): Promise<Uint8Array>
  /** The decoded bytes as UTF-8. */
  text(): Promise<string>
  /** The decoded bytes as JSON. */
  json(): Promise<unknown>
}

/**
 * A list that also knows its members by file name: `attachments['invoice.pdf']`; of equal names the first.
 * One without a dot, such as `length`, is for `find`.
 */
export interface Attachments extends ReadonlyArray<Attachment> {
  readonly [name: `${string}.${string}`]: Attachment | undefined
}

/** What is attached comes before what is inline. */
export function createAttachments(message: Message, client: Client): Attachments {
  const { ID, Attachments: attached, Inline } = message
  const list = [
    ...attached.map((part) => toAttachment(part, { ID, client, isInline: false })),
    ...Inline.map((part) => toAttachment(part, { ID, client, isInline: true })),
  ]
  for (const attachment of list) {
    // A message must not be able to change what a list does; and of two equal names the first is meant.
    if (attachment.name in list) continue
    Object.defineProperty(list, attachment.name, { value: attachment })
  }
  return list as unknown as Attachments
}

interface Place {
  readonly ID: string
  readonly client: Client
  readonly isInline: boolean
}

function toAttachment(part: WireAttachment, { ID, client, isInline }: Place): Attachment {
  const bytes = (): Promise<Uint8Array> => client.part(ID, part.PartID)
  const text = async (): Promise<string> => new TextDecoder().decode(await bytes())
  const { MD5, SHA1, SHA256 } = part.Checksums
  return {
    name: part.FileName,
    contentType: part.ContentType,
    contentId: part.ContentID,
    size: part.Size,
    isInline,
    checksums: { md5: MD5, sha1: SHA1, sha256: SHA256 },
    url: client.partUrl(ID, part.PartID),
    bytes,
    text,
    json: async () => JSON.parse(await text()) as unknown,
  }
}
