import type { SendBody } from '../../contract/app.ts'
import { MailmittError } from '../../core/errors.ts'
import { toTags } from '../../core/tags/to-tags.ts'
import type { IncomingMail } from '../../intake/intake.ts'
import { buildMime } from './build-mime.ts'
import { readAttachment } from './read-attachment.ts'

/** RFC 5321 4.1.2, without quoted local parts: nothing that could end an address or a header. */
const ADDRESS =
  /^[^\s<>()[\]:;@\\,"\x00-\x1f\x7f]+@(?:[^\s<>()[\]:;@\\,"\x00-\x1f\x7f]+|\[[\w.:]+\])$/

/** Headers that the other fields of the body make; of the encoding the tree decides (RFC 2045 6.4). */
const OWN_HEADERS = new Set([
  'to',
  'from',
  'cc',
  'bcc',
  'reply-to',
  'date',
  'subject',
  'content-type',
  'content-transfer-encoding',
  'mime-version',
])

/** Makes the message that a `POST send` describes. */
export async function composeMail(body: SendBody): Promise<IncomingMail> {
  // Imported at first use: they cost start-up time that most runs need not pay.
  const { default: MimeNode } = await import('nodemailer/lib/mime-node')
  const { detectMimeType } = await import('nodemailer/lib/mime-funcs')
  const to = checked('To', body.To)
  const cc = checked('Cc', body.Cc)
  const bcc = checked(
    'Bcc',
    body.Bcc?.map((Email) => ({ Email })),
  )
  const replyTo = checked('Reply-To', body.ReplyTo)
  const [from] = checked('From', [body.From])
  const recipients = [...to, ...cc, ...bcc].map(({ address }) => address)
  if (!from || recipients.length === 0) {
    throw new MailmittError(
      'bad-request',
      'Error building message: no recipients (to, cc, bcc) set.',
    )
  }
  const tags = toTags(body.Tags ?? [])
  checkHeaders(body.Headers ?? {}, tags)

  const root = buildMime(MimeNode, {
    text: body.Text ?? '',
    html: body.HTML ?? '',
    attachments: (body.Attachments ?? []).map((sent) => readAttachment(sent, detectMimeType)),
  })
  for (const [name, value] of Object.entries(body.Headers ?? {})) root.addHeader(name, value)
  root.setHeader('From', [from])
  for (const [name, mailboxes] of [
    ['To', to],
    ['Cc', cc],
    ['Reply-To', replyTo],
  ] as const) {
    if (mailboxes.length > 0) root.setHeader(name, [...mailboxes])
  }
  root.setHeader('Subject', body.Subject ?? '')
  if (tags.length > 0) root.setHeader('X-Tags', tags.join(', '))
  return {
    raw: await root.build(),
    envelope: {
      from: from.address,
      to: recipients,
      mailParams: {},
      rcptParams: recipients.map(() => ({})),
    },
    session: undefined,
    tags,
  }
}

interface Mailbox {
  readonly name: string
  readonly address: string
}

function checked(
  field: string,
  mailboxes: readonly { Name?: string; Email: string }[] = [],
): Mailbox[] {
  return mailboxes.map(({ Name = '', Email }) => {
    if (!ADDRESS.test(Email)) {
      throw new MailmittError('bad-request', `Invalid ${field} address: ${Email}.`)
    }
    return { name: Name, address: Email }
  })
}

function checkHeaders(headers: Readonly<Record<string, string>>, tags: readonly string[]): void {
  for (const name of Object.keys(headers)) {
    const key = name.toLowerCase()
    if (OWN_HEADERS.has(key) || (key === 'x-tags' && tags.length > 0)) {
      throw new MailmittError(
        'bad-request',
        `Cannot overwrite header: "${name}". It is made from the other fields.`,
      )
    }
    if (!/^[!-9;-~]+$/.test(name)) {
      throw new MailmittError('bad-request', `"${name}" cannot be the name of a header.`)
    }
  }
}
