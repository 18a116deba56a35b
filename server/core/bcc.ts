import type { MailAddress, Message } from './message.ts'

/** The Bcc header, and every envelope recipient that no To, Cc or Bcc header names. */
export function bccOf({ digest, envelope }: Message): readonly MailAddress[] {
  const named = new Set(
    [...digest.to, ...digest.cc, ...digest.bcc].map(({ address }) => address.toLowerCase()),
  )
  const hidden = new Map<string, MailAddress>()
  for (const recipient of envelope.to) {
    const key = recipient.toLowerCase()
    if (!named.has(key)) hidden.set(key, { name: '', address: recipient })
  }
  return [...digest.bcc, ...hidden.values()]
}
