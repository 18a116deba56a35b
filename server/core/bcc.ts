import type { Envelope, MailAddress, MailDigest, Message } from './message.ts'

/** The Bcc header, and every envelope recipient that no To, Cc or Bcc header names. */
export function bccOf({
  digest,
  envelope,
}: Pick<Message, 'digest' | 'envelope'>): readonly MailAddress[] {
  return [...digest.bcc, ...hiddenRecipients(digest, envelope)]
}

/** The recipients that no header names, each once. */
export function hiddenRecipients(
  { to, cc, bcc }: Pick<MailDigest, 'to' | 'cc' | 'bcc'>,
  envelope: Envelope,
): readonly MailAddress[] {
  const named = new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()))
  const hidden = new Map<string, MailAddress>()
  for (const recipient of envelope.to) {
    const key = recipient.toLowerCase()
    if (!named.has(key)) hidden.set(key, { name: '', address: recipient })
  }
  return [...hidden.values()]
}
