import { limits } from '../limits.ts'
import { fold } from './fold.ts'

const FIELDS = [
  'from',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'addressed',
  'subject',
  'message-id',
  'tag',
  'inbox',
  'is',
  'has',
] as const
export type Field = (typeof FIELDS)[number]

/** `is:` and `has:` take one of these; anything else after them is plain text, as in Mailpit. */
const FLAGS: Partial<Record<Field, readonly string[]>> = {
  is: ['read', 'unread', 'tagged'],
  has: ['attachment', 'attachments', 'inline', 'inlines'],
}

export interface Term {
  /** `undefined` looks at the whole searchable text. */
  readonly field: Field | undefined
  /** Folded; never empty. */
  readonly value: string
  readonly negated: boolean
  /** As it was written, for messages to people. */
  readonly source: string
}

/** All terms must hold. */
export interface Query {
  readonly source: string
  readonly terms: readonly [Term, ...Term[]]
}

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly at: number; readonly problem: string }

/**
 * Mailpit's search language: `from:ann -subject:"out of office" invoice`. Terms are separated by
 * white space, quotes may start in mid-word, a leading `-` or `!` negates. Never throws: a bad query
 * is a value. A query that says nothing is bad, because it would match more than was written.
 */
export function parseQuery(source: string): ParsedQuery {
  if (source.length > limits.queryLengthMax) {
    const problem = `The query has ${source.length} characters, at most ${limits.queryLengthMax} are read.`
    return { ok: false, at: limits.queryLengthMax, problem }
  }
  const lexemes = split(source)
  if (!Array.isArray(lexemes)) return { ok: false, ...lexemes }
  if (lexemes.length > limits.queryTermsMax) {
    const problem = `The query has ${lexemes.length} terms, at most ${limits.queryTermsMax} are read.`
    return { ok: false, at: lexemes[limits.queryTermsMax]?.at ?? 0, problem }
  }

  const terms: Term[] = []
  for (const lexeme of lexemes) {
    const term = toTerm(lexeme)
    if (typeof term === 'string') return { ok: false, at: lexeme.at, problem: term }
    terms.push(term)
  }
  const [first, ...rest] = terms
  if (!first) return { ok: false, at: 0, problem: 'The query is empty: write a word to look for.' }
  return { ok: true, query: { source, terms: [first, ...rest] } }
}

interface Lexeme {
  readonly at: number
  readonly source: string
  /** Without quotes. */
  readonly text: string
  /** Where in `text` the first quoted piece begins; a field name cannot be quoted. */
  readonly quotedFrom: number
}

/** One pass over the characters: white space outside quotes separates. */
function split(source: string): Lexeme[] | { at: number; problem: string } {
  const lexemes: Lexeme[] = []
  let start = -1
  let text = ''
  let quote = -1
  let quotedFrom = Infinity

  function finish(end: number): void {
    if (start >= 0) lexemes.push({ at: start, source: source.slice(start, end), text, quotedFrom })
    start = -1
    text = ''
    quotedFrom = Infinity
  }

  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (quote < 0 && /\s/.test(character)) {
      finish(at)
      continue
    }
    if (start < 0) start = at
    if (character !== '"') text += character
    else if (quote >= 0) quote = -1
    else {
      quote = at
      quotedFrom = Math.min(quotedFrom, text.length)
    }
  }
  if (quote >= 0) {
    return { at: quote, problem: `The quote at position ${quote + 1} is never closed.` }
  }
  finish(source.length)
  return lexemes
}

/** A sentence instead of a term when the lexeme says nothing. */
function toTerm({ at, source, text, quotedFrom }: Lexeme): Term | string {
  const negated = /^[-!]/.test(text) && source.length > 1 && quotedFrom > 0
  const body = negated ? text.slice(1) : text
  const colon = body.indexOf(':')
  const name = colon < 0 ? '' : body.slice(0, colon).toLowerCase()
  const isNamed = isField(name) && colon + (negated ? 1 : 0) < quotedFrom
  const operand = isNamed ? clean(body.slice(colon + 1)) : ''

  if (isNamed && operand === '') {
    return `"${source}" at position ${at + 1} has nothing after the colon.`
  }
  const flags = isNamed ? FLAGS[name] : undefined
  if (isNamed && (!flags || flags.includes(operand))) {
    return { field: name, value: operand, negated, source }
  }
  const value = clean(body)
  if (value === '') return `"${source}" at position ${at + 1} is empty.`
  return { field: undefined, value, negated, source }
}

function clean(text: string): string {
  return fold(text).replaceAll(/\s+/g, ' ').trim()
}

function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name)
}
