import { limits } from '../core/limits.ts'
import type { MailAddress, MailDigest } from '../core/message.ts'
import { toSearchTexts } from '../core/search/search-text.ts'
import { checkLines } from './check-lines.ts'
import { decodeBeginning } from './decode-leaf.ts'
import { unbracketed } from './entity.ts'
import type { Entity } from './entity.ts'
import { hasWebAddress } from './has-web-address.ts'
import { htmlWords } from './html-words.ts'
import type { Pieces } from './in-pieces.ts'
import { readAddress } from './read-address.ts'
import type { MailHeaders } from './mail-headers.ts'
import { createMailHeaders } from './mail-headers.ts'
import { parseDate } from './parse-date.ts'
import { quoted } from './mail-problems.ts'
import type { Problems } from './mail-problems.ts'
import type { ReadMail } from './read-mail.ts'
import { toSearchSources } from './to-search-sources.ts'
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
  const date = readDate(headers, problems)
  const xTags = yield* readXTags(headers, problems)
  const subject = headers.text('subject')
  const { visible, hasLink, html, text } = yield* readWords(mail)
  const searched = { from, to, cc, bcc, replyTo, subject, html, text }
  const searchTexts = toSearchTexts(yield* toSearchSources(mail, searched))
  yield* checkLines(mail.raw, problems)
  return {
    messageId: unbracketed(headers.text('message-id')),
    from,
    to,
    cc,
    bcc,
    replyTo,
    subject,
    date,
    snippet: toSnippet(visible),
    attachmentCount: bodies.attachments.length,
    inlineCount: bodies.inline.length,
    hasText: bodies.texts.length > 0,
    hasHtml: bodies.html !== undefined,
    hasLink,
    hasCode: false,
    xTags,
    ...searchTexts,
    problems: problems.list(),
  }
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

interface Words {
  readonly visible: string
  readonly hasLink: boolean
  /** The words of the HTML with the addresses of its links; `''` when it has none. */
  readonly html: string
  readonly text: string
}

/** The words of the HTML if there are any, else those of the text, as Mailpit shows and searches. */
function* readWords({ raw, bodies, problems }: ReadMail): Pieces<Words> {
  const text = yield* joinBeginnings(raw, bodies.texts, problems)
  const plain = { visible: text, hasLink: hasWebAddress(text), html: '', text }
  if (bodies.html === undefined) return plain
  const html = yield* decodeBeginning(raw, bodies.html, problems)
  const { visible, searchable, hasLink } = yield* htmlWords(html, limits.searchTextMax)
  if (searchable.trim() === '') return plain
  return { visible, hasLink: hasLink || plain.hasLink, html: searchable, text }
}

function* joinBeginnings(
  raw: Buffer,
  texts: readonly Entity[],
  problems: Problems,
): Pieces<string> {
  const beginnings: string[] = []
  let length = 0
  for (const leaf of texts) {
    if (length > limits.searchTextMax) break
    const text = yield* decodeBeginning(raw, leaf, problems)
    beginnings.push(text)
    length += text.length
  }
  return beginnings.join('\n--\n')
}
