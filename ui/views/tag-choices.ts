import type { Tagged } from '../lib/state/tagging.ts'

export interface TagChoice {
  readonly name: string
  readonly holds: 'all' | 'some' | 'none'
}

/** Every tag there is, and whether these messages have it. What they have may be too new to be known. */
export function tagChoices(
  messages: readonly Tagged[],
  known: readonly string[],
): readonly TagChoice[] {
  const counts = new Map<string, number>()
  const names = new Map(known.map((name) => [name.toLowerCase(), name]))
  for (const name of messages.flatMap(({ Tags }) => Tags)) {
    const key = name.toLowerCase()
    counts.set(key, (counts.get(key) ?? 0) + 1)
    if (!names.has(key)) names.set(key, name)
  }
  return [...names].map(([key, name]) => ({
    name,
    holds: holdsOf(counts.get(key), messages.length),
  }))
}

function holdsOf(count: number | undefined, all: number): TagChoice['holds'] {
  if (count === undefined) return 'none'
  return count === all ? 'all' : 'some'
}
