import type { SessionSummary } from '../../../server/contract/session.ts'

/** As many as the server remembers; what it has forgotten could not be opened. */
const sessionsMax = 1_000

/** What a developer looks for when no mail arrives. */
export function hasFailed({ Outcome }: Pick<SessionSummary, 'Outcome'>): boolean {
  return Outcome === 'partial' || Outcome === 'refused' || Outcome === 'aborted'
}

/** Puts a session where its beginning belongs, in place of what was known of it; newest first. */
export function withSession(
  rows: readonly SessionSummary[],
  session: SessionSummary,
): readonly SessionSummary[] {
  const others = rows.filter(({ ID }) => ID !== session.ID)
  // Both are RFC 3339 in UTC with milliseconds: their order as text is that in time.
  const older = others.findIndex(({ Started }) => Started <= session.Started)
  return others.toSpliced(older < 0 ? others.length : older, 0, session).slice(0, sessionsMax)
}
