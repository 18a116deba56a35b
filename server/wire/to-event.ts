import type { LoggedEvent } from '../contract/events.ts'
import type { LogEntry } from '../core/event-log.ts'
import { toSessionSummary } from './to-session.ts'
import { toSummary } from './to-summary.ts'

/** The log speaks in past tense; on the wire these are Mailpit's names. */
export function toEvent(entry: LogEntry): LoggedEvent {
  const { seq: Seq } = entry
  switch (entry.type) {
    case 'added':
      return { Seq, Type: 'new', Data: toSummary(entry.message) }
    case 'updated':
      return {
        Seq,
        Type: 'update',
        Data: {
          ID: entry.id,
          Inboxes: [...entry.inboxes],
          ...(entry.read === undefined ? {} : { Read: entry.read }),
          ...(entry.tags === undefined ? {} : { Tags: [...entry.tags] }),
        },
      }
    case 'removed':
      return {
        Seq,
        Type: 'delete',
        Data: {
          ID: entry.id,
          Inboxes: [...entry.inboxes],
          ...(entry.evicted ? { Evicted: true } : {}),
        },
      }
    case 'session':
      return { Seq, Type: 'session', Data: toSessionSummary(entry.session) }
    case 'pruned':
      return { Seq, Type: 'prune', Data: null }
    case 'cleared':
      return { Seq, Type: 'truncate', Data: null }
  }
}
