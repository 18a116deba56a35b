import { termAt } from './term-at.ts'

/** What the server says of a query that it cannot read. */
export interface Refusal {
  readonly query: string
  /** Where in it the problem is. */
  readonly at: number | undefined
  /** The operator that was probably meant, such as `from:`. */
  readonly suggestion: string | undefined
}

/** A query cut at the piece that is wrong. */
export interface Marked {
  readonly before: string
  readonly bad: string
  readonly after: string
}

/** So much of a long query as fits on a line or two. */
const besideMax = 60
const badMax = 120

/** A quote that is never closed is wrong to the end; anything else is one term. */
export function markRefused({ query, at }: Refusal): Marked | undefined {
  if (at === undefined || at > query.length) return undefined
  const end = query.charAt(at) === '"' ? query.length : Math.max(at, termAt(query, at).end)
  return {
    before: at > besideMax ? `…${query.slice(at - besideMax, at)}` : query.slice(0, at),
    bad: shortened(query.slice(at, end), badMax),
    after: shortened(query.slice(end), besideMax),
  }
}

/** The query with what was probably meant. */
export function mendRefused({ query, at, suggestion }: Refusal): string | undefined {
  if (at === undefined || suggestion === undefined) return undefined
  const { start, valueStart } = termAt(query, at)
  return valueStart === undefined
    ? undefined
    : `${query.slice(0, start)}${suggestion}${query.slice(valueStart)}`
}

function shortened(text: string, lengthMax: number): string {
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text
}
