import type { FaultReply, FaultRule, FaultVerdict } from './fault-rule.ts'
import type { RuleCondition } from './rule-condition.ts'

/** A rule as it is asked at each event: nothing is left to work out. */
export interface PreparedRule {
  readonly rule: FaultRule
  readonly condition: RuleCondition
  readonly verdict: FaultVerdict
}

const GREYLISTED: FaultReply = {
  code: 451,
  enhanced: '4.7.1',
  text: 'Greylisted by a fault rule: try again',
}

export function prepareRule(rule: FaultRule, condition: RuleCondition): PreparedRule {
  const { reject, delayMs = 0, drop, keep = false, bytesPerSecond, greylist } = rule.action
  const reply = greylist === true ? GREYLISTED : reject
  const verdict = { by: rule.id, delayMs, reject: reply, drop, keep, bytesPerSecond }
  return { rule, condition, verdict }
}
