import { createRegexEnds, takesRegex } from './regex-ends.ts'

/** One term of a query: where it stands and how far it is from being done. */
export interface TermPlace {
  /** Where it begins with its negation and the parentheses of groups … */
  readonly from: number
  /** … and without them. */
  readonly start: number
  readonly end: number
  /** Where its value begins, behind the colon; absent where there is none outside of quotes. */
  readonly valueStart: number | undefined
  /** Where in it, or before it, a regular expression begins that the place may be inside of. */
  readonly regexStart: number | undefined
}

type RegexEnds = ReturnType<typeof createRegexEnds>

/**
 * The term that holds the place, or begins or ends there; an empty one between two spaces. Reads as the
 * server does: white space outside of quotes and regular expressions ends a term. Looks at each character
 * a bounded number of times.
 */
export function termAt(query: string, at: number): TermPlace {
  const regexEnds = createRegexEnds(query)
  let found = readTerm(query, 0, regexEnds)
  let openedAt: number | undefined
  while (found.end < at && found.end < query.length) {
    if (isOpenRegex(query, found)) openedAt ??= found.regexStart
    found = readTerm(query, skipSpace(query, found.end, at), regexEnds)
  }
  return { ...found, regexStart: openedAt ?? found.regexStart }
}

/** One that is being written; what has another slash in its first word is a path, as is `a/b`. */
function isOpenRegex(query: string, { regexStart, end }: TermPlace): boolean {
  if (regexStart === undefined) return false
  return !/^(?:[^\\/]|\\.)*\//.test(query.slice(regexStart + 1, end))
}

/** No further than the place: the term in between is empty. */
function skipSpace(query: string, from: number, at: number): number {
  let next = from
  while (next < at && isBetween(query.charAt(next))) next += 1
  return next
}

function readTerm(query: string, from: number, regexEnds: RegexEnds): TermPlace {
  const start = skipSigns(query, from)
  let valueStart: number | undefined
  let isQuoted = false
  let hasQuote = false
  let regexStart: number | undefined
  let end = start
  for (; end < query.length; end += 1) {
    const character = query.charAt(end)
    if (character === '"') {
      isQuoted = !isQuoted
      hasQuote = true
    } else if (!isQuoted && isBetween(character)) break
    else if (character === ':' && !hasQuote) valueStart ??= end + 1
    else if (character === '/' && !hasQuote && takesRegex(query.slice(start, end))) {
      regexStart = end
      const regexEnd = regexEnds(end)
      if (regexEnd !== undefined) return { from, start, end: regexEnd, valueStart, regexStart }
    }
  }
  return { from, start, end, valueStart, regexStart }
}

function skipSigns(query: string, from: number): number {
  let next = from
  while (next < query.length && '-!('.includes(query.charAt(next))) next += 1
  return next
}

/** A closing parenthesis too: where it is text to the server, there is nothing to complete. */
function isBetween(character: string): boolean {
  return /[\s)]/.test(character)
}
