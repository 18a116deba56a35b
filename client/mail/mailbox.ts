import type { Address } from '../../server/contract/message.ts'

/** RFC 5322 3.4: who, and where. */
export interface Mailbox {
  /** Decoded; `''` when the header gives none. */
  readonly name: string
  readonly address: string
}

export function toMailbox({ Name, Address: address }: Address): Mailbox {
  return { name: Name, address }
}

export function toMailboxes(addresses: readonly Address[]): readonly Mailbox[] {
  return addresses.map(toMailbox)
}

/** Without regard to case, as servers in practice compare them. */
export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export function formatMailbox({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`
}
