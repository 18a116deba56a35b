import type { FaultDrop, FaultStage, FaultVerdict } from '../core/faults/fault-rule.ts'
import type { Conversation, FaultMeans } from './conversation.ts'
import type { SessionNotes } from './session-notes.ts'

/** What a fault can do to a connection. */
export interface FaultTarget {
  readonly isClosing: () => boolean
  readonly notes: Pick<SessionNotes, 'remark' | 'failed'>
  reply: Conversation['reply']
  /** To the end of the connection. */
  throttle(bytesPerSecond: number): void
  throttleTransaction(bytesPerSecond: number): void
  /** Resolves after so long, or when the connection is gone. */
  pause(ms: number): Promise<void>
  tear(how: FaultDrop): void
}

/** Stages before there is a transaction: their refusals would not count as failures of a session. */
const EARLY: readonly FaultStage[] = ['connect', 'helo', 'starttls']
/** What acts on one transaction leaves the next one alone. */
const OF_TRANSACTION: readonly FaultStage[] = ['mail', 'rcpt', 'data']

/** Does to a connection what a fault says. True when nothing is left to do for the command. */
export async function obeyFault(
  target: FaultTarget,
  verdict: FaultVerdict,
  { stage, means }: { readonly stage: FaultStage; readonly means: FaultMeans },
): Promise<boolean> {
  const { by, delayMs, bytesPerSecond, drop, reject } = verdict
  if (bytesPerSecond !== undefined) {
    if (OF_TRANSACTION.includes(stage)) target.throttleTransaction(bytesPerSecond)
    else target.throttle(bytesPerSecond)
  }
  if (delayMs > 0 && !target.isClosing()) await target.pause(delayMs)
  if (target.isClosing()) return true
  if (verdict.keep) await means.keep?.()
  if (drop) {
    const sentence = `the fault ${by} dropped the connection at ${stage}`
    target.notes.remark('S', sentence)
    target.notes.failed('aborted', `${capitalized(sentence)}.`)
    target.tear(drop)
    return true
  }
  if (!reject) return false
  const reply: Conversation['reply'] = means.reply ?? ((...words) => target.reply(...words))
  reply(reject.code, reject.enhanced, reject.text)
  if (EARLY.includes(stage)) {
    target.notes.failed(
      'refused',
      `The fault ${by} refused ${stage}: ${reject.code} ${reject.text}`,
    )
  }
  return true
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
