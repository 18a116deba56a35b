import { randomBytes } from 'node:crypto'
import type { SessionRecord } from '../core/session.ts'

/** A connection that ended before SMTP began: nothing could be said, but somebody will look for it. */
export function toUnreadSession(remoteAddress: string, reason: string, at: Date): SessionRecord {
  return {
    id: randomBytes(10).toString('hex'),
    startedAt: at,
    endedAt: at,
    remoteAddress,
    clientName: '',
    user: '',
    tls: undefined,
    outcome: 'aborted',
    error: `The PROXY header was not understood: ${reason}.`,
    messages: [],
    inboxes: [],
    lines: [],
  }
}
