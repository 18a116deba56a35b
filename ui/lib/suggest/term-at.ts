/** One term of a query: where it stands and how far it is from being done. */
export interface TermPlace {
  /** Where it begins with its negation and the parentheses of groups … */
  readonly from: number
  /** … and without them. */
  readonly start: number
  readonly end: number
  /** Where its value begins, behind the colon; absent where there is none outside of quotes. */
  readonly valueStart: number | undefined
}

/**
 * The term that holds the place, or begins or ends there; an empty one between two spaces. Reads as the
 * server does: white space outside of quotes ends a term. Looks at each character once.
 */
export function termAt(query: string, at: number): TermPlace {
  let found = readTerm(query, 0)
  while (found.end < at && found.end < query.length) {
    found = readTerm(query, skipSpace(query, found.end, at))
  }
  return found
}

/** No further than the place: the term in between is empty. */
function skipSpace(query: string, from: number, at: number): number {
  let next = from
  while (next < at && isBetween(query.charAt(next))) next += 1
  return next
}

function readTerm(query: string, from: number): TermPlace {
  const start = skipSigns(query, from)
  let valueStart: number | undefined
  let isQuoted = false
  let hasQuote = false
  let end = start
  for (; end < query.length; end += 1) {
    const character = query.charAt(end)
    if (character === '"') {
      isQuoted = !isQuoted
      hasQuote = true
    } else if (!isQuoted && isBetween(character)) break
    else if (character === ':' && !hasQuote) valueStart ??= end + 1
  }
  return { from, start, end, valueStart }
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
