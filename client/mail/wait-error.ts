import type { Message } from './message.ts'

/** Why an assertion on mail failed: the message says what came instead, and what to check. */
export class MailError extends Error {
  override readonly name: string = 'MailError'
}

/** By name: the entries of the package that a test imports may each have a class of their own. */
export function isWaitTimeoutError(error: unknown): error is WaitTimeoutError {
  return error instanceof Error && error.name === 'WaitTimeoutError'
}

export function isUnexpectedMessageError(error: unknown): error is UnexpectedMessageError {
  return error instanceof Error && error.name === 'UnexpectedMessageError'
}

/** No message met the criteria in time. */
export class WaitTimeoutError extends MailError {
  override readonly name = 'WaitTimeoutError'
  /** Milliseconds. */
  readonly waitedMs: number
  /** What arrived instead, the closest first; at most 10. */
  readonly arrived: readonly Message[]

  constructor(
    message: string,
    facts: { readonly waitedMs: number; readonly arrived: readonly Message[] },
  ) {
    super(message)
    this.waitedMs = facts.waitedMs
    this.arrived = facts.arrived
  }
}

/** A message came although none was expected. */
export class UnexpectedMessageError extends MailError {
  override readonly name = 'UnexpectedMessageError'
  readonly unexpected: Message

  constructor(message: string, unexpected: Message) {
    super(message)
    this.unexpected = unexpected
  }
}
