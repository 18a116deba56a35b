import { completeReply } from './default-reply.ts'
import { FAULT_ADDRESS_FORMS, parseFaultAddress } from './fault-address.ts'
import type { FaultReply, FaultVerdict } from './fault-rule.ts'

export interface AddressDecision {
  readonly verdict: FaultVerdict | undefined
  /** How often it has been refused now; `undefined` forgets it. */
  readonly refusals: number | undefined
}

const MISSPELT: FaultReply = { code: 553, enhanced: '5.1.3', text: FAULT_ADDRESS_FORMS }

/** What the server must do with a recipient at fault.test that was refused so often before. */
export function decideAddress(recipient: string, refusals: number): AddressDecision {
  const fault = parseFaultAddress(recipient)
  const nothing = {
    by: recipient,
    delayMs: 0,
    reject: undefined,
    drop: undefined,
    keep: false,
    bytesPerSecond: undefined,
  }
  switch (fault.kind) {
    case 'unknown':
      return { verdict: { ...nothing, reject: MISSPELT }, refusals: undefined }
    case 'delay':
      return { verdict: { ...nothing, delayMs: fault.delayMs }, refusals: undefined }
    case 'drop':
      return { verdict: { ...nothing, drop: fault.drop }, refusals: undefined }
    case 'reject': {
      const { code, times } = fault
      if (times !== undefined && refusals >= times)
        return { verdict: undefined, refusals: undefined }
      const reject = completeReply({ code }, 'rcpt', 'a fault address')
      return {
        verdict: { ...nothing, reject },
        refusals: times === undefined ? undefined : refusals + 1,
      }
    }
  }
}
