import { limits } from './limits.ts'
import type { MailDigest, Message, MessageId } from './message.ts'
import type { SessionSummary } from './session.ts'

/** What can change. Entries remember the inboxes of what is gone, so that a filter still holds. */
export type Change =
  | { readonly type: 'added'; readonly message: Message }
  | {
      readonly type: 'updated'
      readonly id: MessageId
      readonly inboxes: readonly string[]
      readonly read?: boolean
      readonly tags?: readonly string[]
    }
  | {
      readonly type: 'removed'
      readonly id: MessageId
      readonly inboxes: readonly string[]
      /** It made room for a newer message. */
      readonly evicted: boolean
    }
  /** An SMTP session ended. */
  | { readonly type: 'session'; readonly session: SessionSummary }
  /** Many went at once: reload. */
  | { readonly type: 'pruned' }
  /** All went. */
  | { readonly type: 'cleared' }

export type LogEntry = Change & { readonly seq: number }

export type LogSlice =
  | { readonly ok: true; readonly entries: readonly LogEntry[]; readonly cursor: number }
  /** The cursor has left the log, or is from another run. */
  | { readonly ok: false; readonly cursor: number }

/** The one ordered record of every change; REST, websocket, waits and UI speak of its cursor. */
export interface EventLog {
  /** Every Seq of this run is greater. */
  readonly origin: number
  /** Seq of the newest entry. */
  readonly cursor: number
  /** The Seq that the next entry will get. */
  readonly next: number
  append(change: Change): LogEntry
  /** The entries after `seq`, at most `max`, oldest first. */
  since(seq: number, max: number): LogSlice
  /** Called in order for every entry from now on; returns the way to stop. */
  subscribe(listener: (entry: LogEntry) => void): () => void
}

export interface EventLogOptions {
  /** The first entry is `origin + 1`: process start in ms × 1000, so another run's cursor is known. */
  readonly origin: number
  readonly max?: number
}

export function createEventLog({ origin, max = limits.eventsMax }: EventLogOptions): EventLog {
  /** A ring: the entry `seq` lives at `(seq - origin - 1) % max`. */
  const ring: (LogEntry | undefined)[] = []
  let kept = 0
  let bytes = 0
  const listeners = new Set<(entry: LogEntry) => void>()
  let cursor = origin

  const slot = (seq: number): number => (seq - origin - 1) % max

  function dropOldest(): void {
    const oldest = slot(cursor - kept + 1)
    bytes -= weightOf(ring[oldest])
    ring[oldest] = undefined
    kept -= 1
  }

  return {
    origin,
    get cursor() {
      return cursor
    },
    get next() {
      return cursor + 1
    },
    append(change) {
      const entry: LogEntry = { ...change, seq: cursor + 1 }
      bytes += weightOf(entry)
      // An entry keeps its message, also when the store has let it go.
      while (kept === max || (kept > 0 && bytes > limits.eventBytesMax)) dropOldest()
      cursor += 1
      ring[slot(cursor)] = entry
      kept += 1
      for (const listener of listeners) listener(entry)
      return entry
    },
    since(seq, most) {
      const oldest = cursor - kept
      if (!Number.isSafeInteger(seq) || seq < oldest || seq > cursor) return { ok: false, cursor }
      const entries: LogEntry[] = []
      const last = Math.min(cursor, seq + most)
      for (let at = seq + 1; at <= last; at += 1) {
        const entry = ring[slot(at)]
        if (entry) entries.push(entry)
      }
      return { ok: true, entries, cursor: last }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Bytes that an entry holds, roughly: what a message is searched by, and a session's names. */
function weightOf(entry: LogEntry | undefined): number {
  const text = entry?.type === 'added' ? searchedLength(entry.message.digest) : 0
  const names = entry?.type === 'session' ? weightOfNames(entry.session) : 0
  return 1_024 + 2 * text + names
}

function searchedLength({ searchText, detailText }: MailDigest): number {
  return searchText.length + detailText.length
}

/** Bytes of the up to `limits.sessionNamesMax` messages and as many inboxes that a session names. */
export function weightOfNames({ messages, inboxes }: SessionSummary): number {
  return 64 * (messages.length + inboxes.length)
}
