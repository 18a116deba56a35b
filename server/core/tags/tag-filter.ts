import type { Query } from '../search/parse-query.ts'
import { parseQuery } from '../search/parse-query.ts'
import { createTagCollector } from './tag-collector.ts'

/** Tags for the mail that a search finds when it arrives. */
export interface TagFilter {
  readonly tags: readonly string[]
  /** As it was written: mail that has this text anywhere in its source is meant, too. */
  readonly match: string
  readonly query: Query
}

export type ParsedTagFilter =
  | { readonly ok: true; readonly filter: TagFilter }
  | { readonly ok: false; readonly problem: string }

/** What a filter says, not looked at yet. */
export interface TagFilterSource {
  readonly names: readonly string[]
  readonly match: string
}

/** Checks one filter; the problem is a sentence that goes on after the filter's name. */
export function parseTagFilter({ names, match }: TagFilterSource): ParsedTagFilter {
  const collected = createTagCollector()
  for (const name of names) collected.add(name)
  const { names: tags, leftOut } = collected
  if (leftOut > 0) return { ok: false, problem: 'It has too many tags, or one that is too long.' }
  if (tags.length === 0) {
    const problem = 'It names no tag: that takes letters, digits, spaces and any of - _ . @'
    return { ok: false, problem }
  }
  const parsed = parseQuery(match)
  if (parsed.ok) return { ok: true, filter: { tags, match, query: parsed.query } }
  return { ok: false, problem: `At position ${parsed.at + 1} of its query: ${parsed.problem}` }
}
