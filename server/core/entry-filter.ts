import type { LogEntry } from './event-log.ts'
import type { Scope } from './scope.ts'
import { toSelection } from './scope.ts'
import { matches } from './search/matches.ts'

/** Which entries of the event log a reader is told. */
export type EntryFilter = (entry: LogEntry) => boolean

/** An inbox filters messages, changes, deletes and sessions; a query only new messages. */
export function toEntryFilter(scope: Scope, now: () => Date): EntryFilter {
  const { query, inbox } = toSelection(scope, now)

  return (entry) => {
    switch (entry.type) {
      case 'added': {
        const { message } = entry
        if (inbox !== undefined && !message.inboxes.includes(inbox)) return false
        return query === undefined || matches(message, query)
      }
      case 'updated':
      case 'removed':
        return inbox === undefined || entry.inboxes.includes(inbox)
      case 'session':
        return inbox === undefined || entry.session.inboxes.includes(inbox)
      case 'pruned':
      case 'cleared':
        return true
    }
  }
}
