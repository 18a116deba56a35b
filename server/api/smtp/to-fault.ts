import type { Fault } from '../../contract/faults.ts'
import type { FaultAction, FaultMatch } from '../../core/faults/fault-rule.ts'
import type { FaultStatus } from '../../core/faults/faults.ts'

/** A rule as the contract says it; what was not asked for is not there. */
export function toFault({ rule, hits, remaining }: FaultStatus): Fault {
  const { id, inbox, stage, match, times, probability, seed, expiresAt } = rule
  return {
    ID: id,
    ...(inbox === undefined ? {} : { Inbox: inbox }),
    Stage: stage,
    ...toMatch(match),
    Action: toAction(rule.action),
    ...(times === undefined ? {} : { Times: times }),
    ...(probability === undefined ? {} : { Probability: probability }),
    ...(seed === undefined ? {} : { Seed: seed }),
    ...(expiresAt === undefined ? {} : { ExpiresAt: expiresAt.toISOString() }),
    Hits: hits,
    Remaining: remaining ?? null,
  }
}

function toMatch({ sender, recipient, subject, nth }: FaultMatch): Pick<Fault, 'Match'> {
  const match = {
    ...(sender === undefined ? {} : { Sender: sender }),
    ...(recipient === undefined ? {} : { Recipient: recipient }),
    ...(subject === undefined ? {} : { Subject: subject }),
    ...(nth === undefined ? {} : { Nth: nth }),
  }
  return Object.keys(match).length === 0 ? {} : { Match: match }
}

function toAction(action: FaultAction): Fault['Action'] {
  const { reject, delayMs, drop, keep, bytesPerSecond, greylist } = action
  return {
    ...(reject && {
      Reject: { Code: reject.code, Enhanced: reject.enhanced, Text: reject.text },
    }),
    ...(delayMs === undefined ? {} : { DelayMs: delayMs }),
    ...(drop === undefined ? {} : { Drop: drop }),
    ...(keep === true ? { Keep: true } : {}),
    ...(bytesPerSecond === undefined ? {} : { BytesPerSecond: bytesPerSecond }),
    ...(greylist === true ? { Greylist: true } : {}),
  }
}
