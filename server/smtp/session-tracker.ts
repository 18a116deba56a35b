import type { SessionOutcome } from '../core/session-log.ts'

/** How a session went, told from its replies. */
export interface SessionTracker {
  replied(verb: string, code: number, text: string): void
  /** The connection ended; `inside` names what it was in the middle of. */
  ended(inside: 'transaction' | 'auth' | 'tls' | undefined): {
    readonly outcome: SessionOutcome
    readonly error: string
  }
}

const LOST = {
  transaction: 'The connection was lost after MAIL, before a message was complete.',
  auth: 'The connection was lost in the middle of AUTH.',
  tls: 'The TLS handshake failed: the client may not trust the certificate.',
} as const

export function createSessionTracker(): SessionTracker {
  let delivered = false
  let failure = ''
  let refusedRecipient = ''
  let partial = ''

  return {
    replied(verb, code, text) {
      const refused = code >= 400
      const sentence = `${verb} was answered ${text}`
      if (verb === 'AUTH') {
        if (refused) failure = sentence
        else if (code === 235) failure = ''
      } else if (verb === 'MAIL') {
        refusedRecipient = ''
        if (refused) failure = sentence
      } else if (verb === 'RCPT' && refused) {
        refusedRecipient = failure = sentence
      } else if (verb === 'DATA' && refused) {
        failure = sentence
      } else if (verb === 'DATA' && code === 250) {
        delivered = true
        failure = ''
        if (refusedRecipient !== '') partial = refusedRecipient
      }
    },
    ended(inside) {
      if (inside) return { outcome: 'aborted', error: LOST[inside] }
      if (failure !== '') return { outcome: 'refused', error: failure }
      if (partial !== '') return { outcome: 'partial', error: partial }
      return { outcome: delivered ? 'delivered' : 'empty', error: '' }
    },
  }
}
