import { MailmittError } from './errors.ts'
import type { LogEntry } from './event-log.ts'
import { isInboxName } from './inbox.ts'
import { matches } from './search/matches.ts'
import { parseQuery } from './search/parse-query.ts'

/** Which entries of the event log a reader is told. */
export type EntryFilter = (entry: LogEntry) => boolean

export interface EntryScope {
  readonly inbox?: string
  readonly query?: string
}

/** An inbox filters messages, changes and deletes; a query only new messages. */
export function toEntryFilter({ inbox, query }: EntryScope): EntryFilter {
  const parsed = query === undefined || query === '' ? undefined : parseQuery(query)
  if (parsed?.ok === false) throw new MailmittError('invalid-query', parsed.problem)
  const name = inbox?.toLowerCase()
  if (name !== undefined && !isInboxName(name)) {
    throw new MailmittError('bad-request', `"${name}" cannot be the name of an inbox.`)
  }

  return (entry) => {
    switch (entry.type) {
      case 'added': {
        const { message } = entry
        if (name !== undefined && !message.inboxes.includes(name)) return false
        return parsed === undefined || matches(message, parsed.query)
      }
      case 'updated':
      case 'removed':
        return name === undefined || entry.inboxes.includes(name)
      case 'pruned':
      case 'cleared':
        return true
    }
  }
}
