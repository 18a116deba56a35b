import { countOf, formatCount } from './numbers.ts'

type Outcome = 'open' | 'empty' | 'delivered' | 'partial' | 'refused' | 'aborted'

/** How a session went, in the one or two words that a row has room for. */
export const outcomeWord: Readonly<Record<Outcome, string>> = {
  open: 'Still open',
  empty: 'No mail',
  delivered: 'Delivered',
  partial: 'Partly delivered',
  refused: 'Refused',
  aborted: 'Broken off',
}

export const outcomeTone: Readonly<Record<Outcome, 'good' | 'quiet' | 'bad'>> = {
  open: 'quiet',
  empty: 'quiet',
  delivered: 'good',
  partial: 'bad',
  refused: 'bad',
  aborted: 'bad',
}

interface Named {
  readonly ClientName: string
  readonly RemoteAddress: string
  readonly User: string
}

/** `web-1 (127.0.0.1) as shop`: who it was, by what they said of themselves. */
export function clientOf({ ClientName, RemoteAddress, User }: Named): string {
  // Clients without a name say an address literal (RFC 5321 4.1.3), mostly the one they have.
  const hasName = ClientName !== '' && ClientName !== `[${RemoteAddress}]`
  const client = hasName ? `${ClientName} (${RemoteAddress})` : RemoteAddress
  return User === '' ? client : `${client} as ${User}`
}

interface Ended {
  readonly Outcome: Outcome
  readonly Error: string
  readonly Messages: readonly string[]
}

/** Why it failed; where it did not, what it brought. */
export function whatCameOf({ Outcome, Error, Messages }: Ended): string {
  if (Error !== '' && Messages.length > 0)
    return `${formatCount(Messages.length)} delivered. ${Error}`
  if (Error !== '') return Error
  if (Messages.length > 0) return countOf(Messages.length, 'message')
  return Outcome === 'open' ? 'Nothing sent yet' : 'Only said hello'
}
