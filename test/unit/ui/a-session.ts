import type { Session, SessionSummary } from '../../../server/contract/session.ts'

/** A session that ended; of which only what is named matters. The number is the second it began. */
export function aSession(second: number, fields: Partial<SessionSummary> = {}): SessionSummary {
  const started = new Date(Date.UTC(2026, 10, 26, 0, 0, second)).toISOString()
  return {
    ID: `session-${second}`,
    Started: started,
    Ended: started,
    RemoteAddress: '127.0.0.1',
    ClientName: 'app.example',
    User: '',
    TLS: null,
    Outcome: 'delivered',
    Error: '',
    Messages: [],
    Inboxes: [],
    ...fields,
  }
}

export function withLines(summary: SessionSummary, ...texts: string[]): Session {
  return {
    ...summary,
    Lines: texts.map((Text) => ({ At: summary.Started, From: 'C' as const, Text })),
  }
}
