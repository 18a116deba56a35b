import type { QueryNode, Term, TextTest } from '../../server/core/search/query-node.ts'

/** A tree as query text. Parsed again it gives the same tree, but for the places. */
export function printQuery(node: QueryNode): string {
  switch (node.kind) {
    case 'term':
      return printTerm(node.term)
    case 'not':
      return node.child.kind === 'term'
        ? `-${printQuery(node.child)}`
        : `-(${printQuery(node.child)})`
    case 'or':
      return node.children.map(printOperand).join(' OR ')
    case 'and':
      return node.children
        .map((child) => (child.kind === 'or' ? printQuery(child) : printOperand(child)))
        .join(' ')
  }
}

function printOperand(node: QueryNode): string {
  const isList = node.kind === 'and' || node.kind === 'or'
  return isList ? `(${printQuery(node)})` : printQuery(node)
}

function printTerm(term: Term): string {
  switch (term.type) {
    case 'words':
      return quote(term.needle.value)
    case 'text':
      return `${term.field}:${printTest(term.test)}`
    case 'header':
      return term.test
        ? `header:${printName(term.name)}=${printTest(term.test)}`
        : `header:${printName(term.name)}`
    case 'tag':
    case 'inbox':
      return `${term.type}:${quote(term.value)}`
    case 'flag':
      return term.flag
    case 'date': {
      const { when } = term
      if (when.type === 'moment') return `${term.side}:${new Date(when.ms).toISOString()}`
      return `${term.side}:${when.daysAgo === 0 ? 'today' : 'yesterday'}`
    }
    case 'age':
      return `${term.side}:${printAge(term.ms)}`
    case 'size':
      return `${term.side}:${term.bytes}`
  }
}

/** A parenthesis may stand in the name of a header; outside of quotes it is a space. */
function printName(name: string): string {
  return /[()]/.test(name) ? `"${name}"` : name
}

function printTest(test: TextTest): string {
  switch (test.how) {
    case 'contains':
      return quote(test.needle.value)
    case 'equals':
      return `=${quote(test.value)}`
    case 'regex':
      return `/${test.source}/${test.flags}`
  }
}

/** Words that are read as they stand; capitals, which would make an operator of `OR`, are folded. */
const plain = /^[\p{L}\p{N}][\p{L}\p{N}@._-]*$/u

/** There is no way to write a quote in quotes, but the wide one is the same when compared (NFKC). */
function quote(value: string): string {
  if (plain.test(value)) return value
  return `"${value.replaceAll('"', '＂')}"`
}

const UNITS = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }

function printAge(ms: number): string {
  const unit = Object.entries(UNITS).find(([, factor]) => ms >= factor && ms % factor === 0)
  return unit ? `${ms / unit[1]}${unit[0]}` : `${ms}ms`
}
