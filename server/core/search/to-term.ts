import { limits } from '../limits.ts'
import { parseDuration } from '../parse-duration.ts'
import { compileRegex } from '../patterns/regex.ts'
import { fold } from './fold.ts'
import type { Word } from './lexeme.ts'
import { nearOperator } from './near-operator.ts'
import { toNeedle } from './needle.ts'
import type { Operator, TextField } from './operators.ts'
import { isKeptFolded, isOperator, isTextField, toFlag } from './operators.ts'
import { parseSize } from './parse-size.ts'
import { parseWhen } from './parse-when.ts'
import type { Term, TextTest } from './query-node.ts'
import type { QueryProblem, Told } from './query-problem.ts'
import { refused, told } from './query-problem.ts'
import { toSearched } from './to-searched.ts'

/** What stands behind an operator, and how. */
interface Operand {
  readonly text: string
  /** Where in `text` the first quoted piece begins. */
  readonly quotedFrom: number
  readonly regex: Word['regex']
}

/** What a term is read in. */
export interface TermContext {
  readonly source: string
  readonly timeZone: string | undefined
  /** Whether anybody will know what time it is. */
  readonly hasClock: boolean
}

interface Reading extends Omit<TermContext, 'source'> {
  /** The refusal that says where the term is and what is wrong with it. */
  readonly fail: (problem: string) => Refused
}
type Refused = { readonly ok: false } & QueryProblem

/** Understands one word; what is no term of an operator is plain text. */
export function toTerm(word: Word, { source, timeZone, hasClock }: TermContext): Told<Term> {
  const written = shown(source.slice(word.at, word.end))
  const fail = (problem: string): Refused =>
    refused(word.at, `${written} at position ${word.at + 1} ${problem}`)
  const colon = word.text.indexOf(':')
  const isNamed = colon > 0 && colon < word.quotedFrom
  const name = isNamed ? word.text.slice(0, colon).toLowerCase() : ''
  const operand = behind(word, colon)
  if (isOperator(name)) {
    if (isBlank(operand)) return fail('has nothing after the colon.')
    return toOperatorTerm(name, operand, { fail, timeZone, hasClock }) ?? toWords(word, fail)
  }
  const near = isBlank(operand) ? undefined : nearOperator(name)
  if (near === undefined) return toWords(word, fail)
  const problem = `is not a term: did you mean "${near}:"? Put it in quotes to look for the text itself.`
  return { ...fail(problem), suggestion: `${near}:` }
}

function toWords({ text }: Word, fail: Reading['fail']): Told<Term> {
  const needle = toNeedle(text)
  return needle ? told({ type: 'words', needle }) : fail('is empty.')
}

/** `undefined` where Mailpit takes the whole term for plain text. */
function toOperatorTerm(
  operator: Operator,
  operand: Operand,
  reading: Reading,
): Told<Term> | undefined {
  if (isTextField(operator)) return toTextTerm(operator, operand, reading)
  const text = operand.text.trim()
  switch (operator) {
    case 'is':
    case 'has': {
      const flag = toFlag(operator, fold(text))
      return flag && told({ type: 'flag', flag })
    }
    case 'larger':
    case 'smaller': {
      const bytes = parseSize(text)
      return bytes === undefined ? undefined : told({ type: 'size', side: operator, bytes })
    }
    case 'tag':
    case 'inbox':
      return toNameTerm(operator, operand, reading)
    case 'header':
      return toHeaderTerm(operand, reading)
    case 'after':
    case 'before':
      return toDateTerm(operator, text, reading)
    case 'newer':
    case 'older':
      return toAgeTerm(operator, text, reading)
  }
}

function toDateTerm(
  side: 'after' | 'before',
  text: string,
  { fail, timeZone, hasClock }: Reading,
): Told<Term> {
  const when = parseWhen(text, timeZone)
  if (when === undefined) {
    return fail('is not a date: write one like 2024-05-01, 2024-05-01T10:00 or "1 May 2024".')
  }
  return when.type === 'moment' || hasClock ? told({ type: 'date', side, when }) : fail(NO_CLOCK)
}

function toAgeTerm(side: 'newer' | 'older', text: string, { fail, hasClock }: Reading): Told<Term> {
  const ms = Math.round(parseDuration(text.toLowerCase()) ?? NaN)
  if (!(ms <= limits.queryAgeMsMax)) {
    return fail('is not a span of time: write one like 30s, 5m, 2h or 7d.')
  }
  return hasClock ? told({ type: 'age', side, ms }) : fail(NO_CLOCK)
}

const NO_CLOCK = 'asks for the time, which nobody knows here.'

function toTextTerm(field: TextField, operand: Operand, reading: Reading): Told<Term> {
  const test = toTest(operand, isKeptFolded(field), reading)
  return test.ok ? told({ type: 'text', field, test: test.value }) : test
}

/** Tags and inboxes are names: always the whole of them. */
function toNameTerm(type: 'tag' | 'inbox', operand: Operand, { fail }: Reading): Told<Term> {
  const value = toSearched((exactly(operand) ?? operand).text)
  return value === '' ? fail('has nothing after the colon.') : told({ type, value })
}

function toHeaderTerm(operand: Operand, reading: Reading): Told<Term> {
  const equals = operand.text.indexOf('=')
  const name = operand.text
    .slice(0, equals < 0 ? undefined : equals)
    .trim()
    .toLowerCase()
  // RFC 5322 3.6.8: visible ASCII without a colon.
  if (!/^[!-9;-~]+$/.test(name)) {
    return reading.fail(
      'must name a header: write header:list-unsubscribe or header:x-campaign=spring.',
    )
  }
  if (equals < 0) return told({ type: 'header', name, test: undefined })
  const value = behind(operand, equals)
  if (isBlank(value)) {
    return reading.fail(
      'has nothing after the "="; without it, it asks whether the header is there.',
    )
  }
  const test = toTest(value, true, reading)
  return test.ok ? told({ type: 'header', name, test: test.value }) : test
}

function toTest(operand: Operand, isFolded: boolean, { fail }: Reading): Told<TextTest> {
  if (operand.regex) return toRegexTest(operand.regex, isFolded, fail)
  const exact = exactly(operand)
  if (exact) {
    // `=""` asks for what is empty; a lone `=` asks for nothing.
    if (isBlank(exact) && exact.quotedFrom === Infinity) return fail('has nothing after the "=".')
    return told({ how: 'equals', value: toSearched(exact.text) })
  }
  const needle = toNeedle(operand.text)
  return needle ? told({ how: 'contains', needle }) : fail('has nothing after the colon.')
}

function toRegexTest(
  { source, flags }: NonNullable<Word['regex']>,
  isFolded: boolean,
  fail: Reading['fail'],
): Told<TextTest> {
  // What is kept in lower case only cannot be asked for capitals.
  const asked = isFolded && !flags.includes('i') ? `${flags}i` : flags
  const textLengthMax = limits.searchedPatternTextMax
  const compiled = compileRegex({ source, flags: asked, textLengthMax })
  if (compiled.ok) return told({ how: 'regex', source, flags, pattern: compiled.pattern })
  return fail(`${compiled.problem}.`)
}

function behind({ text, quotedFrom, regex }: Operand, at: number): Operand {
  return { text: text.slice(at + 1), quotedFrom: quotedFrom - at - 1, regex }
}

/** The operand behind a leading `=` that is not quoted. */
function exactly(operand: Operand): Operand | undefined {
  const isExact = operand.text.startsWith('=') && operand.quotedFrom > 0
  return isExact ? behind(operand, 0) : undefined
}

function isBlank({ text, regex }: Operand): boolean {
  return regex === undefined && text.trim() === ''
}

function shown(written: string): string {
  return `"${written.length > SHOWN_MAX ? `${written.slice(0, SHOWN_MAX)}…` : written}"`
}

const SHOWN_MAX = 80
