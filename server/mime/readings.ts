import type { MailContent, PartBody } from '../core/mail-content.ts'
import type { MailDigest } from '../core/message.ts'
import type { Pieces } from './in-pieces.ts'
import { readContent } from './read-content.ts'
import { readDigest } from './read-digest.ts'
import { readMail } from './read-mail.ts'
import { readPart } from './read-part.ts'

/** The three readings of a mail, from its raw bytes. */
export function* digestPieces(raw: Buffer): Pieces<MailDigest> {
  return yield* readDigest(yield* readMail(raw))
}

export function* contentPieces(raw: Buffer): Pieces<MailContent> {
  return yield* readContent(yield* readMail(raw))
}

export function* partPieces(raw: Buffer, partId: string): Pieces<PartBody | undefined> {
  return yield* readPart(yield* readMail(raw), partId)
}
