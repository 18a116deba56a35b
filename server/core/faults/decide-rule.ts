import type { FaultFacts, FaultStage } from './fault-rule.ts'
import type { PreparedRule } from './prepared-rule.ts'
import { conditionHolds } from './rule-condition.ts'
import { nextRandom, toRandomState } from './seeded-random.ts'

/** What a rule remembers. */
export interface RuleState {
  /** How often it acted. */
  readonly hits: number
  /** Where the series of its seed stands. */
  readonly random: number
}

/** Something that happens in a session, and what chance and memory say to it. */
export interface FaultEvent {
  readonly stage: FaultStage
  readonly facts: FaultFacts
  readonly now: Date
  /** 0 to 1, for rules without a seed. */
  readonly random: () => number
  /** Whether a greylist rule has met the pair before. */
  readonly isKnown: (pair: string) => boolean
}

export interface RuleDecision {
  readonly acts: boolean
  readonly state: RuleState
  /** The pair that the greylist has now met. */
  readonly pair?: string
}

export function startState({ rule }: PreparedRule): RuleState {
  return { hits: 0, random: toRandomState(rule.seed ?? 0) }
}

export function isExpired({ rule }: PreparedRule, now: Date): boolean {
  return rule.expiresAt !== undefined && rule.expiresAt <= now
}

/** Whether the rule acts here, and its state afterwards. Only events that it is about take a chance. */
export function decideRule(
  prepared: PreparedRule,
  state: RuleState,
  event: FaultEvent,
): RuleDecision {
  const { rule, condition } = prepared
  const isAsked = rule.stage === event.stage && state.hits < (rule.times ?? Infinity)
  if (!isAsked || isExpired(prepared, event.now)) return { acts: false, state }
  if (!conditionHolds(condition, event.facts)) return { acts: false, state }
  const pair = rule.action.greylist === true ? toPair(rule.id, event.facts) : undefined
  if (pair !== undefined && event.isKnown(pair)) return { acts: false, state }

  const { isHit, random } = roll(prepared, state, event)
  if (!isHit) return { acts: false, state: { ...state, random } }
  const next = { hits: state.hits + 1, random }
  return pair === undefined ? { acts: true, state: next } : { acts: true, state: next, pair }
}

function roll(
  { rule: { probability, seed } }: PreparedRule,
  { random }: RuleState,
  event: FaultEvent,
): { readonly isHit: boolean; readonly random: number } {
  if (probability === undefined) return { isHit: true, random }
  if (seed === undefined) return { isHit: event.random() * 100 < probability, random }
  const { value, state } = nextRandom(random)
  return { isHit: value * 100 < probability, random: state }
}

/** A greylist knows a pair whatever its case; rules know nothing of each other. */
function toPair(id: string, { sender = '', recipients = [] }: FaultFacts): string {
  return [id, sender, ...recipients].join('\n').toLowerCase()
}
