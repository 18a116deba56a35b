import { limits } from './limits.ts'
import type { MailDigest, Message, MessageId } from './message.ts'
import { createRing } from './ring.ts'
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
  /** The newest Seq: that of the last entry, or mark. */
  readonly cursor: number
  /** The Seq that the next entry will get. */
  readonly next: number
  append(change: Change): LogEntry
  /** A Seq without an entry: a cursor from before is told from one that was taken afterwards. */
  mark(): number
  /** The entries after `seq`, at most `max`, oldest first. */
  since(seq: number, max: number): LogSlice
  /** Evictions after `seq`; where the log does not reach back so far, at least those that it holds. */
  evictedSince(seq: number): number
  /** Called in order for every entry from now on; returns the way to stop. */
  subscribe(listener: (entry: LogEntry) => void): () => void
}

export interface EventLogOptions {
  /** The first entry is `origin + 1`: process start in ms × 1000, so another run's cursor is known. */
  readonly origin: number
  readonly max?: number
}

interface Kept {
  readonly seq: number
  readonly entry: LogEntry
  /** Evictions since the start, this entry included. */
  readonly evicted: number
}

export function createEventLog({ origin, max = limits.eventsMax }: EventLogOptions): EventLog {
  const ring = createRing<Kept>(max)
  /** What a reader who stands before this has missed. */
  let forgotten: Pick<Kept, 'seq' | 'evicted'> = { seq: origin, evicted: 0 }
  let bytes = 0
  let evicted = 0
  const listeners = new Set<(entry: LogEntry) => void>()
  let cursor = origin

  function makeRoom(): void {
    // An entry keeps its message, also when the store has let it go.
    while (ring.size === max || (ring.size > 0 && bytes > limits.eventBytesMax)) {
      const oldest = ring.shift()
      if (!oldest) return
      bytes -= weightOf(oldest.entry)
      forgotten = { seq: oldest.seq, evicted: oldest.evicted }
    }
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
      cursor += 1
      const entry: LogEntry = { ...change, seq: cursor }
      bytes += weightOf(entry)
      makeRoom()
      if (entry.type === 'removed' && entry.evicted) evicted += 1
      ring.push({ seq: cursor, entry, evicted })
      for (const listener of listeners) listener(entry)
      return entry
    },
    mark() {
      cursor += 1
      return cursor
    },
    since(seq, most) {
      const isHere = Number.isSafeInteger(seq) && seq >= forgotten.seq && seq <= cursor
      if (!isHere) return { ok: false, cursor }
      const entries: LogEntry[] = []
      const first = ring.after(seq)
      const end = Math.min(ring.size, first + most)
      for (let at = first; at < end; at += 1) {
        const kept = ring.at(at)
        if (kept) entries.push(kept.entry)
      }
      return {
        ok: true,
        entries,
        cursor: end === ring.size ? cursor : (entries.at(-1)?.seq ?? seq),
      }
    },
    evictedSince(seq) {
      if (seq <= origin) return evicted
      return evicted - (ring.at(ring.after(seq) - 1) ?? forgotten).evicted
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Bytes that an entry holds, roughly: what a message is searched by, and the names in it. */
function weightOf(entry: LogEntry): number {
  switch (entry.type) {
    case 'added': {
      const { digest, envelope, inboxes } = entry.message
      return 1_024 + 2 * searchedLength(digest) + 64 * (envelope.to.length + inboxes.length)
    }
    case 'updated':
    case 'removed':
      return 1_024 + 64 * entry.inboxes.length
    case 'session':
      return 1_024 + weightOfNames(entry.session)
    case 'pruned':
    case 'cleared':
      return 1_024
  }
}

function searchedLength({ searchText, bodyText, detailText }: MailDigest): number {
  return searchText.length + bodyText.length + detailText.length
}

/** Bytes of the up to `limits.sessionNamesMax` messages and as many inboxes that a session names. */
export function weightOfNames({ messages, inboxes }: SessionSummary): number {
  return 64 * (messages.length + inboxes.length)
}
