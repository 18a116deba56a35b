import { MailmittError } from './errors.ts'
import { isInboxName } from './inbox.ts'
import type { Selection } from './message-store.ts'
import type { Query } from './search/parse-query.ts'
import { parseQuery } from './search/parse-query.ts'

/** What a request says of the messages that it is about, as it was written. */
export interface Scope {
  readonly query?: string
  readonly inbox?: string
}

/** The query, or the refusal that says where it is wrong. */
export function toQuery(source: string): Query {
  const parsed = parseQuery(source)
  if (!parsed.ok) throw new MailmittError('invalid-query', parsed.problem)
  return parsed.query
}

/** An inbox that cannot exist is refused: a misspelt one must not look like an empty one. */
export function toInbox(name: string): string {
  const inbox = name.toLowerCase()
  if (isInboxName(inbox)) return inbox
  throw new MailmittError('bad-request', `"${name}" cannot be the name of an inbox.`)
}

export function toSelection({ query, inbox }: Scope): Selection {
  return {
    ...(query === undefined || query === '' ? {} : { query: toQuery(query) }),
    ...(inbox === undefined ? {} : { inbox: toInbox(inbox) }),
  }
}
