import type { MailDigest } from '../message.ts'
import type { TextField } from './operators.ts'
import type { QueryNode, Term, TextTest } from './query-node.ts'

/** The texts that messages are searched by. */
export type SearchedText = keyof Pick<MailDigest, 'searchText' | 'bodyText' | 'detailText'>

/**
 * Something that every match has in one of its texts: to look for it in all messages is quick, and only
 * those that have it need be asked the whole query.
 */
export interface Hint {
  readonly piece: string
  readonly texts: readonly SearchedText[]
  /** Whether that is all that the query asks. */
  readonly isAll: boolean
}

/** The hint of a query, `undefined` where none of its terms gives one. */
export function hintOf(node: QueryNode): Hint | undefined {
  switch (node.kind) {
    case 'term':
      return hintOfTerm(node.term)
    case 'and': {
      const hints = node.children.flatMap((child) => hintOf(child) ?? [])
      const [hint] = hints.toSorted((one, other) => costOf(one) - costOf(other))
      return hint && { ...hint, isAll: false }
    }
    case 'or':
    case 'not':
      return undefined
  }
}

/** The body is most of the text; of two pieces the longer one is rarer. */
function costOf({ texts, piece }: Hint): number {
  return (texts.includes('bodyText') ? 1_000 : 0) - Math.min(piece.length, 100)
}

function hintOfTerm(term: Term): Hint | undefined {
  switch (term.type) {
    case 'words': {
      const { longest, isLoose } = term.needle
      const texts = ['searchText', 'bodyText'] as const
      return { piece: longest, texts, isAll: !isLoose }
    }
    case 'text':
      return hintOfTest(term.test, textsOf(term.field))
    case 'header':
      if (term.test) return hintOfTest(term.test, ['searchText', 'detailText'])
      // As its line begins.
      return { piece: `\n${term.name}\t`, texts: ['detailText'], isAll: true }
    case 'tag':
    case 'inbox':
    case 'flag':
    case 'date':
    case 'age':
    case 'size':
      return undefined
  }
}

function hintOfTest(test: TextTest, texts: readonly SearchedText[]): Hint | undefined {
  if (texts.length === 0) return undefined
  switch (test.how) {
    case 'contains':
      return { piece: test.needle.longest, texts, isAll: false }
    case 'equals':
      return test.value === '' ? undefined : { piece: test.value, texts, isAll: false }
    case 'regex':
      return undefined
  }
}

/** Where the text of a field is kept; nowhere, where it is read from elsewhere. */
function textsOf(field: TextField): readonly SearchedText[] {
  switch (field) {
    case 'subject':
    case 'from':
    case 'to':
    case 'cc':
    case 'bcc':
    case 'reply-to':
    case 'addressed':
      return ['searchText']
    case 'html':
      return ['bodyText']
    case 'body':
    case 'text':
      return ['bodyText', 'detailText']
    case 'filename':
      return ['searchText', 'detailText']
    case 'message-id':
    case 'envelope-from':
    case 'envelope-to':
      return []
  }
}
