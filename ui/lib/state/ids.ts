import type { Change } from './rows.ts'

// Sets and maps that are state are replaced, never changed: what reads them is told by that.

interface Identified {
  readonly ID: string
}

export function idSet(ids: Iterable<string> = []): Set<string> {
  return new Set(ids)
}

export function idsOf(messages: readonly Identified[]): Set<string> {
  return new Set(messages.map(({ ID }) => ID))
}

export function union(one: Iterable<string>, other: Iterable<string>): Set<string> {
  return new Set([...one, ...other])
}

/** What only one of the two has. */
export function difference(one: ReadonlySet<string>, other: ReadonlySet<string>): Set<string> {
  return new Set([
    ...[...one].filter((id) => !other.has(id)),
    ...[...other].filter((id) => !one.has(id)),
  ])
}

export function toggled(ids: ReadonlySet<string>, id: string): Set<string> {
  return difference(ids, new Set([id]))
}

export function byId<T extends Identified>(messages: readonly T[]): ReadonlyMap<string, T> {
  return new Map(messages.map((message) => [message.ID, message]))
}

/** The same change to each of them. */
export function changing(ids: readonly string[], change: Change): ReadonlyMap<string, Change> {
  return new Map(ids.map((id) => [id, change]))
}
