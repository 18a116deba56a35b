import type { QueryNode, Term } from './query-node.ts'

/** The same tree with what is cheap to ask in front: `is:unread` spares a look through a body. */
export function byCost(node: QueryNode): QueryNode {
  switch (node.kind) {
    case 'term':
      return node
    case 'not':
      return { ...node, child: byCost(node.child) }
    case 'and':
    case 'or': {
      const children = node.children.map(byCost)
      return { ...node, children: children.toSorted((one, other) => costOf(one) - costOf(other)) }
    }
  }
}

function costOf(node: QueryNode): number {
  if (node.kind === 'term') return costOfTerm(node.term)
  if (node.kind === 'not') return costOf(node.child)
  return node.children.reduce((sum, child) => sum + costOf(child), 0)
}

/** Roughly, in units of a look at a number. */
function costOfTerm(term: Term): number {
  switch (term.type) {
    case 'flag':
    case 'date':
    case 'age':
    case 'size':
      return 1
    case 'inbox':
    case 'tag':
      return 3
    case 'words':
      return 100
    case 'header':
      return term.test?.how === 'regex' ? 200 : 50
    case 'text': {
      const isBody = ['body', 'text', 'html'].includes(term.field)
      if (term.test.how === 'regex') return isBody ? 10_000 : 200
      return isBody ? 100 : 10
    }
  }
}
