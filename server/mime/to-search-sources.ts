import { limits } from '../core/limits.ts'
import type { MailAddress, MailDigest } from '../core/message.ts'
import type { SearchSources } from '../core/search/search-text.ts'
import { formatMailbox } from '../core/search/search-text.ts'
import { withoutSeparators } from '../core/search/to-searched.ts'
import { decodeWords } from './decode-words.ts'
import { fieldText } from './header-field.ts'
import { createHeaderPace } from './header-pace.ts'
import type { Pieces } from './in-pieces.ts'
import { listedName } from './list-part.ts'
import type { ReadMail } from './read-mail.ts'
import { toSearchText } from './to-search-text.ts'

/** What has been read of a mail and can be searched. */
export interface SearchedMail extends Pick<
  MailDigest,
  'from' | 'to' | 'cc' | 'bcc' | 'replyTo' | 'subject'
> {
  /** The words of the HTML with its link addresses. */
  readonly html: string
  readonly text: string
}

type Headers = readonly (readonly [name: string, value: string])[]

export function* toSearchSources(
  { root, bodies }: ReadMail,
  mail: SearchedMail,
): Pieces<SearchSources> {
  let left = limits.searchTextMax - LINE_ENDS
  function* take(source: string): Pieces<string> {
    const text = yield* toSearchText(source, left)
    left -= text.length
    return text
  }

  const lines = {
    subject: yield* take(mail.subject),
    from: yield* take(format(mail.from ? [mail.from] : [])),
    to: yield* take(format(mail.to)),
    cc: yield* take(format(mail.cc)),
    bcc: yield* take(format(mail.bcc)),
    replyTo: yield* take(format(mail.replyTo)),
  }
  const headers = yield* readHeaders(root.fields)
  const rest = yield* take(restOf(headers, { ...lines, 'reply-to': lines.replyTo }).join(' '))
  const attachments: string[] = []
  for (const leaf of bodies.attachments) attachments.push(yield* take(listedName(leaf)))
  const inline: string[] = []
  for (const leaf of bodies.inline)
    inline.push(yield* toSearchText(listedName(leaf), limits.fileNameLengthMax))
  return {
    ...lines,
    rest,
    attachments,
    inline,
    html: yield* toSearchText(mail.html, left),
    text: yield* toSearchText(mail.text, left),
    headers,
  }
}

/** Characters between the lines and, at most, between the file names. */
const LINE_ENDS = 10 + limits.mimeNodesMax

/** Names in lower case, values decoded; of a header that is too large its beginning. */
function* readHeaders(fields: ReadMail['root']['fields']): Pieces<Headers> {
  const headers: [string, string][] = []
  let left: number = limits.searchedHeadersMax
  const isPieceFull = createHeaderPace()
  for (const field of fields) {
    left -= field.key.length
    if (left <= 0) break
    const sent = fieldText(field)
    if (isPieceFull(sent)) yield
    const value = yield* toSearchText(decodeWords(sent), left)
    left -= value.length
    headers.push([field.key, value])
  }
  return headers
}

/** What Mailpit finds in a header and the addresses do not say: comments, groups, what is no address. */
function restOf(headers: Headers, lines: Readonly<Record<string, string>>): readonly string[] {
  const rest: string[] = []
  for (const name of ['from', 'to', 'cc', 'bcc', 'reply-to', 'return-path']) {
    const header = headers.find(([key]) => key === name)?.[1]
    // Most say what the line says.
    if (header === undefined || header === lines[name]) continue
    const value = withoutSeparators(header)
    if (!withoutSeparators(lines[name] ?? '').startsWith(value)) rest.push(value)
  }
  return rest
}

function format(mailboxes: readonly MailAddress[]): string {
  return mailboxes.map(formatMailbox).join(', ')
}
