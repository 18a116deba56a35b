import { limits } from '../limits.ts'
import { byCost } from './by-cost.ts'
import { lexQuery } from './lex-query.ts'
import type { QueryNode } from './query-node.ts'
import type { QueryProblem, Told } from './query-problem.ts'
import { parseLexemes } from './parse-lexemes.ts'

/** What a query is read and asked in. */
export interface QueryContext {
  /**
   * The time that `newer:`, `older:` and `today` are told from, whenever a message is tested. Without it
   * a query cannot ask for them.
   */
  readonly now?: () => Date
  /** The zone (IANA) of dates that name none; the server's when absent. */
  readonly timeZone?: string | undefined
  /** Called for each step of the work, so that it can be counted. */
  readonly onStep?: () => void
}

/** A query that has been understood; read once, asked as often as one likes. */
export interface Query {
  readonly source: string
  /** As it was written. */
  readonly tree: QueryNode
  /** The same question, cheap terms first. */
  readonly plan: QueryNode
  readonly context: QueryContext
}

export type ParsedQuery =
  { readonly ok: true; readonly query: Query } | ({ readonly ok: false } & QueryProblem)

/**
 * Mailpit's search language and more: `from:ann -subject:"out of office" (invoice OR receipt)`. White space
 * between terms is "and", `OR` binds closer. Never throws: a bad query is a value. A query or a term that
 * says nothing is bad, because it would match more than was written.
 */
export function parseQuery(source: string, context: QueryContext = {}): ParsedQuery {
  const tree = parseTree(source, context)
  if (!tree.ok) return tree
  return { ok: true, query: { source, tree: tree.value, plan: byCost(tree.value), context } }
}

function parseTree(source: string, context: QueryContext): Told<QueryNode> {
  if (source.length > limits.queryLengthMax) {
    const problem = `The query has ${source.length} characters, at most ${limits.queryLengthMax} are read.`
    return { ok: false, at: limits.queryLengthMax, problem }
  }
  const { now, timeZone, onStep = () => undefined } = context
  const lexemes = lexQuery(source, onStep)
  if (!lexemes.ok) return lexemes
  return parseLexemes(lexemes.value, { source, timeZone, hasClock: now !== undefined, onStep })
}
