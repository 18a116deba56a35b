import { MailmittError } from '../core/errors.ts'
import type { LogEntry } from '../core/event-log.ts'
import { matches } from '../core/search/matches.ts'
import { parseQuery } from '../core/search/parse-query.ts'

/** Which entries a client is told. */
export type FeedFilter = (entry: LogEntry) => boolean

/** An inbox filters messages, changes and deletes; a query only new messages. */
export function toFilter({ inbox, query }: { inbox?: string; query?: string }): FeedFilter {
  const parsed = query === undefined || query === '' ? undefined : parseQuery(query)
  if (parsed?.ok === false) throw new MailmittError('invalid-query', parsed.problem)
  const name = inbox?.toLowerCase()

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
