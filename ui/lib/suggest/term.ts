/** `from:ann@example.com`: the one term by which mail is asked for by what a field has or is named. */
export function writeTerm(operator: string, value: string): string {
  return `${operator}:${quoted(value)}`
}

/** The name that a query asks for, where that is all it does: with or without quotes, in any case. */
export function readTerm(operator: string, query: string): string | undefined {
  const written = query.trim()
  if (!written.toLowerCase().startsWith(`${operator}:`)) return undefined
  const [, phrase, word] = loneValue.exec(written.slice(operator.length + 1)) ?? []
  return phrase ?? word
}

/** As the server compares names: whatever their case. */
export function isSameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other)
}

/** What names that are the same have in common; they are listed in its order. */
export function nameKey(name: string): string {
  const lower = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ßςı]|i\u0307/g, foldSpecial)
  return lower.normalize('NFKC').trim().replace(/\s+/g, ' ')
}

/** Words that no character of the query language can be in: not `/` or `=` in front, no separators. */
const plainWord = /^[\p{L}\p{M}\p{N}._@+-]+$/u
/** Names are asked for as a whole with `=` and without. */
const loneValue = /^=?(?:"([^"]+)"|([^\s"(),;<>/=]+))$/

/** Nothing stands for a quote inside of quotes; the server takes one in a text for a space. */
function quoted(value: string): string {
  const plain = value.replaceAll('"', ' ').trim()
  return plainWord.test(plain) ? plain : `"${plain}"`
}

function foldSpecial(found: string): string {
  if (found === 'ß') return 'ss'
  return found === 'ς' ? 'σ' : 'i'
}
