import { Type } from 'typebox'
import type { Scope } from '../../core/scope.ts'
import { textParameter } from './text-parameter.ts'

export const inboxParameter = textParameter('Only messages in this inbox')
export const tzParameter = textParameter(
  'Time zone of dates in the query, like `Europe/Berlin`; the server’s when absent',
)

/** What every route takes whose path has an ID: both say which message `latest` is. */
export const ScopeQuery = Type.Object({
  query: textParameter('Search query'),
  inbox: inboxParameter,
  tz: tzParameter,
})

/** The scope alone, of a query string that says more. */
export function scopeOf({ query, inbox, tz }: Scope): Scope {
  return {
    ...(query === undefined ? {} : { query }),
    ...(inbox === undefined ? {} : { inbox }),
    ...(tz === undefined ? {} : { tz }),
  }
}
