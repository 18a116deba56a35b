import type { Chaos, ChaosBody } from '../../contract/faults.ts'
import type { ChaosTrigger, ChaosTriggers } from '../../core/faults/chaos-triggers.ts'
import { NO_CHAOS } from '../../core/faults/chaos-triggers.ts'

export function toChaos({ sender, recipient, authentication }: ChaosTriggers): Chaos {
  return {
    Sender: toWire(sender),
    Recipient: toWire(recipient),
    Authentication: toWire(authentication),
  }
}

function toWire({ errorCode, probability }: ChaosTrigger): Chaos['Sender'] {
  return { ErrorCode: errorCode, Probability: probability }
}

/** What a body sets; a trigger that is not there is off. */
export function toChaosTriggers({ Sender, Recipient, Authentication }: ChaosBody): ChaosTriggers {
  return {
    sender: toTrigger(Sender, NO_CHAOS.sender),
    recipient: toTrigger(Recipient, NO_CHAOS.recipient),
    authentication: toTrigger(Authentication, NO_CHAOS.authentication),
  }
}

/** As in Mailpit, whose Go clients send 0 for the code that they leave out. */
function toTrigger(
  { ErrorCode = 0, Probability = 0 }: NonNullable<ChaosBody['Sender']> = {},
  fallback: ChaosTrigger,
): ChaosTrigger {
  return { errorCode: ErrorCode === 0 ? fallback.errorCode : ErrorCode, probability: Probability }
}
