import type { FaultFacts, FaultMatch } from './fault-rule.ts'
import type { Pattern } from '../patterns/regex.ts'
import { compilePattern } from './pattern.ts'

/** The patterns of a rule, ready to be asked. */
export interface RuleCondition {
  readonly inbox: string | undefined
  readonly nth: number | undefined
  readonly sender: Pattern | undefined
  readonly recipient: Pattern | undefined
  readonly subject: Pattern | undefined
}

export type ToldCondition =
  | { readonly ok: true; readonly condition: RuleCondition }
  | { readonly ok: false; readonly problem: string }

/** The condition, or the sentence that says which pattern is wrong. */
export function toCondition(match: FaultMatch, inbox: string | undefined): ToldCondition {
  const patterns: { sender?: Pattern; recipient?: Pattern; subject?: Pattern } = {}
  for (const name of ['sender', 'recipient', 'subject'] as const) {
    const source = match[name]
    if (source === undefined) continue
    const compiled = compilePattern(source)
    if (!compiled.ok) {
      return { ok: false, problem: `The pattern for the ${name} ${compiled.problem}.` }
    }
    patterns[name] = compiled.pattern
  }
  const { sender, recipient, subject } = patterns
  return { ok: true, condition: { inbox, nth: match.nth, sender, recipient, subject } }
}

/** Whether an event is one that the rule is about; what a stage does not know never holds. */
export function conditionHolds(condition: RuleCondition, facts: FaultFacts): boolean {
  const { inbox, nth, sender, recipient, subject } = condition
  return (
    (inbox === undefined || facts.inboxes.includes(inbox)) &&
    (nth === undefined || nth === facts.nth) &&
    (sender === undefined || (facts.sender !== undefined && sender(facts.sender))) &&
    (recipient === undefined || (facts.recipients?.some(recipient) ?? false)) &&
    // The last, since it costs a look into the message.
    (subject === undefined || (facts.subject !== undefined && subject(facts.subject())))
  )
}
