import { Type } from 'typebox'
import type { Static } from 'typebox'
import { OneOf, OrNull } from './terms.ts'

/** RFC 3339. Built per use: one shared schema object would be one shared example. */
const Time = (description: string) => Type.String({ format: 'date-time', description })

export const Address = Type.Object({ Name: Type.String(), Address: Type.String() })
export type Address = Static<typeof Address>

const summaryFields = {
  ID: Type.String({ description: '22 characters of 0-9A-Za-z' }),
  MessageID: Type.String({ description: 'The Message-ID header without angle brackets' }),
  Seq: Type.Integer({ description: "Place of the message's `new` event in the event log" }),
  Read: Type.Boolean(),
  From: Address,
  To: Type.Array(Address),
  Cc: Type.Array(Address),
  Bcc: Type.Array(Address, {
    description: 'The Bcc header, and every envelope recipient that no To, Cc or Bcc header names',
  }),
  ReplyTo: Type.Array(Address),
  Subject: Type.String(),
  Created: Time('When the message was received, UTC'),
  Username: Type.String({ description: 'The AUTH user of the session, or empty' }),
  Tags: Type.Array(Type.String()),
  Inboxes: Type.Array(Type.String()),
  EnvelopeFrom: Type.String({ description: 'MAIL FROM; empty for the null sender' }),
  EnvelopeTo: Type.Array(Type.String(), { description: 'RCPT TO; order and duplicates kept' }),
  Size: Type.Integer({ description: 'Bytes of the raw message' }),
  Attachments: Type.Integer(),
  Snippet: Type.String(),
}

export const MessageSummary = Type.Object(summaryFields, { title: 'MessageSummary' })
export type MessageSummary = Static<typeof MessageSummary>

export const MessageList = Type.Object(
  {
    total: Type.Integer({ description: 'All kept messages' }),
    unread: Type.Integer({ description: 'All unread messages' }),
    count: Type.Integer({ description: 'Messages in this page' }),
    messages_count: Type.Integer({ description: 'Messages that match' }),
    messages_unread: Type.Integer({ description: 'Unread messages that match' }),
    start: Type.Integer(),
    tags: Type.Array(Type.String(), { description: 'All tags, by name' }),
    messages: Type.Array(MessageSummary),
  },
  { title: 'MessageList' },
)
export type MessageList = Static<typeof MessageList>

export const Attachment = Type.Object({
  PartID: Type.String(),
  FileName: Type.String(),
  ContentType: Type.String(),
  ContentID: Type.String(),
  Size: Type.Integer({ description: 'Bytes after the transfer encoding is undone' }),
  Checksums: Type.Object({ MD5: Type.String(), SHA1: Type.String(), SHA256: Type.String() }),
})
export type Attachment = Static<typeof Attachment>

export const HeaderLine = Type.Object({
  Name: Type.String(),
  Value: Type.String({ description: 'Unfolded and decoded (RFC 2047)' }),
  Raw: Type.String({ description: 'Unfolded, otherwise as sent' }),
})
export type HeaderLine = Static<typeof HeaderLine>

export const Problem = Type.Object({ Code: Type.String(), Text: Type.String() })
export type Problem = Static<typeof Problem>

export const Link = Type.Object({
  URL: Type.String({ description: 'As written; entities and transfer encoding undone' }),
  Text: Type.String({ description: 'Its visible words, or the alt text of an image' }),
  Source: OneOf(['html', 'text']),
  Kind: OneOf(['link', 'image', 'stylesheet', 'unsubscribe', 'mailto', 'tel']),
})
export type Link = Static<typeof Link>

export const Code = Type.Object({
  Value: Type.String({ description: 'As displayed, in ASCII letters and digits' }),
  Context: Type.String({ description: 'The sentence or line around it' }),
})
export type Code = Static<typeof Code>

const Params = Type.Record(Type.String(), Type.String())

export const EnvelopeFacts = Type.Object({
  From: Type.String(),
  To: Type.Array(Type.String()),
  MailParams: Params,
  RcptParams: Type.Array(Params, { description: 'One entry for each of To' }),
})
export type EnvelopeFacts = Static<typeof EnvelopeFacts>

export const SessionFacts = Type.Object({
  ID: Type.String(),
  RemoteAddress: Type.String(),
  ClientName: Type.String({ description: 'The argument of HELO or EHLO' }),
  Protocol: Type.String({ description: 'RFC 3848: ESMTP, ESMTPSA, …' }),
  TLS: OrNull(Type.Object({ Protocol: Type.String(), Cipher: Type.String() })),
  User: Type.String(),
  AuthMechanism: Type.String(),
  HasTranscript: Type.Boolean(),
})
export type SessionFacts = Static<typeof SessionFacts>

export interface StructureNode {
  PartID: string
  ContentType: string
  Params: Record<string, string>
  Disposition: string
  FileName: string
  ContentID: string
  Encoding: string
  Size: number
  Children: StructureNode[]
}

/** The MIME tree. Recursive, so it is a `$ref` to itself; served without its `$defs` wrapper. */
export const Structure = Type.Unsafe<StructureNode>({
  $id: 'Structure',
  type: 'object',
  required: [
    'PartID',
    'ContentType',
    'Params',
    'Disposition',
    'FileName',
    'ContentID',
    'Encoding',
    'Size',
    'Children',
  ],
  properties: {
    PartID: { type: 'string' },
    ContentType: { type: 'string' },
    Params: { type: 'object', additionalProperties: { type: 'string' } },
    Disposition: { type: 'string' },
    FileName: { type: 'string' },
    ContentID: { type: 'string' },
    Encoding: { type: 'string' },
    Size: { type: 'integer' },
    Children: { type: 'array', items: { $ref: 'Structure#' } },
  },
})

const { Attachments: _count, Snippet: _snippet, ...shared } = summaryFields

export const Message = Type.Object(
  {
    ...shared,
    ReturnPath: Type.String({ description: 'Return-Path header, else the address of From' }),
    ListUnsubscribe: Type.Object({
      Header: Type.String(),
      Links: Type.Array(Type.String()),
      Errors: Type.String(),
      HeaderPost: Type.String(),
    }),
    Date: Time('The Date header, or Created when it is missing or invalid'),
    HasText: Type.Boolean({ description: 'Whether the mail has a text part of its own' }),
    HasHTML: Type.Boolean(),
    Text: Type.String({ description: 'The text parts; made from the HTML when HasText is false' }),
    HTML: Type.String(),
    Links: Type.Array(Link, {
      description:
        'Those of the HTML, then those of the text, in order; unique by URL and text; at most 5,000',
    }),
    Codes: Type.Array(Code, {
      description: 'One-time and verification codes, the best first; empty when there is none',
    }),
    Inline: Type.Array(Attachment),
    Attachments: Type.Array(Attachment),
    Problems: Type.Array(Problem),
    HeaderLines: Type.Array(HeaderLine),
    Structure: Type.Unsafe<StructureNode>({ $ref: 'Structure#' }),
    Envelope: EnvelopeFacts,
    Session: OrNull(SessionFacts),
  },
  { title: 'Message' },
)
export type Message = Static<typeof Message>

/** Canonical-Key → values, unfolded but not decoded, as Mailpit answers. */
export const Headers = Type.Record(Type.String(), Type.Array(Type.String()), { title: 'Headers' })
export type Headers = Static<typeof Headers>

const Ids = Type.Array(Type.String())

/** Body of `DELETE messages`. Keys match without case. */
export const DeleteBody = Type.Object(
  { IDs: Type.Optional(Ids) },
  { title: 'DeleteBody', additionalProperties: false },
)
export type DeleteBody = Static<typeof DeleteBody>

/** Body of `PUT messages`: IDs or a search, or neither for all. Keys match without case. */
export const ReadBody = Type.Object(
  {
    Read: Type.Optional(Type.Boolean({ description: 'Absent is false' })),
    IDs: Type.Optional(Ids),
    Search: Type.Optional(Type.String()),
  },
  { title: 'ReadBody', additionalProperties: false },
)
export type ReadBody = Static<typeof ReadBody>
