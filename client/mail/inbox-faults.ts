import type { Fault } from '../../server/contract/faults.ts'
import type { Client } from '../http/client.ts'
import { isNotFound } from '../http/http-error.ts'
import { escapedExpression } from './match-text.ts'
import { isGone } from './reach.ts'
import type { Scope } from './scope.ts'

/** What goes wrong, at which command of SMTP, and how often. */
export interface InboxFault {
  /** `message` is after the final dot, `data` before the 354. */
  readonly stage: 'connect' | 'helo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'message'
  /** Of the refusal, 400 to 599. */
  readonly code?: number
  /** What the refusal says. */
  readonly text?: string
  /** RFC 3463; made from the code when absent. */
  readonly enhanced?: string
  /** Milliseconds before anything else. */
  readonly delay?: number
  /** Ends the connection without a reply: closed (`fin`) or reset (`rst`). */
  readonly drop?: 'fin' | 'rst'
  /** The first so many times, then never again; always when absent. */
  readonly times?: number
  /** Percent, 0 to 100. */
  readonly probability?: number
}

export interface FaultHandle {
  readonly id: string
  /** How often it has acted. */
  hits(): Promise<number>
  remove(): Promise<void>
}

export interface InboxFaults {
  add(fault: InboxFault): Promise<FaultHandle>
  removeAll(): Promise<void>
}

/** Stages at which nobody is known yet. */
const WITHOUT_USER: ReadonlySet<string> = new Set(['connect', 'helo', 'starttls'])
/** Stages at which the recipient is known. */
const WITH_RECIPIENT: ReadonlySet<string> = new Set(['rcpt', 'data', 'message'])

/** Faults that act on mail of one inbox, and end with it. */
export function createInboxFaults(client: Client, scope: Scope): InboxFaults {
  const ids = new Set<string>()

  async function remove(id: string): Promise<void> {
    if (!ids.delete(id)) return
    try {
      await client.removeFault(id)
    } catch (error) {
      // With the server its faults are gone as well.
      if (!isNotFound(error) && !isGone(error)) throw error
    }
  }

  return {
    async add(fault) {
      const { ID: id } = await client.addFault(toRule(fault, scope))
      ids.add(id)
      return {
        id,
        hits: async () => hitsOf(await client.faults(), id),
        remove: () => remove(id),
      }
    },
    async removeAll() {
      for (const id of [...ids]) await remove(id)
    },
  }
}

function toRule(fault: InboxFault, { inbox, recipient }: Scope): Parameters<Client['addFault']>[0] {
  const { stage, code, text, enhanced, delay, drop, times, probability } = fault
  if (WITHOUT_USER.has(stage)) {
    throw new TypeError(
      `A fault at "${stage}" cannot be for one inbox alone: neither user nor recipient is known there. ` +
        'Use mail.client.addFault, which acts on all mail.',
    )
  }
  if (inbox === undefined && !WITH_RECIPIENT.has(stage)) {
    throw new TypeError(
      `A fault at "${stage}" cannot be for ${recipient ?? 'an address'} alone: no recipient is known there. ` +
        'Use an inbox by name, whose SMTP user tells it, or the stages rcpt, data and message.',
    )
  }
  const refusal = {
    ...(text === undefined ? {} : { Text: text }),
    ...(enhanced === undefined ? {} : { Enhanced: enhanced }),
  }
  if (code === undefined && (text !== undefined || enhanced !== undefined)) {
    throw new TypeError('A refusal needs a code, 400 to 599.')
  }
  return {
    Stage: stage,
    ...(inbox === undefined
      ? { Match: { Recipient: exactly(recipient ?? '') } }
      : { Inbox: inbox }),
    Action: {
      ...(code === undefined ? {} : { Reject: { Code: code, ...refusal } }),
      ...(delay === undefined ? {} : { DelayMs: delay }),
      ...(drop === undefined ? {} : { Drop: drop }),
    },
    ...(times === undefined ? {} : { Times: times }),
    ...(probability === undefined ? {} : { Probability: probability }),
  }
}

/** An expression, so that no sign of an address is taken for a glob. */
function exactly(address: string): string {
  return `/(?i)^${escapedExpression(address)}$/`
}

function hitsOf(faults: readonly Fault[], id: string): number {
  return faults.find(({ ID }) => ID === id)?.Hits ?? 0
}
