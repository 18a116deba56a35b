/**
 * Those whose name has every word of `text`, best first: the name begins with it, a word of the name
 * does, or it stands somewhere inside. Without a text it is all of them, as they come.
 */
export function bestMatches<Item>(
  items: readonly Item[],
  text: string,
  nameOf: (item: Item) => string,
): readonly Item[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return items
    .map((item) => ({ item, rank: rankOf(nameOf(item).toLowerCase(), words) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item)
}

/** The lower, the better; of several words the worst counts. */
function rankOf(name: string, words: readonly string[]): number {
  return Math.max(0, ...words.map((word, index) => rankOfWord(name, word, index === 0)))
}

function rankOfWord(name: string, word: string, isFirst: boolean): number {
  const at = name.indexOf(word)
  if (at < 0) return Infinity
  if (at === 0) return isFirst ? 0 : 1
  return ' -:.@/'.includes(name.charAt(at - 1)) ? 1 : 2
}
