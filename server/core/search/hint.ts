import type { MailDigest } from '../message.ts'
import type { Needle } from './needle.ts'
import { plainNeedle } from './needle.ts'
import type { TextField } from './operators.ts'
import type { QueryNode, Term, TextTest } from './query-node.ts'
import type { LineField } from './search-text.ts'
import { isLineField, linesOfField } from './search-text.ts'

/** The texts that messages are searched by. */
export type SearchedText = keyof Pick<MailDigest, 'searchText' | 'bodyText' | 'detailText'>

/**
 * Something that every match has in one of its texts: to look for it in all messages is quick, and only
 * those that have it need be asked the whole query.
 */
export interface Hint {
  readonly needle: Needle
  readonly texts: readonly SearchedText[]
  /** In which lines of `searchText`, from 0, where that is the only one; in any when absent. */
  readonly lines?: readonly number[]
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

/** The body is most of the text; of two needles the longer one is rarer. */
function costOf({ texts, needle }: Hint): number {
  return (texts.includes('bodyText') ? 1_000 : 0) - Math.min(needle.value.length, 100)
}

function hintOfTerm(term: Term): Hint | undefined {
  switch (term.type) {
    case 'words': {
      const { needle } = term
      return { needle, texts: ['searchText', 'bodyText'], isAll: needle.isExact }
    }
    case 'text':
      if (isLineField(term.field)) return hintOfLines(term.test, linesOfField(term.field))
      return hintOfTest(term.test, textsOf(term.field))
    case 'header':
      if (term.test) return hintOfTest(term.test, ['searchText', 'detailText'])
      // As its line begins.
      return { needle: plainNeedle(`\n${term.name}\t`), texts: ['detailText'], isAll: true }
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
      return { needle: test.needle, texts, isAll: false }
    case 'equals':
      if (test.value === '') return undefined
      return { needle: plainNeedle(test.value), texts, isAll: false }
    case 'regex':
      return undefined
  }
}

/** To have the words in one of its lines is all that the test of such a field asks. */
function hintOfLines(test: TextTest, lines: readonly number[]): Hint | undefined {
  const hint = hintOfTest(test, ['searchText'])
  return hint && { ...hint, lines, isAll: test.how === 'contains' && hint.needle.isExact }
}

/** Where the text of a field is kept; nowhere, where it is read from elsewhere. */
function textsOf(field: Exclude<TextField, LineField>): readonly SearchedText[] {
  switch (field) {
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
