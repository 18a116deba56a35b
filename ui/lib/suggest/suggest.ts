import { bestMatches } from './best-matches.ts'
import { flags, operators, samples } from './language.ts'
import type { Written } from './language.ts'
import { writeTerm } from './term.ts'
import { termAt } from './term-at.ts'
import type { TermPlace } from './term-at.ts'

export interface Suggestion extends Written {
  /** The whole query with this in it, and where writing goes on. */
  readonly query: string
  readonly caret: number
  /** Nothing needs to be added: it can be searched with. */
  readonly isDone: boolean
}

export interface SuggestionGroup {
  readonly title: string
  readonly suggestions: readonly Suggestion[]
}

export interface Known {
  readonly tags: readonly string[]
  readonly inboxes: readonly string[]
  /** Searches of before, the last one first. */
  readonly recents: readonly string[]
}

/** As many names as one looks through; who has more types a letter. */
const namesMax = 50
const namesBesideMax = 4
const recentsBesideMax = 3

/** What the term at the caret could become, in groups; none of it is what it is already. */
export function suggest(query: string, caret: number, known: Known): readonly SuggestionGroup[] {
  const term = termAt(query, caret)
  // There, a word is a word of the expression.
  if (term.regexStart !== undefined && caret > term.regexStart) return []
  const isValue = term.valueStart !== undefined && caret >= term.valueStart
  const groups = isValue
    ? valuesOf(query, caret, term, known)
    : beginningsOf(query, caret, term, known)
  return groups
    .map(({ title, suggestions }) => ({
      title,
      suggestions: suggestions.filter((one) => one.query.trim() !== query.trim()),
    }))
    .filter(({ suggestions }) => suggestions.length > 0)
}

/** Behind a colon. */
function valuesOf(
  query: string,
  caret: number,
  term: TermPlace,
  { tags, inboxes }: Known,
): readonly SuggestionGroup[] {
  const operator = query.slice(term.start, term.valueStart).toLowerCase()
  const typed = query.slice(term.valueStart, caret).replace(/^=?"?/, '')
  const take = (written: Written): Suggestion => taken(query, term.start, term.end, written)
  const names = { 'tag:': tags, 'inbox:': inboxes }[operator]
  if (names !== undefined) {
    const written = toWritten(operator.slice(0, -1), bestMatches(names, typed, String))
    const title = operator === 'tag:' ? 'Tags' : 'Inboxes'
    return [{ title, suggestions: written.slice(0, namesMax).map(take) }]
  }
  const values = [...flags, ...samples].filter(({ text }) => text.startsWith(operator))
  const found = bestMatches(values, typed, ({ text }) => text.slice(operator.length))
  return [{ title: `After ${operator}`, suggestions: found.map(take) }]
}

/** Where a term begins, or is not yet told from plain text. */
function beginningsOf(
  query: string,
  caret: number,
  term: TermPlace,
  { tags, inboxes, recents }: Known,
): readonly SuggestionGroup[] {
  const typed = query.slice(term.start, caret).toLowerCase()
  const recent = recents.map((text) => taken(query, 0, query.length, { text, says: '' }))
  if (query.trim() === '') {
    return [
      { title: 'Recent searches', suggestions: recent },
      { title: 'Search by', suggestions: operators.map((one) => begun(query, term, one)) },
    ]
  }
  const name = (operator: string, names: readonly string[]): readonly Written[] =>
    typed === ''
      ? []
      : toWritten(operator, bestMatches(names, typed, String)).slice(0, namesBesideMax)
  const words = [
    ...(typed === '' ? [] : flags.filter(({ text }) => isBegunBy(text, typed))),
    ...name('tag', tags),
    ...name('inbox', inboxes),
  ]
  return [
    {
      title: 'Search by',
      suggestions: [
        ...operators
          .filter(({ text }) => isBegunBy(text, typed))
          .map((one) => begun(query, term, one)),
        ...words.map((one) => taken(query, term.start, term.end, one)),
      ],
    },
    { title: 'Recent searches', suggestions: similar(recent, query) },
  ]
}

function similar(recents: readonly Suggestion[], query: string): readonly Suggestion[] {
  const written = query.trim().toLowerCase()
  return recents
    .filter(({ text }) => text.toLowerCase().includes(written))
    .slice(0, recentsBesideMax)
}

/** `envelope-from:` by `env` and by `from`, `has:code` by `co`. */
function isBegunBy(text: string, typed: string): boolean {
  return (
    text.startsWith(typed) ||
    text.split(/[-:]/).some((piece) => piece !== '' && piece.startsWith(typed))
  )
}

function toWritten(operator: string, names: readonly string[]): readonly Written[] {
  return names.map((name) => ({ text: writeTerm(operator, name), says: '' }))
}

/** The value that is there already stays. */
function begun(query: string, term: TermPlace, { text, says }: Written): Suggestion {
  const end = term.valueStart ?? term.end
  return { ...taken(query, term.start, end, { text, says }), isDone: false }
}

function taken(query: string, from: number, to: number, { text, says }: Written): Suggestion {
  return {
    text,
    says,
    query: `${query.slice(0, from)}${text}${query.slice(to)}`,
    caret: from + text.length,
    isDone: true,
  }
}

/** A search of before may be what is suggested anyway. */
export function withoutRepeats(groups: readonly SuggestionGroup[]): readonly SuggestionGroup[] {
  const seen = new Set<string>()
  return groups
    .map(({ title, suggestions }) => ({
      title,
      suggestions: suggestions.filter(({ text }) => !seen.has(text) && seen.add(text)),
    }))
    .filter(({ suggestions }) => suggestions.length > 0)
}
