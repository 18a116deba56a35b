import type { Session, SessionSummary as WireSummary } from '../contract/session.ts'
import type { SessionRecord, SessionSummary } from '../core/session.ts'

/** What the feed tells of a session. */
export function toSessionSummary(session: SessionSummary): WireSummary {
  const { tls } = session
  return {
    ID: session.id,
    Started: session.startedAt.toISOString(),
    Ended: session.endedAt?.toISOString() ?? null,
    RemoteAddress: session.remoteAddress,
    ClientName: session.clientName,
    User: session.user,
    TLS: tls ? { Protocol: tls.protocol, Cipher: tls.cipher } : null,
    Outcome: session.outcome,
    Error: session.error,
    Messages: [...session.messages],
    Inboxes: [...session.inboxes],
  }
}

/** A session with its transcript. */
export function toSession(session: SessionRecord): Session {
  return {
    ...toSessionSummary(session),
    Lines: session.lines.map(({ atMs, from, text }) => ({
      At: new Date(atMs).toISOString(),
      From: from,
      Text: text,
    })),
  }
}
