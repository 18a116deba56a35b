import type { RuleState } from './decide-rule.ts'
import { isExpired, startState } from './decide-rule.ts'
import type { FaultStage } from './fault-rule.ts'
import { FAULT_STAGES } from './fault-rule.ts'
import type { PreparedRule } from './prepared-rule.ts'

/** A rule, and what it remembers. */
export interface RuleEntry {
  readonly prepared: PreparedRule
  state: RuleState
}

/** The rules that were added and have not expired, in order of creation. */
export interface RuleBook {
  readonly all: () => readonly RuleEntry[]
  /** Those of a stage, so that an event asks no others. Expired ones may still be among them. */
  readonly at: (stage: FaultStage) => readonly RuleEntry[]
  readonly add: (prepared: PreparedRule) => RuleEntry
  readonly remove: (ids: ReadonlySet<string>) => void
}

export function createRuleBook(now: () => Date): RuleBook {
  const byStage = new Map<FaultStage, readonly RuleEntry[]>()
  let entries: readonly RuleEntry[] = []

  function replace(next: readonly RuleEntry[]): void {
    entries = next
    for (const stage of FAULT_STAGES) {
      byStage.set(
        stage,
        entries.filter(({ prepared }) => prepared.rule.stage === stage),
      )
    }
  }

  function all(): readonly RuleEntry[] {
    const time = now()
    const live = entries.filter(({ prepared }) => !isExpired(prepared, time))
    if (live.length < entries.length) replace(live)
    return entries
  }

  return {
    all,
    at: (stage) => byStage.get(stage) ?? [],
    add(prepared) {
      const entry = toEntry(prepared)
      replace([...all(), entry])
      return entry
    },
    remove: (ids) => replace(entries.filter(({ prepared }) => !ids.has(prepared.rule.id))),
  }
}

export function toEntry(prepared: PreparedRule): RuleEntry {
  return { prepared, state: startState(prepared) }
}
