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

/** An expression between slashes that matches this text and no other. */
export function escapedExpression(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

/** Soft hyphens, zero-width spaces and byte order marks: nobody sees them, and mail is full of them. */
const invisible =
  /\u00ad|\u034f|\u061c|[\u115f\u1160\u3164\uffa0]|[\u17b4\u17b5]|\u180e|\u200b|[\u2060-\u2064]|\ufeff/g

/** Case, compatibility forms (NFKC), white space and what is invisible do not count. */
export function folded(text: string): string {
  return text
    .replaceAll(invisible, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** On one line, and no longer than that. */
export function clipped(text: string, lengthMax: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1)}…`
}
