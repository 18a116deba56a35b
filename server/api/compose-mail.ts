import type { SendBody } from '../contract/app.ts'
import { MailmittError } from '../core/errors.ts'
import { toTags } from '../core/tags/to-tags.ts'
import type { IncomingMail } from '../intake/intake.ts'

const ADDRESS = /^[^\s<>@]+@[^\s<>@]+$/

/** Headers that the other fields of the body make. */
const OWN_HEADERS = new Set([
  'to',
  'from',
  'cc',
  'bcc',
  'reply-to',
  'date',
  'subject',
  'content-type',
  'mime-version',
])

/** Makes the message that a `POST send` describes. */
export async function composeMail(body: SendBody): Promise<IncomingMail> {
  // Imported at first use: it costs start-up time that most runs need not pay.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const to = checked('To', body.To)
  const cc = checked('Cc', body.Cc)
  const bcc = checked(
    'Bcc',
    body.Bcc?.map((Email) => ({ Email })),
  )
  const [from] = checked('From', [body.From])
  const recipients = [...to, ...cc, ...bcc].map(({ address }) => address)
  if (!from || recipients.length === 0) {
    throw new MailmittError('bad-request', 'The message has no recipient: give To, Cc or Bcc.')
  }
  const tags = toTags(body.Tags ?? [])
  checkHeaders(body.Headers ?? {}, tags)

  const composer = new MailComposer({
    from,
    to,
    cc,
    replyTo: checked('ReplyTo', body.ReplyTo),
    subject: body.Subject ?? '',
    text: body.Text ?? '',
    ...(body.HTML === undefined || body.HTML === '' ? {} : { html: body.HTML }),
    headers: { ...body.Headers, ...(tags.length > 0 ? { 'X-Tags': tags.join(', ') } : {}) },
    attachments: (body.Attachments ?? []).map(toAttachment),
    // RFC 5322 2.1: lines end in CRLF.
    newline: 'windows',
    // Nothing in a request may make the server read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    raw: await composer.compile().build(),
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
      throw new MailmittError('bad-request', `The header "${name}" has a field of its own.`)
    }
    if (!/^[!-9;-~]+$/.test(name)) {
      throw new MailmittError('bad-request', `"${name}" cannot be the name of a header.`)
    }
  }
}

function toAttachment(attachment: NonNullable<SendBody['Attachments']>[number]): object {
  const base64 = attachment.Content.replace(/^data:[^,]*,/, '').replaceAll(/\s+/g, '')
  if (!/^[a-z0-9+/_-]*={0,2}$/i.test(base64)) {
    throw new MailmittError(
      'bad-request',
      `The attachment "${attachment.Filename}" is not valid base64.`,
    )
  }
  return {
    filename: attachment.Filename,
    content: Buffer.from(base64, 'base64'),
    ...(attachment.ContentType === undefined ? {} : { contentType: attachment.ContentType }),
    ...(attachment.ContentID === undefined ? {} : { cid: attachment.ContentID }),
  }
}
