import type { Message } from '../message.ts'
import type { Moment } from './moment.ts'
import { createMoment } from './moment.ts'
import type { Query } from './parse-query.ts'
import type { QueryNode } from './query-node.ts'
import { termHolds } from './term-holds.ts'

export function matches(message: Message, query: Query): boolean {
  return matchesAt(message, query, momentOf(query))
}

/** At a moment that many messages share, as those of one search. */
export function matchesAt(message: Message, { plan }: Query, moment: Moment): boolean {
  return holds(plan, message, moment)
}

export function momentOf({ context }: Query): Moment {
  return createMoment(context.now ?? noClock, context.onStep)
}

/**
 * The clauses that keep a message from matching, as they were written: terms, and what `OR` or parentheses
 * hold together.
 */
export function missedTerms(
  message: Message,
  query: Query,
  moment: Moment = momentOf(query),
): readonly string[] {
  const { tree, source } = query
  const clauses = tree.kind === 'and' ? tree.children : [tree]
  return clauses
    .filter((clause) => !holds(clause, message, moment))
    .map(({ at, end }) => source.slice(at, end))
}

function holds(node: QueryNode, message: Message, moment: Moment): boolean {
  switch (node.kind) {
    case 'term':
      moment.onStep()
      return termHolds(node.term, message, moment)
    case 'not':
      return !holds(node.child, message, moment) || isAtItsDate(node.child, message, moment)
    case 'and':
      for (const child of node.children) if (!holds(child, message, moment)) return false
      return true
    case 'or':
      for (const child of node.children) if (holds(child, message, moment)) return true
      return false
  }
}

/** Mailpit's `after:` and `before:` hold at the moment itself, negated as well. */
function isAtItsDate(node: QueryNode, message: Message, moment: Moment): boolean {
  if (node.kind !== 'term' || node.term.type !== 'date') return false
  return moment.resolve(node.term.when) === message.receivedMs
}

function noClock(): never {
  throw new Error('A query that asks for the time was read without a clock')
}
