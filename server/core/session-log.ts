import { weightOfNames } from './event-log.ts'
import type { EventLog } from './event-log.ts'
import { limits } from './limits.ts'
import type { SessionRecord, SessionSummary } from './session.ts'

export interface SessionSelection {
  readonly inbox: string | undefined
  readonly failed: boolean
  readonly limit: number
}

export interface FailedWindow {
  readonly since: number
  readonly inbox: string | undefined
  readonly max: number
}

/** The sessions that are open, and the last that ended; each end is an entry of the event log. */
export interface SessionLog {
  /** Where the event log stands. */
  readonly cursor: number
  /** A connection was made; `look` tells how it stands. */
  open(id: string, look: () => SessionRecord): void
  /** It has ended, or was never opened and failed at once. */
  end(session: SessionRecord): void
  get(id: string): SessionRecord | undefined
  /** Newest first. */
  list(selection: SessionSelection): readonly SessionRecord[]
  /**
   * Sessions that ended after a cursor and had failed, and open ones in which something failed since,
   * newest first; with an inbox, those of it and those that reached none.
   */
  failedSince(window: FailedWindow): readonly SessionSummary[]
}

export interface SessionLogOptions {
  readonly log: EventLog
  readonly max?: number
  readonly bytesMax?: number
}

interface Ended {
  readonly session: SessionRecord
  readonly seq: number
  readonly bytes: number
}

export function createSessionLog({
  log,
  max = limits.sessionsMax,
  bytesMax = limits.sessionBytesMax,
}: SessionLogOptions): SessionLog {
  const open = new Map<string, () => SessionRecord>()
  /** In order of their ends. */
  const ended = new Map<string, Ended>()
  let bytes = 0

  function makeRoom(): void {
    for (const [id, oldest] of ended) {
      if (ended.size <= max && (bytes <= bytesMax || ended.size === 1)) return
      ended.delete(id)
      bytes -= oldest.bytes
    }
  }

  return {
    get cursor() {
      return log.cursor
    },
    open(id, look) {
      open.set(id, look)
    },
    end(session) {
      open.delete(session.id)
      const { lines, failedAt: _failedAt, ...summary } = session
      const { seq } = log.append({ type: 'session', session: summary })
      const weight = weightOfNames(session) + weightOf(lines)
      ended.set(session.id, { session, seq, bytes: weight })
      bytes += weight
      makeRoom()
    },
    get: (id) => open.get(id)?.() ?? ended.get(id)?.session,
    list: ({ inbox, failed, limit }) =>
      [
        ...Array.from(ended.values(), ({ session }) => session),
        ...Array.from(open.values(), (look) => look()),
      ]
        // Of those that began in the same millisecond the last one comes first.
        .reverse()
        .filter((session) => !failed || hasFailed(session))
        .filter(({ inboxes }) => inbox === undefined || inboxes.includes(inbox))
        .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime())
        .slice(0, limit),
    failedSince: ({ since, inbox, max: most }) =>
      [
        ...Array.from(ended.values())
          .filter(({ seq, session }) => seq > since && hasFailed(session))
          .map(({ session }) => session),
        // A pool keeps its connections: what failed on one must not have to wait for its end.
        ...Array.from(open.values(), (look) => look()).filter(
          ({ failedAt }) => failedAt !== undefined && failedAt >= since,
        ),
      ]
        .filter((session) => concerns(session, inbox))
        .toReversed()
        .slice(0, most),
  }
}

function hasFailed({ outcome }: SessionSummary): boolean {
  return outcome === 'partial' || outcome === 'refused' || outcome === 'aborted'
}

/** What failed before it reached an inbox may have been meant for any; that of another was not. */
function concerns({ inboxes }: SessionSummary, inbox: string | undefined): boolean {
  return inbox === undefined || inboxes.length === 0 || inboxes.includes(inbox)
}

/** Bytes that a transcript holds, roughly. */
function weightOf(lines: SessionRecord['lines']): number {
  return lines.reduce((sum, { text }) => sum + 64 + 2 * text.length, 512)
}
