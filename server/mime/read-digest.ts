import type { MailWords } from '../core/extract/code.ts'
import { findCodes } from '../core/extract/find-codes.ts'
import { hasLink } from '../core/extract/has-link.ts'
import type { MailAddress, MailDigest } from '../core/message.ts'
import { toSearchTexts } from '../core/search/search-text.ts'
import { checkLines } from './check-lines.ts'
import { unbracketed } from './entity.ts'
import type { Pieces } from './in-pieces.ts'
import { parseOtpHeader } from './parse-otp-header.ts'
import { readAddress } from './read-address.ts'
import type { MailHeaders } from './mail-headers.ts'
import { createMailHeaders } from './mail-headers.ts'
import { parseDate } from './parse-date.ts'
import { ownText } from './own-text.ts'
import { quoted } from './mail-problems.ts'
import type { Problems } from './mail-problems.ts'
import type { ReadMail } from './read-mail.ts'
import { toSearchSources } from './to-search-sources.ts'
import { readWords } from './read-words.ts'
import type { Words } from './read-words.ts'
import { toSnippet } from './to-snippet.ts'
import { readXTags } from './read-x-tags.ts'

/** What lists and search need; runs for every message, so it decodes no attachment. */
export function* readDigest(mail: ReadMail): Pieces<MailDigest> {
  const { root, bodies, problems } = mail
  const headers = createMailHeaders(root.fields, problems)
  const from = yield* readFrom(headers, problems)
  const to = yield* readAddress(headers, 'to', problems)
  const cc = yield* readAddress(headers, 'cc', problems)
  const bcc = yield* readAddress(headers, 'bcc', problems)
  const replyTo = yield* readAddress(headers, 'reply-to', problems)
  const dateMs = readDate(headers, problems)?.getTime()
  const xTags = yield* readXTags(headers, problems)
  const subject = headers.text('subject')
  const words = yield* readWords(mail)
  const codes = yield* findCodes(mailWords(headers, words))
  const { html, text } = words
  const searched = { from, to, cc, bcc, replyTo, subject, html, text }
  const { searchText, bodyText, detailText } = toSearchTexts(yield* toSearchSources(mail, searched))
  yield* checkLines(mail.raw, problems)
  return {
    messageId: ownText(unbracketed(headers.text('message-id'))),
    from,
    to,
    cc,
    bcc,
    replyTo,
    subject: ownText(subject),
    dateMs,
    snippet: toSnippet(words.visible),
    attachmentCount: bodies.attachments.length,
    inlineCount: bodies.inline.length,
    hasText: bodies.texts.length > 0,
    hasHtml: bodies.html !== undefined,
    hasLink: hasLink(words.references, words.text),
    hasCode: codes.length > 0,
    xTags,
    searchText,
    bodyText,
    detailText,
    problems: problems.list(),
  }
}

/** Where codes are looked for. */
export function mailWords(headers: MailHeaders, { text, page, hidden }: Words): MailWords {
  const token = parseOtpHeader(headers.values('otp-token'))
  return { subject: headers.text('subject'), text, page, hidden, token }
}

function* readFrom(headers: MailHeaders, problems: Problems): Pieces<MailAddress | undefined> {
  const mailboxes = yield* readAddress(headers, 'from', problems)
  const raw = headers.text('from')
  if (!headers.has('from')) {
    // Without any header there is one thing to say, and it is said already.
    if (!headers.isEmpty) problems.add('missing-from', 'There is no From header (RFC 5322 3.6).')
    return undefined
  }
  if (headers.count('from') > 1 || (mailboxes.length > 1 && !headers.has('sender'))) {
    problems.add(
      'several-from',
      'There are several From addresses; that takes one From header and a Sender header (RFC 5322 3.6.2).',
    )
  }
  return mailboxes[0] ?? (raw === '' ? undefined : { name: raw, address: '' })
}

function readDate(headers: MailHeaders, problems: Problems): Date | undefined {
  const value = headers.text('date')
  if (value === '') {
    if (!headers.isEmpty) problems.add('missing-date', 'There is no Date header (RFC 5322 3.6).')
    return undefined
  }
  const date = parseDate(value)
  if (date === undefined) {
    problems.add('invalid-date', `The Date ${quoted(value)} is not a date as in RFC 5322 3.3.`)
  }
  return date
}
