import type { FaultFacts } from '../core/faults/fault-rule.ts'
import type { KnownFacts } from './conversation.ts'

/**
 * What a stage tells of itself. A class, since one is made for each command, and the getter of an object
 * literal costs as much as the rest of the command; inboxes are worked out only when a rule asks.
 */
export class StageFacts implements FaultFacts {
  readonly sender?: string
  readonly recipients?: readonly string[]
  readonly nth?: number
  readonly subject?: () => string
  readonly #inboxesOf: () => readonly string[]

  constructor(known: KnownFacts, inboxesOf: () => readonly string[]) {
    if (known.sender !== undefined) this.sender = known.sender
    if (known.recipients !== undefined) this.recipients = known.recipients
    if (known.nth !== undefined) this.nth = known.nth
    if (known.subject !== undefined) this.subject = known.subject
    this.#inboxesOf = inboxesOf
  }

  get inboxes(): readonly string[] {
    return this.#inboxesOf()
  }
}
