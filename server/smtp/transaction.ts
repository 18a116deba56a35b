import type { Envelope } from '../core/message.ts'
import type { DataCollection } from './data-collection.ts'
import type { ParsedPath } from './parse-path.ts'

/** A mail transaction (RFC 5321 3.3): from MAIL to the final dot, or to what resets it. */
export interface Transaction {
  /** `undefined` before MAIL. */
  readonly sender: ParsedPath | undefined
  /** The accepted ones, in order, duplicates kept. */
  readonly recipients: readonly ParsedPath[]
  /** RCPT commands with a well-formed path, refused ones too. */
  readonly attempts: number
  /** RCPT commands that were answered 250, those whose recipient is not kept too. */
  readonly acceptedCount: number
  /** What has come of the message; `undefined` before DATA and the first BDAT. */
  readonly collection: DataCollection | undefined
  /** How fast its bytes are read; Infinity unless a fault has asked for less. */
  readonly bytesPerSecond: number
  begin(sender: ParsedPath): void
  /** Counts an RCPT; returns which one of the transaction it is, from 1. */
  attempt(): number
  accept(recipient: ParsedPath): void
  /** Says yes to a recipient that is not kept. */
  ignore(): void
  collect(collection: DataCollection): void
  throttle(bytesPerSecond: number): void
  reset(): void
  envelope(): Envelope
}

export function createTransaction(): Transaction {
  let sender: ParsedPath | undefined
  let recipients: ParsedPath[] = []
  let attempts = 0
  let ignored = 0
  let collection: DataCollection | undefined
  let bytesPerSecond = Infinity

  return {
    get sender() {
      return sender
    },
    get recipients() {
      return recipients
    },
    get attempts() {
      return attempts
    },
    get acceptedCount() {
      return recipients.length + ignored
    },
    get collection() {
      return collection
    },
    get bytesPerSecond() {
      return bytesPerSecond
    },
    begin(path) {
      sender = path
    },
    attempt() {
      attempts += 1
      return attempts
    },
    accept(recipient) {
      recipients.push(recipient)
    },
    ignore() {
      ignored += 1
    },
    collect(begun) {
      collection = begun
    },
    throttle(rate) {
      bytesPerSecond = rate
    },
    reset() {
      collection?.discard()
      collection = undefined
      sender = undefined
      recipients = []
      attempts = 0
      ignored = 0
      bytesPerSecond = Infinity
    },
    envelope: () => ({
      from: sender?.address ?? '',
      to: recipients.map(({ address }) => address),
      mailParams: sender?.params ?? {},
      rcptParams: recipients.map(({ params }) => params),
    }),
  }
}
