/** How often each name is there; one that is not there any more is forgotten. */
export interface Counter {
  readonly counts: ReadonlyMap<string, number>
  add(name: string): void
  remove(name: string): void
  clear(): void
}

export function createCounter(): Counter {
  const counts = new Map<string, number>()

  return {
    counts,
    add(name) {
      counts.set(name, (counts.get(name) ?? 0) + 1)
    },
    remove(name) {
      const left = (counts.get(name) ?? 0) - 1
      if (left > 0) counts.set(name, left)
      else counts.delete(name)
    },
    clear: () => counts.clear(),
  }
}
