import type { Query, QueryContext } from '../../server/core/search/parse-query.ts'
import { parseQuery } from '../../server/core/search/parse-query.ts'

/** When the queries of tests are asked. */
export const NOW = new Date('2026-01-10T12:00:00Z')

/** A query that is known to be good, asked in UTC at `NOW`. */
export function aQuery(source: string, context: QueryContext = {}): Query {
  const parsed = parseQuery(source, { now: () => NOW, timeZone: 'UTC', ...context })
  if (!parsed.ok) throw new Error(`${parsed.problem} (at ${parsed.at})`)
  return parsed.query
}
