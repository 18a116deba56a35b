import type { TextMatcher } from './criteria.ts'

/** Text is found anywhere, in any case and over any white space, as a search does. */
export function matchesText(matcher: TextMatcher, text: string): boolean {
  return typeof matcher === 'string'
    ? folded(text).includes(folded(matcher))
    : matchesExpression(matcher, text)
}

/** An expression with `g` or `y` remembers where it was, which here would make each second test fail. */
export function matchesExpression(expression: RegExp, text: string): boolean {
  return text.search(expression) !== -1
}

/** Case, compatibility forms (NFKC) and white space do not count. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

/** On one line, and no longer than that. */
export function clipped(text: string, lengthMax: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1)}…`
}
