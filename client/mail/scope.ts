import type { Criteria } from './criteria.ts'
import { toQuery } from './criteria-query.ts'

/** Whose mail is looked at. */
export interface Scope {
  /** As in `No message came to …`. */
  readonly title: string
  /** The inbox on the server; `undefined` looks at all mail. */
  readonly inbox: string | undefined
  /** Only what has this recipient in its envelope. */
  readonly recipient: string | undefined
  /** Of addresses that name an inbox: `inbox.test`. */
  readonly domain: string
}

/** What the server is asked for: messages of this scope that may meet the criteria. */
export function scopeQuery({ recipient }: Pick<Scope, 'recipient'>, criteria: Criteria): string {
  const own = recipient === undefined ? [] : [recipientTerm(recipient)]
  return [...own, toQuery(criteria)].filter((term) => term !== '').join(' ')
}

/** The one term of a scope's own, as the server repeats it among what a message missed. */
export function recipientTerm(recipient: string): string {
  return `envelope-to:="${recipient}"`
}
