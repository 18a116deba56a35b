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

/** A connection that goes on. */
export interface OpenSession {
  /** How it stands. */
  look(): SessionRecord
  /** The `failedAt` of that record, without the rest. */
  failedAt(): number | undefined
}

/** The sessions that are open, and the last that ended; each end is an entry of the event log. */
export interface SessionLog {
  /** A place in the event log for something that has failed, behind every cursor that was taken. */
  mark(): number
  /** A connection was made. */
  open(id: string, session: OpenSession): void
  /** It has ended, or was never opened and failed at once. */
  end(session: SessionRecord): void
  get(id: string): SessionRecord | undefined
  /** Newest first. */
  list(selection: SessionSelection): readonly SessionRecord[]
  /**
   * Sessions in which something failed after a cursor, open or ended, the last failure first; with an
   * inbox, those of it and those that reached none.
   */
  failedSince(window: FailedWindow): readonly SessionSummary[]
}

export interface SessionLogOptions {
  readonly log: EventLog
  readonly max?: number
  readonly bytesMax?: number
}

interface Failed {
  readonly session: SessionRecord
  /** Where in the event log. */
  readonly at: number
}

interface Ended extends Failed {
  readonly bytes: number
}

export function createSessionLog({
  log,
  max = limits.sessionsMax,
  bytesMax = limits.sessionBytesMax,
}: SessionLogOptions): SessionLog {
  const open = new Map<string, OpenSession>()
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
    mark: () => log.mark(),
    open(id, session) {
      open.set(id, session)
    },
    end(session) {
      open.delete(session.id)
      const { lines, failedAt, ...summary } = session
      const { seq } = log.append({ type: 'session', session: summary })
      const weight = weightOfNames(session) + weightOf(lines)
      // A refusal that an earlier test has met is none of the test in which the client says good-bye.
      ended.set(session.id, { session, at: failedAt ?? seq, bytes: weight })
      bytes += weight
      makeRoom()
    },
    get: (id) => open.get(id)?.look() ?? ended.get(id)?.session,
    list: ({ inbox, failed, limit }) =>
      [
        ...Array.from(ended.values(), ({ session }) => session),
        ...Array.from(open.values(), (session) => session.look()),
      ]
        // Of those that began in the same millisecond the last one comes first.
        .reverse()
        .filter((session) => !failed || hasFailed(session))
        .filter(({ inboxes }) => inbox === undefined || inboxes.includes(inbox))
        .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime())
        .slice(0, limit),
    failedSince: ({ since, inbox, max: most }) =>
      [...failedEnded(since), ...failedOpen(since)]
        .filter(({ session }) => concerns(session, inbox))
        .sort((one, other) => other.at - one.at)
        .slice(0, most)
        .map(({ session }) => session),
  }

  function failedEnded(since: number): readonly Failed[] {
    return [...ended.values()].filter(({ at, session }) => at > since && hasFailed(session))
  }

  /** A pool keeps its connections: what failed on one must not have to wait for its end. */
  function failedOpen(since: number): readonly Failed[] {
    return [...open.values()].flatMap((session) => {
      const at = session.failedAt()
      return at !== undefined && at > since ? [{ session: session.look(), at }] : []
    })
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
