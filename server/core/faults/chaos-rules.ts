import type { ChaosName, ChaosTrigger, ChaosTriggers } from './chaos-triggers.ts'
import { CHAOS_NAMES } from './chaos-triggers.ts'
import type { FaultRule, FaultStage } from './fault-rule.ts'
import type { PreparedRule } from './prepared-rule.ts'
import { prepareRule } from './prepared-rule.ts'

const STAGES: Readonly<Record<ChaosName, FaultStage>> = {
  sender: 'mail',
  recipient: 'rcpt',
  authentication: 'auth',
}

const EVERY = {
  inbox: undefined,
  nth: undefined,
  sender: undefined,
  recipient: undefined,
  subject: undefined,
}

/** The rules that the triggers are; one that is off is none. */
export function toChaosRules(triggers: ChaosTriggers): readonly PreparedRule[] {
  return CHAOS_NAMES.filter((name) => triggers[name].probability > 0).map((name) =>
    prepareRule(toChaosRule(name, triggers[name]), EVERY),
  )
}

function toChaosRule(name: ChaosName, { errorCode, probability }: ChaosTrigger): FaultRule {
  return {
    id: toChaosId(name),
    inbox: undefined,
    stage: STAGES[name],
    match: {},
    action: { reject: { code: errorCode, enhanced: '', text: `Chaos ${name} error` } },
    times: undefined,
    probability,
    seed: undefined,
    expiresAt: undefined,
  }
}

export function toChaosId(name: ChaosName): string {
  return `chaos-${name}`
}
