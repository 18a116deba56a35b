import type { EventLog } from './event-log.ts'
import { limits } from './limits.ts'

/** `empty` only said hello; `aborted` was lost or timed out after MAIL, or inside AUTH or TLS. */
export type SessionOutcome = 'empty' | 'delivered' | 'partial' | 'refused' | 'aborted'

/** One SMTP connection that has ended. */
export interface SessionRecord {
  readonly id: string
  readonly startedAt: Date
  readonly endedAt: Date
  readonly remoteAddress: string
  readonly clientName: string
  readonly user: string
  readonly outcome: SessionOutcome
  /** One plain sentence, `''` when nothing went wrong. */
  readonly error: string
}

export interface SessionLog {
  record(session: SessionRecord): void
  /** Failed sessions that ended when the event log stood at `cursor` or later, newest first. */
  failedSince(cursor: number, max: number): readonly SessionRecord[]
}

export interface SessionLogOptions {
  readonly log: EventLog
  readonly max?: number
}

/** Remembers the sessions that ended last. */
export function createSessionLog({ log, max = limits.sessionsMax }: SessionLogOptions): SessionLog {
  const ended: { readonly session: SessionRecord; readonly cursor: number }[] = []
  return {
    record(session) {
      ended.push({ session, cursor: log.cursor })
      if (ended.length > max) ended.shift()
    },
    failedSince: (cursor, most) =>
      ended
        .filter((entry) => entry.cursor >= cursor && hasFailed(entry.session))
        .toReversed()
        .slice(0, most)
        .map(({ session }) => session),
  }
}

function hasFailed({ outcome }: SessionRecord): boolean {
  return outcome === 'partial' || outcome === 'refused' || outcome === 'aborted'
}
