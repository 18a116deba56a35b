import type { FaultFacts, FaultStage, FaultVerdict } from '../core/faults/fault-rule.ts'
import type { Envelope } from '../core/message.ts'
import type { RefusedReply } from '../core/refused-replies.ts'
import type { SessionRecord } from '../core/session.ts'
import type { OpenSession } from '../core/session-log.ts'
import type { Accounts } from '../identity/accounts.ts'
import type { IncomingMail, Received } from '../intake/intake.ts'
import type { BytesInFlight } from './bytes-in-flight.ts'

/** What every SMTP listener may say and take. */
export interface SmtpRules {
  /** Infinity is no limit. */
  readonly messageBytesMax: number
  /** 0 is no limit. */
  readonly recipientsMax: number
  readonly startTls: 'offered' | 'hidden' | 'off'
  /** Nothing but EHLO, NOOP, QUIT and STARTTLS before TLS (RFC 3207 4). */
  readonly requiresStartTls: boolean
  /** Upper-case EHLO keywords that are not advertised, but work. */
  readonly hiddenExtensions: ReadonlySet<string>
  /** `undefined` takes any credentials and requires none. */
  readonly accounts: Accounts | undefined
  readonly allowedRecipients: RegExp | undefined
  /** A recipient that is not allowed is answered with 250 and dropped. */
  readonly ignoresRejected: boolean
}

/** Bounds of connections; those of `core/limits.ts` but in tests. */
export interface SmtpBounds {
  readonly idleMs: number
  readonly dataMs: number
  readonly sessionMs: number
  readonly messagesMax: number
  readonly connectionsMax: number
  /** Over all connections. */
  readonly bytesInFlightMax: number
}

/** What a connection needs of the house around it. */
export interface SmtpHost {
  readonly rules: SmtpRules
  readonly bounds: SmtpBounds
  readonly inFlight: BytesInFlight
  /** Set once the server stops: what is idle then gets 421. */
  readonly isStopping: () => boolean
  /** Connections that are open, over all listeners. */
  readonly connectionCount: () => number
  readonly nowMs: () => number
  /** A place in the event log, behind every cursor that was taken. */
  readonly mark: () => number
  /** Calls back once after `ms`; returns the way to call it off. */
  readonly after: (ms: number, callback: () => void) => () => void
  /** Makes sure that there is a certificate. */
  readonly readyTls: () => Promise<void>
  readonly receive: (mail: IncomingMail) => Promise<Received>
  readonly inboxesOf: (user: string, recipients: readonly string[]) => readonly string[]
  /** Whether any fault looks at this stage: what it would be told costs more than to ask. */
  readonly mayFail: (stage: FaultStage) => boolean
  /** The fault that somebody asked for, if one acts now. */
  readonly faultAt: (stage: FaultStage, facts: FaultFacts) => FaultVerdict | undefined
  /** The subject of a message that is not kept yet, where a fault looks at it; else `''`. */
  readonly subjectOf: (raw: Buffer) => Promise<string> | string
  readonly onAccepted: (id: string, envelope: Envelope, bytes: number) => void
  readonly onRefused: (refused: RefusedReply) => void
  readonly onOpened: (id: string, session: OpenSession) => void
  readonly onEnded: (session: SessionRecord) => void
  readonly onFailure: (error: unknown) => void
}
