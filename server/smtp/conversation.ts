import type { FaultFacts, FaultStage } from '../core/faults/fault-rule.ts'
import type { MessageId, SessionFacts } from '../core/message.ts'
import type { Login } from './auth/auth-exchange.ts'
import type { ByteSink } from './byte-sink.ts'
import type { Refusal } from './refusals.ts'
import type { SmtpHost } from './smtp-host.ts'
import type { Transaction } from './transaction.ts'

/** What the command tells of its stage; the connection adds the inboxes. */
export type KnownFacts = Omit<FaultFacts, 'inboxes'>

/** How a fault acts where the usual way is not the right one. */
export interface FaultMeans {
  /** Who is logging in, where nobody has yet. */
  readonly user?: string
  /** Keeps the message whose reply is about to be lost. */
  readonly keep?: () => Promise<unknown>
  readonly reply?: Conversation['reply']
}

/** What a command knows of its connection, and can do with it. */
export interface Conversation {
  readonly host: SmtpHost
  readonly transaction: Transaction
  /** The name under which this server greets. */
  readonly serverName: string
  readonly isSecure: boolean
  readonly isLmtp: boolean
  /** Whether TLS is required here, and there is none yet. */
  readonly needsTls: boolean
  /** Whether AUTH is required here, and nobody has logged in. */
  readonly needsLogin: boolean
  /** Whether the peer is one that may claim to be another (Postfix's XCLIENT). */
  readonly mayXclient: boolean
  /** `undefined` without AUTH. */
  readonly login: Login | undefined
  /** Messages that this connection has delivered. */
  readonly messageCount: number
  facts(): SessionFacts

  /** One reply; a list of texts is one of several lines. `''` is no enhanced code. */
  reply(code: number, enhanced: string, text: string | readonly string[]): void
  refuse(refusal: Refusal): void
  /** A last word, then the end. */
  close(): void
  /** Lets a fault act, if one was asked for. True when nothing is left to do for the command. */
  meetsFault(stage: FaultStage, facts: KnownFacts, means?: FaultMeans): Promise<boolean> | boolean

  greeted(clientName: string): void
  /** Somebody was named in RCPT, whether or not the recipient is accepted. */
  named(recipient: string): void
  loggedIn(login: Login): void
  /** Returns how many it were on this connection. */
  countAuthFailure(): number
  /** The next line is an answer, not a command. */
  expectAnswer(take: (answer: string) => Promise<void> | void): void
  startTls(): void
  /** Does what XCLIENT says, and answers it. */
  becomeClient(line: Buffer): Promise<void>
  /** What follows is no command; the commands behind it rest until `then` is done. */
  receive(sink: ByteSink, then: () => Promise<void> | void): void
  /** Bytes that have come, as the transcript tells them; replies are about the message now. */
  notesMessage(bytes: number): void
  notesChunk(bytes: number): void
  /** The transaction is over, however it ended. */
  endTransaction(): void
  delivered(id: MessageId): void
}

/** `undefined` when the command was answered at once. */
export type Command = (talk: Conversation, line: Buffer) => Promise<void> | void

/** The words of a command behind its verb. */
export function argumentsOf(line: Buffer): readonly string[] {
  return line.toString().trim().split(/\s+/).slice(1)
}
