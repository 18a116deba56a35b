import type { SessionOutcome } from '../core/session.ts'

/** What a connection was in the middle of. */
export type Inside = 'transaction' | 'auth' | 'tls' | undefined

/** How a session went, told from its replies. */
export interface SessionTracker {
  /** `text` is the whole reply. */
  replied(verb: string, code: number, text: string): void
  /** A last word that answers nothing the client said: it was idle for too long, or the server stops. */
  saidGoodbye(text: string): void
  /** A fault tore the connection, or refused it before there was a transaction. */
  failed(outcome: 'refused' | 'aborted', sentence: string): void
  /** How it stands, or stood at its end. */
  outcome(inside: Inside): { readonly outcome: SessionOutcome; readonly error: string }
}

const LOST = {
  transaction: 'The connection was lost after MAIL, before a message was complete.',
  auth: 'The connection was lost in the middle of AUTH.',
  tls: 'The TLS handshake failed: the client may not trust the certificate.',
} as const

const TRANSACTION_VERBS = new Set(['MAIL', 'RCPT', 'DATA', 'BDAT'])

function toSentence(verb: string, text: string): string {
  return `${verb === '' ? 'The client' : verb} was answered ${text}`
}

export function createSessionTracker(): SessionTracker {
  let delivered = false
  let failure = ''
  let refusedRecipient = ''
  let partial = ''
  let torn = ''
  let goodbye = ''
  /** Whether the last word in the transaction was a no: a client that leaves then has lost nothing. */
  let endsInRefusal = false
  /** Of what neither is AUTH nor belongs to a transaction: it explains, but nothing has failed. */
  let aside = ''

  function repliedInTransaction(verb: string, code: number, text: string): void {
    const refused = code >= 400
    const sentence = refused ? toSentence(verb, text) : ''
    if (verb === 'MAIL') refusedRecipient = ''
    endsInRefusal = refused
    // Behind a refusal a client that pipelines hears 503 for the rest: the first one is the reason.
    if (refused && !(code === 503 && failure !== '')) failure = sentence
    if (verb === 'RCPT' && refused) refusedRecipient = sentence
    if (verb === 'DATA' && code === 250) {
      delivered = true
      failure = ''
      if (refusedRecipient !== '') partial = refusedRecipient
    }
  }

  return {
    replied(verb, code, text) {
      if (TRANSACTION_VERBS.has(verb)) repliedInTransaction(verb, code, text)
      else if (verb !== 'AUTH') aside = code >= 400 ? toSentence(verb, text) : aside
      else if (code >= 400) failure = toSentence(verb, text)
      else if (code === 235) failure = ''
    },
    saidGoodbye(text) {
      goodbye = `The server ended the session: ${text}`
    },
    failed(outcome, sentence) {
      if (outcome === 'aborted') torn = sentence
      else failure = sentence
    },
    outcome(inside) {
      if (torn !== '') return { outcome: 'aborted', error: torn }
      if (inside && !(inside === 'transaction' && endsInRefusal)) {
        return { outcome: 'aborted', error: goodbye || LOST[inside] }
      }
      if (failure !== '') return { outcome: 'refused', error: failure }
      if (partial !== '') return { outcome: 'partial', error: partial }
      return { outcome: delivered ? 'delivered' : 'empty', error: aside || goodbye }
    },
  }
}
