const suggestionsMax = 8

/** Known tags that hold what was typed and are not there yet; those that begin with it first. */
export function suggestTags(
  typed: string,
  known: readonly string[],
  taken: readonly string[],
): readonly string[] {
  const wanted = typed.trim().toLowerCase()
  const there = new Set(taken.map((tag) => tag.toLowerCase()))
  const found = known.filter((tag) => {
    const name = tag.toLowerCase()
    return name.includes(wanted) && !there.has(name)
  })
  const begins = (tag: string): boolean => tag.toLowerCase().startsWith(wanted)
  return [...found.filter(begins), ...found.filter((tag) => !begins(tag))].slice(0, suggestionsMax)
}
