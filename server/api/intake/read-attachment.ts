import type { SendBody } from '../../contract/app.ts'
import { MailmittError } from '../../core/errors.ts'
import { looksLikeText, sniffType } from './sniff-type.ts'

type SentAttachment = NonNullable<SendBody['Attachments']>[number]

export interface Attachment {
  readonly fileName: string
  readonly contentType: string
  /** Without angle brackets; `''` where it is no inline part. */
  readonly contentId: string
  readonly bytes: Buffer
}

const UNKNOWN = 'application/octet-stream'

/** One attachment of a `POST send`; `typeOfName` knows the type by the ending of a file's name. */
export function readAttachment(
  sent: SentAttachment,
  typeOfName: (fileName: string) => string,
): Attachment {
  const { bytes, declaredType } = readContent(sent)
  const contentType = sent.ContentType ?? ''
  return {
    fileName: sent.Filename,
    contentType: checkedType(contentType || declaredType, sent) || guessType(),
    contentId: (sent.ContentID ?? '').replaceAll(/[<>\s]/g, ''),
    bytes,
  }

  /** What the bytes say for sure, then the name, which knows a calendar from a text, then a guess. */
  function guessType(): string {
    const sniffed = sniffType(bytes)
    if (sniffed !== undefined) return sniffed
    const byName = typeOfName(sent.Filename)
    if (byName !== UNKNOWN) return byName
    return looksLikeText(bytes) ? 'text/plain; charset=utf-8' : UNKNOWN
  }
}

interface ReadContent {
  readonly bytes: Buffer
  /** That of a `data:` URL, else `''`. */
  readonly declaredType: string
}

function readContent(sent: SentAttachment): ReadContent {
  const { Content: content } = sent
  if (!/^data:/i.test(content)) return { bytes: fromBase64(content, sent), declaredType: '' }
  // RFC 2397: what browsers' `readAsDataURL` gives.
  const comma = content.indexOf(',')
  if (comma === -1) throw undecodable(sent, 'the data: URL has no comma')
  const [declaredType = '', ...parameters] = content.slice('data:'.length, comma).split(';')
  const data = content.slice(comma + 1)
  const isBase64 = parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64')
  const bytes = isBase64 ? fromBase64(data, sent) : fromEscapes(data, sent)
  return { bytes, declaredType: declaredType.trim() }
}

function fromBase64(text: string, sent: SentAttachment): Buffer {
  const base64 = text.replaceAll(/\s+/g, '')
  const digits = base64.replace(/={1,2}$/, '')
  if (!/^[a-z0-9+/_-]*$/i.test(digits) || digits.length % 4 === 1) {
    throw undecodable(sent, 'it is not base64')
  }
  return Buffer.from(base64, 'base64')
}

function fromEscapes(text: string, sent: SentAttachment): Buffer {
  try {
    return Buffer.from(decodeURIComponent(text))
  } catch (cause) {
    if (cause instanceof URIError) throw undecodable(sent, 'its escapes are broken')
    throw cause
  }
}

function undecodable({ Filename: fileName }: SentAttachment, why: string): MailmittError {
  return new MailmittError('bad-request', `Error decoding base64 attachment "${fileName}": ${why}.`)
}

/** A type of whatever else would become a line of the header, or of none. */
function checkedType(contentType: string, { Filename: fileName }: SentAttachment): string {
  const isType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\u0020-\u007e]*)?$/.test(contentType)
  if (contentType === '' || isType) return contentType
  throw new MailmittError(
    'bad-request',
    `Invalid ContentType of the attachment "${fileName}": ${contentType}.`,
  )
}
