export interface NamedAddress {
  readonly Name: string
  readonly Address: string
}

interface Addressed {
  readonly To: readonly NamedAddress[]
  readonly Cc: readonly NamedAddress[]
  readonly Bcc: readonly NamedAddress[]
  readonly EnvelopeTo: readonly string[]
}

export function nameOf(address: NamedAddress): string {
  return address.Name.trim() || address.Address
}

export function senderLabel(from: NamedAddress, envelopeFrom: string): string {
  return nameOf(from) || envelopeFrom || 'no sender'
}

/** Addresses before names: in a catcher the question is which account got it. */
export function recipientsOf(message: Addressed): string[] {
  const named = [...message.To, ...message.Cc, ...message.Bcc].map(
    (recipient) => recipient.Address || recipient.Name,
  )
  const all = named.length > 0 ? named : message.EnvelopeTo
  return [...new Set(all)].filter((recipient) => recipient !== '')
}

export interface Disagreement {
  readonly title: string
  readonly detail: string
}

interface Enveloped extends Addressed {
  readonly From: NamedAddress
  readonly Envelope: { readonly From: string; readonly To: readonly string[] }
  readonly Session: object | null
}

/** What SMTP was told that the reader of the mail does not see, and the other way round. */
export function envelopeDisagreements(message: Enveloped): Disagreement[] {
  // Imported mail has an envelope made from its headers.
  if (message.Session === null) return []
  return [hiddenRecipients(message), unaddressed(message), otherSender(message)].flat()
}

function hiddenRecipients(message: Enveloped): Disagreement[] {
  const visible = folded([...message.To, ...message.Cc].map(({ Address }) => Address))
  const hidden = unique(message.Envelope.To).filter((to) => !visible.has(to.toLowerCase()))
  if (hidden.length === 0) return []
  return [{ title: 'Delivered to an address that To and Cc do not name', detail: list(hidden) }]
}

function unaddressed(message: Enveloped): Disagreement[] {
  const envelope = folded(message.Envelope.To)
  const headers = unique([...message.To, ...message.Cc].map(({ Address }) => Address))
  const missing = headers.filter((to) => to !== '' && !envelope.has(to.toLowerCase()))
  if (missing.length === 0) return []
  return [{ title: 'Named in the headers, but not delivered to', detail: list(missing) }]
}

function otherSender({ Envelope, From }: Enveloped): Disagreement[] {
  if (Envelope.From.toLowerCase() === From.Address.toLowerCase()) return []
  const told = Envelope.From === '' ? 'the null sender <>' : Envelope.From
  return [{ title: 'Another envelope sender than From', detail: `MAIL FROM was ${told}` }]
}

function folded(addresses: readonly string[]): Set<string> {
  return new Set(addresses.map((address) => address.toLowerCase()))
}

function unique(addresses: readonly string[]): string[] {
  return [...new Set(addresses)]
}

function list(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 5).join(', ')
  return addresses.length > 5 ? `${shown} and ${addresses.length - 5} more` : shown
}
