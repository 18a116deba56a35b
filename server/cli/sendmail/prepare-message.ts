import { encodeName } from './encode-name.ts'
import { exitCodes, SendmailError } from './exit-codes.ts'
import { readMailboxes } from './read-mailboxes.ts'
import type { Field } from './split-header.ts'
import { fieldValue, splitHeader } from './split-header.ts'

export interface Order {
  readonly sender: string
  readonly fullName: string | undefined
  /** As given on the command line: lists, perhaps with names. */
  readonly recipients: readonly string[]
  readonly readsRecipients: boolean
  readonly now: Date
  /** For the Message-ID. */
  readonly newId: string
}

export interface PreparedMail {
  readonly recipients: readonly string[]
  /** Every line ends in CRLF. */
  readonly message: Buffer
}

const RECIPIENT_FIELDS = ['to', 'cc', 'bcc']
/** RFC 5322 3.6.6: who sends a mail anew names its readers in these, and means no others. */
const RESENT_FIELDS = ['resent-to', 'resent-cc', 'resent-bcc']
const BLIND_FIELDS = ['bcc', 'resent-bcc']

/**
 * Makes of what a program wrote what goes out: Bcc is taken out, From, Date and Message-ID are put in where
 * they are missing, nothing else changes but line ends.
 */
export async function prepareMessage(input: Buffer, order: Order): Promise<PreparedMail> {
  const { fields, body } = splitHeader(withCrlf(input))
  const isResent = fields.some(({ name }) => RESENT_FIELDS.includes(name))
  const asked = isResent ? RESENT_FIELDS : RECIPIENT_FIELDS
  const listed = fields.filter(({ name }) => asked.includes(name)).map(fieldValue)
  const lists = order.readsRecipients ? [...listed, ...order.recipients] : order.recipients
  const recipients = await readMailboxes(lists)
  if (recipients.length === 0) throw noRecipients(order)
  const kept = fields
    .filter(({ name }) => !BLIND_FIELDS.includes(name))
    .flatMap(({ lines }) => lines)
  return {
    recipients,
    message: Buffer.concat([
      Buffer.from(missingFields(fields, order)),
      Buffer.from(kept.join(''), 'latin1'),
      Buffer.from('\r\n'),
      body,
    ]),
  }
}

function noRecipients({ readsRecipients }: Order): SendmailError {
  return readsRecipients
    ? new SendmailError(exitCodes.dataError, 'There is no recipient in To, Cc and Bcc.')
    : new SendmailError(exitCodes.usage, 'There is no recipient: name one, or give -t.')
}

/**
 * RFC 5321 2.3.8: lines end in CRLF and nothing else; the programs of this machine write LF. A bare CR goes
 * out as a line end too, so it must be one before the header is read: a Bcc behind it would not be found.
 */
function withCrlf(input: Buffer): Buffer {
  const text = input.toString('latin1').replaceAll(/\r\n|\r|\n/g, '\r\n')
  return Buffer.from(/(?:^|\n)$/.test(text) ? text : `${text}\r\n`, 'latin1')
}

function missingFields(fields: readonly Field[], order: Order): string {
  const { sender, fullName, now, newId } = order
  const has = (name: string): boolean => fields.some((field) => field.name === name)
  const from = fullName === undefined ? sender : `${encodeName(fullName)} <${sender}>`
  return [
    has('from') ? '' : `From: ${from}\r\n`,
    // RFC 5322 3.3 has a zone in figures.
    has('date') ? '' : `Date: ${now.toUTCString().replace('GMT', '+0000')}\r\n`,
    has('message-id') ? '' : `Message-ID: <${newId}@${hostOf(sender)}>\r\n`,
  ].join('')
}

function hostOf(address: string): string {
  return /@([^@]+)$/.exec(address)?.[1] ?? 'localhost'
}
