import type { MailReader } from '../../core/mail-content.ts'
import type { Envelope } from '../../core/message.ts'
import type { IncomingMail } from '../../intake/intake.ts'

/** Mail without an SMTP session: its envelope is what its header fields say. */
export async function toIncoming(
  raw: Buffer,
  { reader, inboxes }: { readonly reader: MailReader; readonly inboxes: readonly string[] },
): Promise<IncomingMail> {
  return { raw, envelope: await readEnvelope(raw, reader), session: undefined, inboxes }
}

async function readEnvelope(raw: Buffer, reader: MailReader): Promise<Envelope> {
  // The header alone: the intake will read the whole message soon enough.
  const header = headerOf(raw)
  const { from, to, cc, bcc } = await reader.digest(header)
  const recipients = new Set([...to, ...cc, ...bcc].map(({ address }) => address))
  const isFromKnown = from !== undefined && from.address !== ''
  return {
    from: isFromKnown ? from.address : (await reader.content(header)).returnPath,
    to: [...recipients],
    mailParams: {},
    rcptParams: [...recipients].map(() => ({})),
  }
}

/** Up to the first empty line (RFC 5322 2.1). */
function headerOf(raw: Buffer): Buffer {
  const ends = ['\n\n', '\n\r\n'].map((end) => raw.indexOf(end)).filter((at) => at !== -1)
  return raw.subarray(0, Math.min(...ends, raw.length) + 1)
}
