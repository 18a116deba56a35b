import type { Word } from './lexeme.ts'
import { isGroupEnd, isSpace } from './lexeme.ts'
import { isTextField } from './operators.ts'
import type { Told } from './query-problem.ts'
import { refused, told } from './query-problem.ts'
import type { RegexEnds } from './regex-ends.ts'
import { flagsEnd } from './regex-ends.ts'

/** Characters of `header:name=`. */
const REGEX_OPERATOR_LENGTH_MAX = 100

export interface WordStart {
  readonly source: string
  /** Where the term begins … */
  readonly at: number
  /** … and where its text does, behind a negation. */
  readonly start: number
  readonly isInGroup: boolean
  readonly regexEnds: RegexEnds
  readonly onStep: () => void
}

/** One term, up to white space outside of quotes or the end of its group. */
export function lexWord({
  source,
  at,
  start,
  isInGroup,
  regexEnds,
  onStep,
}: WordStart): Told<Word> {
  const isNegated = start > at
  let text = ''
  let quote = -1
  let quotedFrom = Infinity
  let depth = 0
  let next = start

  for (; next < source.length; next += 1) {
    onStep()
    const character = source.charAt(next)
    if (character === '"') {
      if (quote < 0) quotedFrom = Math.min(quotedFrom, text.length)
      quote = quote < 0 ? next : -1
    } else if (quote >= 0) text += character
    else if (isSpace(source, next)) break
    else if (character === '(') {
      depth += 1
      text += ' '
    } else if (character === ')') {
      if (depth === 0 && isInGroup && isGroupEnd(source, next)) break
      depth = Math.max(0, depth - 1)
      text += ' '
    } else {
      const slash =
        isRegexStart(character, text) && quotedFrom === Infinity ? regexEnds.after(next) : undefined
      if (slash !== undefined) {
        const end = flagsEnd(source, slash)
        const regex = { source: source.slice(next + 1, slash), flags: source.slice(slash + 1, end) }
        return told({ kind: 'word', at, end, isNegated, text, quotedFrom, regex })
      }
      text += character
    }
  }
  if (quote >= 0) {
    return refused(quote, `The quote at position ${quote + 1} is never closed.`)
  }
  return told({ kind: 'word', at, end: next, isNegated, text, quotedFrom, regex: undefined })
}

/** A slash behind `subject:` or `header:name=`; all of these are short, so that to look is cheap. */
function isRegexStart(character: string, text: string): boolean {
  if (character !== '/' || text.length > REGEX_OPERATOR_LENGTH_MAX) return false
  if (text.endsWith(':')) return isTextField(text.slice(0, -1).toLowerCase())
  return text.endsWith('=') && /^header:[^=]*=$/i.test(text)
}
