/** Where in a session a fault acts. `message` is behind the final dot, `data` before the 354. */
export const FAULT_STAGES = [
  'connect',
  'helo',
  'starttls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'message',
] as const
export type FaultStage = (typeof FAULT_STAGES)[number]

/** A reply of the server. */
export interface FaultReply {
  /** 400 to 599. */
  readonly code: number
  /** RFC 3463; `''` for none. */
  readonly enhanced: string
  readonly text: string
}

/** How a connection is torn: with a FIN, as a server that goes; with a RST, as one that crashes. */
export type FaultDrop = 'fin' | 'rst'

/** What a rule does; at least one of these. The delay comes first. */
export interface FaultAction {
  readonly reject?: FaultReply
  readonly delayMs?: number
  readonly drop?: FaultDrop
  /** With `drop` at `message`: the message is accepted and kept, only the reply is lost. */
  readonly keep?: boolean
  /** What the client sends is read no faster, until the transaction or the connection ends. */
  readonly bytesPerSecond?: number
  /** 451 the first time that a pair of sender and recipient is seen. */
  readonly greylist?: boolean
}

/** Which events of its stage a rule is about; every condition given must hold. */
export interface FaultMatch {
  /** A glob (`*@example.com`) or a regular expression between slashes (`/^ann/i`), like the next two. */
  readonly sender?: string
  readonly recipient?: string
  readonly subject?: string
  /** The nth RCPT of the transaction, from 1. */
  readonly nth?: number
}

/** A fault that was asked for. */
export interface FaultRule {
  readonly id: string
  readonly inbox: string | undefined
  readonly stage: FaultStage
  readonly match: FaultMatch
  readonly action: FaultAction
  /** It acts so often, then it rests. */
  readonly times: number | undefined
  /** Percent, 0 to 100. */
  readonly probability: number | undefined
  /** Makes the probability the same in every run. */
  readonly seed: number | undefined
  readonly expiresAt: Date | undefined
}

/** What is known when a stage is reached; what a stage cannot know is absent. */
export interface FaultFacts {
  /** The inboxes that this event belongs to: of the user, and of the recipients named so far. */
  readonly inboxes: readonly string[]
  readonly sender?: string
  /** The recipient of this RCPT; for `data` and `message`, all of them. */
  readonly recipients?: readonly string[]
  /** Which RCPT of the transaction this is, from 1. */
  readonly nth?: number
  /** Read only when a rule asks for it: it costs a look into the message. */
  readonly subject?: () => string
}

/** What the server must do now. */
export interface FaultVerdict {
  /** Who says so, for the log: the id of a rule, or the address that carries its own fault. */
  readonly by: string
  readonly delayMs: number
  readonly reject: FaultReply | undefined
  readonly drop: FaultDrop | undefined
  readonly keep: boolean
  readonly bytesPerSecond: number | undefined
}
