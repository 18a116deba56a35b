import type { FailedSession, WaitTimeout } from '../../contract/wait.ts'
import type { SessionSummary } from '../../core/session.ts'
import type { WaitOutcome } from '../../core/waits/wait-outcome.ts'
import { toSummary } from '../../wire/to-summary.ts'

type TimedOut = Extract<WaitOutcome, { type: 'timeout' }>

/** What a wait was asked for, as it was written. */
export interface AskedWait {
  readonly query?: string
  readonly inbox?: string
  readonly count?: string
}

/** What came instead of what was waited for. */
export function toTimeoutReport(outcome: TimedOut, asked: AskedWait): WaitTimeout {
  return {
    Error: explainTimeout(outcome, asked),
    Code: 'timeout',
    WaitedMs: outcome.waitedMs,
    Cursor: outcome.cursor,
    Arrived: outcome.arrived.map(({ message, missed }) => ({
      Message: toSummary(message),
      Missed: [...missed],
    })),
    Elsewhere: outcome.elsewhere,
    Evicted: outcome.evicted,
    FailedSessions: outcome.failedSessions.map(toFailedSession),
  }
}

/** A failing test must explain itself, also where only this sentence is shown. */
export function explainTimeout(outcome: TimedOut, asked: AskedWait): string {
  const { matchCount, waitedMs, elsewhere, evicted } = outcome
  const where = asked.inbox === undefined ? '' : ` in the inbox ${asked.inbox}`
  const [failed] = outcome.failedSessions
  return [
    matchCount > 0
      ? `${matchCount} of ${asked.count ?? 1} messages matched${where} within ${waitedMs} ms.`
      : `${whatWasMissed(asked)}${where}${howOften(asked)} within ${waitedMs} ms.`,
    matchCount > 0 ? '' : nearestOf(outcome),
    elsewhere > 0 ? `${elsewhere} came to other inboxes.` : '',
    evicted > 0 ? `${evicted} made room for newer ones (see --max).` : '',
    failed ? `An SMTP session failed: ${failed.error}` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function whatWasMissed({ query }: AskedWait): string {
  return query === undefined || query === '' ? 'No message came' : `No message matched ${query}`
}

function howOften({ count }: AskedWait): string {
  return count === undefined || count === '1' ? '' : ` ${count} times`
}

function nearestOf({ arrived }: TimedOut): string {
  const nearest = arrived.find(({ missed }) => missed.length > 0)
  if (!nearest) return ''
  return `The closest, "${nearest.message.digest.subject}", missed ${nearest.missed.join(' and ')}.`
}

function toFailedSession(session: SessionSummary): FailedSession {
  return {
    ID: session.id,
    Started: session.startedAt.toISOString(),
    RemoteAddress: session.remoteAddress,
    ClientName: session.clientName,
    Outcome: session.outcome,
    Error: session.error,
  }
}
