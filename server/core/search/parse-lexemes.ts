import { limits } from '../limits.ts'
import type { Lexeme, Word } from './lexeme.ts'
import type { QueryNode } from './query-node.ts'
import type { Told } from './query-problem.ts'
import { refused, told } from './query-problem.ts'
import type { TermContext } from './to-term.ts'
import { toTerm } from './to-term.ts'

export interface Written extends TermContext {
  readonly onStep: () => void
}

/** Makes the tree: negation binds closest, then `OR`, then white space. */
export function parseLexemes(lexemes: readonly Lexeme[], written: Written): Told<QueryNode> {
  const { source, onStep } = written
  let next = 0
  let terms = 0

  /** Everything up to the end of a group, or of the query. */
  function readClauses(depth: number): Told<readonly QueryNode[]> {
    const clauses: Clause[] = []
    for (;;) {
      onStep()
      const lexeme = lexemes[next]
      if (!lexeme || lexeme.kind === 'close') break
      const last = clauses.at(-1)
      const isOr = last !== undefined && isOrWord(lexeme) && isTermStart(lexemes[next + 1])
      if (isOr) next += 1
      const operand = readOperand(depth)
      if (!operand.ok) return operand
      if (isOr) last.push(operand.value)
      else clauses.push([operand.value])
    }
    return told(clauses.map((alternatives) => joined('or', alternatives)))
  }

  function readOperand(depth: number): Told<QueryNode> {
    const lexeme = lexemes[next]
    if (!lexeme || lexeme.kind === 'close') return refused(0, 'A term is missing.')
    next += 1
    const operand = lexeme.kind === 'open' ? readGroup(lexeme, depth + 1) : readTerm(lexeme)
    if (!operand.ok || !lexeme.isNegated) return operand
    const { at, end } = operand.value
    return told({ kind: 'not', at, end, child: operand.value })
  }

  function readGroup({ at }: Lexeme, depth: number): Told<QueryNode> {
    if (depth > limits.queryDepthMax) {
      return refused(
        at,
        `At position ${at + 1} there are more than ${limits.queryDepthMax} groups in one another.`,
      )
    }
    const clauses = readClauses(depth)
    if (!clauses.ok) return clauses
    const end = lexemes[next]?.end ?? source.length
    next += 1
    const [first, ...rest] = clauses.value
    if (!first) return refused(at, `The group at position ${at + 1} is empty.`)
    // With its parentheses, as it was written.
    return told({ ...joined('and', [first, ...rest]), at, end })
  }

  function readTerm(word: Word): Told<QueryNode> {
    terms += 1
    if (terms > limits.queryTermsMax) {
      return refused(word.at, `The query has more than ${limits.queryTermsMax} terms.`)
    }
    const term = toTerm(word, written)
    return term.ok ? told({ kind: 'term', at: word.at, end: word.end, term: term.value }) : term
  }

  const clauses = readClauses(0)
  if (!clauses.ok) return clauses
  const [first, ...rest] = clauses.value
  if (!first) return refused(0, 'The query is empty: write a word to look for.')
  return told(joined('and', [first, ...rest]))
}

/** Terms between which an `OR` stands. */
type Clause = [QueryNode, ...QueryNode[]]

function joined(kind: 'and' | 'or', nodes: readonly [QueryNode, ...QueryNode[]]): QueryNode {
  const [first] = nodes
  if (nodes.length === 1) return first
  return { kind, at: first.at, end: nodes.at(-1)?.end ?? first.end, children: nodes }
}

function isOrWord(lexeme: Lexeme): boolean {
  if (lexeme.kind !== 'word' || lexeme.isNegated) return false
  return lexeme.text === 'OR' && lexeme.quotedFrom === Infinity
}

function isTermStart(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && lexeme.kind !== 'close'
}
