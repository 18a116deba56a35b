import { Type } from 'typebox'
import type { Scope } from '../core/scope.ts'
import { textParameter } from './text-parameter.ts'

export const inboxParameter = textParameter('Only messages in this inbox')
/** Mailpit's clients send it; it will matter once a query can name a date. */
export const tzParameter = textParameter('Time zone of dates in the query')

/** What every route takes whose path has an ID: both say which message `latest` is. */
export const ScopeQuery = Type.Object({
  query: textParameter('Search query'),
  inbox: inboxParameter,
})

/** The scope alone, of a query string that says more. */
export function scopeOf({ query, inbox }: Scope): Scope {
  return { ...(query === undefined ? {} : { query }), ...(inbox === undefined ? {} : { inbox }) }
}
