import type { SessionRecord } from '../core/session.ts'
import { newSessionId } from './session-id.ts'

/** A connection that ended before SMTP began: nothing could be said, but somebody will look for it. */
export function toUnreadSession(remoteAddress: string, reason: string, at: Date): SessionRecord {
  return {
    id: newSessionId(),
    startedAt: at,
    endedAt: at,
    remoteAddress,
    clientName: '',
    user: '',
    tls: undefined,
    outcome: 'aborted',
    error: `The PROXY header was not understood: ${reason}.`,
    failedAt: undefined,
    messages: [],
    inboxes: [],
    lines: [],
  }
}
