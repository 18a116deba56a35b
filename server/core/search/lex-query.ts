import { lexWord } from './lex-word.ts'
import type { Lexeme, Word } from './lexeme.ts'
import { isGroupEnd, isSpace } from './lexeme.ts'
import type { Told } from './query-problem.ts'
import { told } from './query-problem.ts'
import { createRegexEnds } from './regex-ends.ts'
import { toSearched, withoutSeparators } from './to-searched.ts'

/**
 * Cuts a query into words and parentheses, from left to right. Text stays text: a parenthesis groups only
 * where a term begins and when it is balanced. Each character is looked at a bounded number of times.
 */
export function lexQuery(source: string, onStep: () => void): Told<readonly Lexeme[]> {
  const lexemes: Lexeme[] = []
  const regexEnds = createRegexEnds(source, onStep)
  let open = 0
  let at = 0
  while (at < source.length) {
    onStep()
    if (isSpace(source, at)) {
      at += 1
      continue
    }
    if (open > 0 && isGroupEnd(source, at)) {
      lexemes.push({ kind: 'close', at, end: at + 1 })
      open -= 1
      at += 1
      continue
    }
    const isNegated = isNegation(source, at)
    const start = at + (isNegated ? 1 : 0)
    if (source.charAt(start) === '(') {
      lexemes.push({ kind: 'open', at, end: start + 1, isNegated })
      open += 1
      at = start + 1
      continue
    }
    const word = lexWord({ source, at, start, isInGroup: open > 0, regexEnds, onStep })
    if (!word.ok) return word
    if (!isBlank(word.value)) lexemes.push(word.value)
    at = word.value.end
  }
  return told(withoutLoneParentheses(lexemes))
}

/** `-` or `!` before something; alone it is plain text. */
function isNegation(source: string, at: number): boolean {
  const sign = source.charAt(at)
  if (sign !== '-' && sign !== '!') return false
  return at + 1 < source.length && !isSpace(source, at + 1) && source.charAt(at + 1) !== ')'
}

/** A comma between two words says nothing, as in Mailpit; in quotes it is meant. */
function isBlank({ text, quotedFrom, regex }: Word): boolean {
  if (regex !== undefined || quotedFrom < Infinity) return false
  return withoutSeparators(toSearched(text)) === ''
}

/** A parenthesis without its other half is a space. */
function withoutLoneParentheses(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  const lone = new Set(findLone(lexemes))
  if (lone.size === 0) return lexemes
  const kept: Lexeme[] = []
  let dropped: Lexeme | undefined
  for (const lexeme of lexemes) {
    const joined = dropped?.end === lexeme.at ? join(dropped, lexeme) : lexeme
    dropped = lone.has(lexeme) ? joined : undefined
    if (dropped === undefined) kept.push(joined)
  }
  return kept
}

function findLone(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  const open: Lexeme[] = []
  for (const lexeme of lexemes) {
    if (lexeme.kind === 'open') open.push(lexeme)
    if (lexeme.kind === 'close') open.pop()
  }
  return open
}

/** `-(word` is `-word`, and stands where it was written. */
function join(dropped: Lexeme, next: Lexeme): Lexeme {
  if (next.kind === 'close' || dropped.kind !== 'open') return next
  return { ...next, at: dropped.at, isNegated: next.isNegated || dropped.isNegated }
}
