import type { FaultRule, FaultStage } from './fault-rule.ts'
import type { PreparedRule } from './prepared-rule.ts'
import { prepareRule } from './prepared-rule.ts'

/** One of Mailpit's three dice. */
export interface ChaosTrigger {
  /** 400 to 599. */
  readonly errorCode: number
  /** Percent; 0 is off. */
  readonly probability: number
}

export const CHAOS_NAMES = ['sender', 'recipient', 'authentication'] as const
export type ChaosName = (typeof CHAOS_NAMES)[number]
export type ChaosTriggers = Readonly<Record<ChaosName, ChaosTrigger>>

export const NO_CHAOS: ChaosTriggers = {
  sender: { errorCode: 451, probability: 0 },
  recipient: { errorCode: 451, probability: 0 },
  authentication: { errorCode: 535, probability: 0 },
}

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

/** Mailpit's sentence about what is wrong, or `undefined`. */
export function findChaosProblem(triggers: ChaosTriggers): string | undefined {
  const all = Object.values(triggers)
  if (!all.every(({ errorCode }) => isWhole(errorCode, 400, 599))) {
    return 'error code must be between 400 and 599'
  }
  if (!all.every(({ probability }) => isWhole(probability, 0, 100))) {
    return 'probability must be between 0 and 100'
  }
  return undefined
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
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
