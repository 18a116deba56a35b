import type { Code } from './extract/code.ts'
import type { Link } from './extract/link.ts'
import type { MailDigest } from './message.ts'

/** One header field, in the order of the message. */
export interface HeaderLine {
  readonly name: string
  /** Unfolded; RFC 2047 words decoded; raw 8-bit bytes read as UTF-8, else as windows-1252. */
  readonly value: string
  /** Unfolded, otherwise as sent, bytes as UTF-8 else windows-1252. */
  readonly raw: string
  /** The same with one space a fold, whatever white space was there, as Go and Mailpit unfold. */
  readonly unfolded: string
}

/** A node of the MIME tree (RFC 2045, RFC 2046). */
export interface MimeNode {
  /** Mailpit's numbering: root `0`, its children `1`, `2`, …; nested `1.1`; a nested container is `1.0`. */
  readonly partId: string
  /** Lower case, without parameters. */
  readonly contentType: string
  readonly params: Readonly<Record<string, string>>
  /** Lower case: `attachment`, `inline` or `''`. */
  readonly disposition: string
  readonly fileName: string
  /** Without angle brackets. */
  readonly contentId: string
  /** The Content-Transfer-Encoding in lower case, `''` when absent. */
  readonly encoding: string
  /** Bytes of the decoded body; 0 for a multipart. */
  readonly size: number
  readonly children: readonly MimeNode[]
}

/** A leaf that is neither the text nor the HTML body. */
export interface MailPart {
  readonly partId: string
  /** Never empty: derived (`part-2.ics`) when the mail names none. */
  readonly fileName: string
  readonly contentType: string
  readonly contentId: string
  /** Bytes after the transfer encoding is undone. */
  readonly size: number
  /** Lower-case hexadecimal. */
  readonly checksums: { readonly md5: string; readonly sha1: string; readonly sha256: string }
}

/** List-Unsubscribe (RFC 2369, RFC 8058), as Mailpit reports it. */
export interface ListUnsubscribe {
  readonly header: string
  readonly links: readonly string[]
  readonly errors: string
  readonly headerPost: string
}

/** Everything that can be read from the raw bytes of one message; made on demand, never kept for all. */
export interface MailContent {
  /** The Return-Path header without angle brackets, `''` when absent. */
  readonly returnPath: string
  readonly listUnsubscribe: ListUnsubscribe
  /** The text parts; made from the HTML when there is none (`MailDigest.hasText` tells). */
  readonly text: string
  readonly html: string
  readonly links: readonly Link[]
  /** One-time and verification codes, the best first. */
  readonly codes: readonly Code[]
  readonly inline: readonly MailPart[]
  readonly attachments: readonly MailPart[]
  readonly headerLines: readonly HeaderLine[]
  readonly structure: MimeNode
}

/** The decoded bytes of one leaf. */
export interface PartBody {
  readonly contentType: string
  readonly fileName: string
  readonly bytes: Buffer
}

/** Reads raw mail. Never rejects for what a sender wrote: broken mail has `problems`. */
export interface MailReader {
  digest(raw: Buffer): Promise<MailDigest>
  content(raw: Buffer): Promise<MailContent>
  /** `undefined` when the message has no leaf of that id. */
  part(raw: Buffer, partId: string): Promise<PartBody | undefined>
}
