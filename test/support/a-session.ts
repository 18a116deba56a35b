import type { SessionRecord } from '../../server/core/session.ts'

/** An SMTP session that has ended; name only the fields the test is about. */
export function aSession(fields: Partial<SessionRecord> = {}): SessionRecord {
  const at = new Date('2026-01-01T00:00:00Z')
  return {
    id: `session-${next++}`,
    startedAt: at,
    endedAt: at,
    remoteAddress: '127.0.0.1',
    clientName: 'client.example',
    user: '',
    tls: undefined,
    outcome: 'delivered',
    error: '',
    failedAt: undefined,
    messages: [],
    inboxes: [],
    lines: [],
    ...fields,
  }
}

let next = 1
