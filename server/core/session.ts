import type { MessageId, SessionFacts } from './message.ts'

/**
 * `refused`: a transaction or an AUTH attempt ended in 4xx or 5xx, and none after it succeeded. `partial`:
 * some recipients were refused. `aborted`: lost or timed out after MAIL, or inside AUTH or TLS. `empty`
 * only said hello.
 */
export type SessionOutcome = 'open' | 'empty' | 'delivered' | 'partial' | 'refused' | 'aborted'

/** One line of a conversation, without its CRLF and without secrets. */
export interface SessionLine {
  /** Milliseconds since 1970. */
  readonly atMs: number
  /** Client or server. */
  readonly from: 'C' | 'S'
  readonly text: string
}

/** One SMTP connection: how it went. */
export interface SessionSummary {
  readonly id: string
  readonly startedAt: Date
  /** `undefined` while it is open. */
  readonly endedAt: Date | undefined
  readonly remoteAddress: string
  readonly clientName: string
  readonly user: string
  readonly tls: SessionFacts['tls']
  readonly outcome: SessionOutcome
  /** One plain sentence, `''` when nothing went wrong. */
  readonly error: string
  /** The last ones that it delivered, in order. */
  readonly messages: readonly MessageId[]
  /** Those of its user and of every recipient that it named, refused ones too. */
  readonly inboxes: readonly string[]
}

/** One SMTP connection, with what was said. */
export interface SessionRecord extends SessionSummary {
  /** The place in the event log of the last refusal, where nothing after it made it good. */
  readonly failedAt: number | undefined
  readonly lines: readonly SessionLine[]
}
