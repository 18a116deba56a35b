import { MailmittError } from '../errors.ts'
import { limits } from '../limits.ts'
import { createBoundedMap } from './bounded-map.ts'
import { toChaosId, toChaosRules } from './chaos-rules.ts'
import type { ChaosTriggers } from './chaos-triggers.ts'
import { CHAOS_NAMES, NO_CHAOS, findChaosProblem } from './chaos-triggers.ts'
import type { NewFaultRule } from './check-fault-rule.ts'
import { findRuleProblem } from './check-fault-rule.ts'
import { decideAddress } from './decide-address.ts'
import { decideRule } from './decide-rule.ts'
import { isFaultAddress } from './fault-address.ts'
import type { FaultFacts, FaultRule, FaultStage, FaultVerdict } from './fault-rule.ts'
import { prepareRule } from './prepared-rule.ts'
import type { RuleEntry } from './rule-book.ts'
import { createRuleBook, toEntry } from './rule-book.ts'
import type { RuleCondition } from './rule-condition.ts'
import { toCondition } from './rule-condition.ts'

/** A rule and what it has done. */
export interface FaultStatus {
  readonly rule: FaultRule
  /** How often it acted. */
  readonly hits: number
  /** How often it still will; `undefined` is without end. */
  readonly remaining: number | undefined
}

/** Which rules a removal is about; all of them where nothing is said. */
export interface FaultSelection {
  readonly id?: string | undefined
  readonly inbox?: string | undefined
}

/** The faults that were asked for, and what they make of what happens in a session. */
export interface Faults {
  /** Refuses a rule that could never be what was meant. */
  readonly add: (rule: NewFaultRule) => FaultStatus
  /** In order of creation, chaos last; with an inbox, only the rules for it. */
  readonly list: (inbox: string | undefined) => readonly FaultStatus[]
  readonly get: (id: string) => FaultStatus | undefined
  /** How many there were. Removing chaos turns it off. */
  readonly remove: (selection: FaultSelection) => number
  /** Whether `decide` can say anything but `undefined` for this stage. */
  readonly mayAct: (stage: FaultStage) => boolean
  /**
   * What the server must do; `undefined` is nothing. Asking counts, so ask once for each event, and for
   * a recipient only when it would otherwise be accepted. Rules first, then the recipient's own fault,
   * then chaos.
   */
  readonly decide: (stage: FaultStage, facts: FaultFacts) => FaultVerdict | undefined
  readonly chaos: ChaosTriggers
  /** Replaces all three triggers. */
  readonly setChaos: (triggers: ChaosTriggers) => void
}

export interface FaultsOptions {
  readonly now: () => Date
  /** 0 to 1, without 1. */
  readonly random: () => number
  readonly newId: () => string
}

export function createFaults({ now, random, newId }: FaultsOptions): Faults {
  const book = createRuleBook(now)
  const pairs = createBoundedMap<true>(limits.faultPairsMax)
  const refusals = createBoundedMap<number>(limits.faultAddressesMax)
  let chaos = NO_CHAOS
  let chaosRules: readonly RuleEntry[] = []

  function add(wanted: NewFaultRule): FaultStatus {
    const condition = checkRule(wanted)
    const { expiresInMs, ...rule } = wanted
    if (book.all().length >= limits.faultRulesMax) throw tooManyRules()
    const expiresAt =
      expiresInMs === undefined ? undefined : new Date(now().getTime() + expiresInMs)
    return toStatus(book.add(prepareRule({ ...rule, id: newId(), expiresAt }, condition)))
  }

  function select({ id, inbox }: FaultSelection): readonly RuleEntry[] {
    return [...book.all(), ...chaosRules].filter(
      ({ prepared: { rule } }) =>
        (id === undefined || id === rule.id) && (inbox === undefined || inbox === rule.inbox),
    )
  }

  function remove(selection: FaultSelection): number {
    const ids = new Set(select(selection).map(({ prepared }) => prepared.rule.id))
    book.remove(ids)
    endChaos(ids)
    return ids.size
  }

  function decide(stage: FaultStage, facts: FaultFacts): FaultVerdict | undefined {
    const verdict = firstToAct(book.at(stage), stage, facts)
    if (verdict) return verdict
    const recipient = stage === 'rcpt' ? facts.recipients?.[0] : undefined
    // Its name says all that will happen to it: what it counts must not depend on chance.
    if (recipient !== undefined && isFaultAddress(recipient)) return askAddress(recipient)
    return firstToAct(chaosRules, stage, facts)
  }

  /** A recipient's name can be a fault of its own, without a rule. */
  function mayAct(stage: FaultStage): boolean {
    return stage === 'rcpt' || book.at(stage).length > 0 || chaosRules.length > 0
  }

  function firstToAct(
    asked: readonly RuleEntry[],
    stage: FaultStage,
    facts: FaultFacts,
  ): FaultVerdict | undefined {
    // Several times for each message, and nearly always there is none.
    if (asked.length === 0) return undefined
    const isKnown = (pair: string): boolean => pairs.get(pair) === true
    const event = { stage, facts: readOnce(facts), now: now(), random, isKnown }
    for (const entry of asked) {
      const { acts, state, pair } = decideRule(entry.prepared, entry.state, event)
      entry.state = state
      if (pair !== undefined) pairs.set(pair, true)
      if (acts) return entry.prepared.verdict
    }
    return undefined
  }

  function askAddress(recipient: string): FaultVerdict | undefined {
    const decision = decideAddress(recipient, refusals.get(recipient) ?? 0)
    if (decision.refusals === undefined) refusals.delete(recipient)
    else refusals.set(recipient, decision.refusals)
    return decision.verdict
  }

  function setChaos(triggers: ChaosTriggers): void {
    const problem = findChaosProblem(triggers)
    if (problem !== undefined) throw new MailmittError('bad-request', problem)
    chaos = triggers
    chaosRules = toChaosRules(triggers).map(toEntry)
  }

  /** The others go on as they were, with their hits. */
  function endChaos(ids: ReadonlySet<string>): void {
    for (const name of CHAOS_NAMES) {
      if (ids.has(toChaosId(name))) {
        chaos = { ...chaos, [name]: { ...chaos[name], probability: 0 } }
      }
    }
    chaosRules = chaosRules.filter(({ prepared }) => !ids.has(prepared.rule.id))
  }

  return {
    add,
    list: (inbox) => select({ inbox }).map(toStatus),
    get: (id) => select({ id }).map(toStatus)[0],
    remove,
    mayAct,
    decide,
    get chaos() {
      return chaos
    },
    setChaos,
  }
}

function checkRule(rule: NewFaultRule): RuleCondition {
  const problem = findRuleProblem(rule)
  if (problem !== undefined) throw new MailmittError('bad-request', problem)
  const told = toCondition(rule.match, rule.inbox)
  if (!told.ok) throw new MailmittError('bad-request', told.problem)
  return told.condition
}

function tooManyRules(): MailmittError {
  return new MailmittError(
    'too-many-rules',
    `There are ${limits.faultRulesMax} fault rules already; delete some, or give them ExpiresIn.`,
  )
}

function toStatus({ prepared: { rule }, state: { hits } }: RuleEntry): FaultStatus {
  return { rule, hits, remaining: rule.times === undefined ? undefined : rule.times - hits }
}

/** Several rules may ask for the subject and the inboxes, and each look costs. */
function readOnce(facts: FaultFacts): FaultFacts {
  const { subject, sender, recipients, nth } = facts
  let text: string | undefined
  let inboxes: readonly string[] | undefined
  return {
    get inboxes() {
      return (inboxes ??= facts.inboxes)
    },
    ...(sender === undefined ? {} : { sender }),
    ...(recipients === undefined ? {} : { recipients }),
    ...(nth === undefined ? {} : { nth }),
    ...(subject === undefined ? {} : { subject: () => (text ??= subject()) }),
  }
}
