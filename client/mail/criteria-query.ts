import type { Criteria } from './criteria.ts'

/**
 * What the server can look for, so that it answers with few messages: all that meet the criteria match this
 * query, and maybe others. Expressions, functions and what a query cannot say are tested here afterwards.
 */
export function toQuery(criteria: Criteria): string {
  const { subject, from, to, cc, bcc, attachments = [], tag, code, query } = criteria
  const terms = [
    ...words('subject', subject),
    ...address('from', from),
    ...recipient(to),
    ...address('cc', cc),
    ...address('bcc', bcc),
    ...attachments.flatMap((name) => words('filename', name)),
    ...(tag === undefined ? [] : words('tag', tag)),
    ...(code === undefined || code === false ? [] : ['has:code']),
    ...(query === undefined ? [] : [`(${query})`]),
  ]
  return terms.join(' ')
}

/** A quote cannot be written in a query: what stands before it and behind it can. */
export function words(field: string, text: unknown): readonly string[] {
  if (typeof text !== 'string') return []
  const pieces = text.split('"').map((piece) => piece.trim())
  return pieces.filter((piece) => piece !== '').map((piece) => `${field}:"${piece}"`)
}

function address(field: string, text: unknown): readonly string[] {
  // An address as people write it: `Ann <ann@example.com>` is compared as a whole, here.
  return typeof text === 'string' && /^[^\s"<>]+$/.test(text) ? [`${field}:"${text}"`] : []
}

function recipient(text: unknown): readonly string[] {
  const [asked] = address('to', text)
  return asked === undefined ? [] : [`(${asked} OR envelope-${asked})`]
}
