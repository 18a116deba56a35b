import { formatMailbox } from './mailbox.ts'
import type { Mailbox } from './mailbox.ts'
import type { Message } from './message.ts'

/** Fields that a reader sees, or that a mail client acts on, and that are the same in each run. */
const shownHeaders = ['list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'auto-submitted']

/**
 * A message as text that is the same in each run: what changes from run to run has a name instead. Ids,
 * dates, tokens, codes, ports, and the name of the inbox; boundaries and encodings are not part of it.
 */
export function mailSnapshot(message: Message): string {
  const { subject, from, to, cc, bcc, replyTo, hasText, text, hasHtml, html } = message
  const normalise = normaliserOf(message)
  const fields = [
    `From: ${formatMailbox(from)}`,
    ...mailboxField('To', to),
    ...mailboxField('Cc', cc),
    ...mailboxField('Bcc', bcc),
    ...mailboxField('Reply-To', replyTo),
    `Subject: ${subject}`,
    ...shownHeaders.flatMap((name) =>
      message.headers.all(name).map((value) => `${canonical(name)}: ${value}`),
    ),
  ]
  const attachments = message.attachments.map(
    ({ name, contentType, isInline }) => `${name} (${contentType}${isInline ? ', inline' : ''})`,
  )
  const sections = [
    fields.join('\n'),
    ...(hasText ? [`--- text\n${lines(text)}`] : []),
    ...(hasHtml ? [`--- html\n${lines(html)}`] : []),
    ...(attachments.length > 0 ? [`--- attachments\n${attachments.join('\n')}`] : []),
  ]
  return normalise(sections.join('\n\n'))
}

function mailboxField(name: string, mailboxes: readonly Mailbox[]): readonly string[] {
  return mailboxes.length === 0 ? [] : [`${name}: ${mailboxes.map(formatMailbox).join(', ')}`]
}

function canonical(name: string): string {
  return name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}

/** Without the white space at line ends, which says nothing and differs from system to system. */
function lines(text: string): string {
  // Not with an expression, which looks at each of a million spaces again and again.
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

const uuid = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi
const jwt = /\beyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g
const isoDate = /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?/g
const mailDate =
  /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}(?: \d\d:\d\d(?::\d\d)?(?: (?:GMT|UTC|[+-]\d{4}))?)?/g
/** A word with letters and digits that is too long to be written by a person. */
const token = /(?<![\w-])(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Za-z])[\w-]{20,200}(?![\w-])/g
const port = /\b(localhost|127\.0\.0\.1|\[::1\]):\d{2,5}\b/g

function normaliserOf({ codes, inboxes }: Message): (text: string) => string {
  return (text) => {
    let normal = text
      .replaceAll(uuid, '<uuid>')
      .replaceAll(jwt, '<token>')
      .replaceAll(mailDate, '<date>')
      .replaceAll(isoDate, '<date>')
      .replaceAll(port, '$1:<port>')
    for (const name of inboxes) normal = normal.replaceAll(name, '<inbox>')
    for (const { value } of codes) normal = normal.replaceAll(value, '<code>')
    return normal.replaceAll(token, '<token>')
  }
}
