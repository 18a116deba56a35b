import { countOf } from './numbers.ts'

interface Conversation {
  readonly Started: string
  readonly Ended: string | null
  readonly User: string
  readonly TLS: { readonly Protocol: string; readonly Cipher: string } | null
  readonly Outcome: 'open' | 'empty' | 'delivered' | 'partial' | 'refused' | 'aborted'
  readonly Error: string
  readonly Messages: readonly string[]
  readonly Lines: readonly { readonly From: 'C' | 'S'; readonly Text: string }[]
}

export interface SessionResult {
  readonly tone: 'good' | 'quiet' | 'bad'
  /** What became of it, in a few words. */
  readonly title: string
  /** Why; empty where there is nothing to explain. */
  readonly detail: string
}

/** How a session went, as one says it to somebody who looks for their mail. */
export function sessionResult(
  session: Pick<Conversation, 'Outcome' | 'Error' | 'Messages'>,
): SessionResult {
  const detail = session.Error
  switch (session.Outcome) {
    case 'open':
      return { tone: 'quiet', title: 'Still open', detail }
    case 'empty':
      return { tone: 'quiet', title: 'No mail was sent', detail }
    case 'delivered':
      return { tone: 'good', title: `Delivered ${messagesOf(session)}`, detail }
    case 'partial':
      return {
        tone: 'bad',
        title: `Delivered ${messagesOf(session)}, not to every recipient`,
        detail,
      }
    case 'refused':
      return { tone: 'bad', title: 'Refused', detail }
    case 'aborted':
      return { tone: 'bad', title: 'Broken off', detail }
  }
}

/** `TLSv1.3, TLS_AES_256_GCM_SHA384`. */
export function tlsFact({ TLS }: Pick<Conversation, 'TLS'>): string {
  return TLS === null ? 'not encrypted' : `${TLS.Protocol}, ${TLS.Cipher}`
}

/** `ann, with PLAIN`: who the client said it was, and by which mechanism. */
export function authFact({ User, Lines }: Pick<Conversation, 'User' | 'Lines'>): string {
  const attempt = Lines.findLast(({ From, Text }) => From === 'C' && Text.startsWith('AUTH '))
  const mechanism = attempt?.Text.split(' ')[1] ?? ''
  const hasMechanism = mechanism !== '' && !mechanism.startsWith('*')
  if (User === '') return attempt === undefined ? 'not used' : 'tried, not successful'
  return hasMechanism ? `${User}, with ${mechanism}` : User
}

/** Seconds since the session began, to the millisecond: `0.012`. */
export function secondsInto(session: Pick<Conversation, 'Started'>, at: string): string {
  const elapsedMs = Date.parse(at) - Date.parse(session.Started)
  return Number.isNaN(elapsedMs) ? '' : (Math.max(0, elapsedMs) / 1000).toFixed(3)
}

/** `420 ms`, `3.1 s`, `4 min`; empty while it lasts. */
export function durationOf({ Started, Ended }: Pick<Conversation, 'Started' | 'Ended'>): string {
  const elapsedMs = Ended === null ? Number.NaN : Date.parse(Ended) - Date.parse(Started)
  if (Number.isNaN(elapsedMs)) return ''
  if (elapsedMs < 1000) return `${Math.max(0, elapsedMs)} ms`
  return elapsedMs < 60_000
    ? `${(elapsedMs / 1000).toFixed(1)} s`
    : `${Math.round(elapsedMs / 60_000)} min`
}

export type LineKind = 'said' | 'refusal' | 'remark'

/** A line that nobody said stands between ellipses; a reply from 400 up is a refusal. */
export function lineKind({ From, Text }: Conversation['Lines'][number]): LineKind {
  if (Text.startsWith('… ') && Text.endsWith(' …')) return 'remark'
  return From === 'S' && /^[45]\d\d(?:[ -]|$)/.test(Text) ? 'refusal' : 'said'
}

/** The conversation as one pastes it into an issue. */
export function transcriptText({ Lines }: Pick<Conversation, 'Lines'>): string {
  return Lines.map(({ From, Text }) => `${From}: ${Text}\n`).join('')
}

function messagesOf({ Messages }: Pick<Conversation, 'Messages'>): string {
  return countOf(Messages.length, 'message')
}
