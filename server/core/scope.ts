import { MailmittError } from './errors.ts'
import { isInboxName } from './inbox.ts'
import type { Selection } from './message-store.ts'
import type { Query } from './search/parse-query.ts'
import { parseQuery } from './search/parse-query.ts'
import { parseWhen, resolveWhen } from './search/parse-when.ts'
import { isTimeZone } from './search/zoned-time.ts'

/** What a request says of the messages that it is about, as it was written. */
export interface Scope {
  readonly query?: string
  readonly inbox?: string
  /** The time zone of dates in the query. */
  readonly tz?: string
}

type Now = () => Date

/** The query, or the refusal that says where it is wrong. */
export function toQuery(source: string, tz: string | undefined, now: Now): Query {
  const parsed = parseQuery(source, { now, timeZone: toTimeZone(tz) })
  if (parsed.ok) return parsed.query
  const { at, problem, suggestion } = parsed
  throw new MailmittError('invalid-query', problem, { place: { at, suggestion } })
}

/** An inbox that cannot exist is refused: a misspelt one must not look like an empty one. */
export function toInbox(name: string): string {
  const inbox = name.toLowerCase()
  if (isInboxName(inbox)) return inbox
  throw new MailmittError('bad-request', `"${name}" cannot be the name of an inbox.`)
}

export function toSelection({ query, inbox, tz }: Scope, now: Now): Selection {
  const timeZone = toTimeZone(tz)
  return {
    ...(query === undefined || query === '' ? {} : { query: toQuery(query, timeZone, now) }),
    ...(inbox === undefined ? {} : { inbox: toInbox(inbox) }),
  }
}

/** The end of a list, as Mailpit's `before`: a date that cannot be read is none. */
export function toBefore(
  text: string | undefined,
  { tz }: Scope,
  now: Now,
): Pick<Selection, 'before'> {
  const when = parseWhen(text ?? '', toTimeZone(tz))
  return when ? { before: new Date(resolveWhen(when, now())) } : {}
}

/** The server's own is `undefined`. */
function toTimeZone(name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined
  if (isTimeZone(name)) return name
  throw new MailmittError(
    'bad-request',
    `There is no time zone "${name.slice(0, 60)}": write one like Europe/Berlin.`,
  )
}
