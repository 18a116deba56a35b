// Never seen, and put into words: soft hyphens, zero-width spaces, byte order marks, joiners.
const invisible = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\ufeff]/g
// Seen only between letters (Persian, emoji): alone or at the edge of a word they pad a preheader.
const edgeOnly = /[\u200c-\u200f]/

/** Text on one line: white space collapsed, padding of hidden preheaders and NUL taken out. */
export function visibleWords(text: string): string {
  const plain = text.replace(invisible, '').replaceAll('\u0000', '')
  const words = plain.trim().replace(/\s+/g, ' ')
  if (!edgeOnly.test(words)) return words
  return words
    .split(' ')
    .map(withoutEdges)
    .filter((word) => word !== '')
    .join(' ')
}

function withoutEdges(word: string): string {
  let start = 0
  let end = word.length
  while (start < end && edgeOnly.test(word.charAt(start))) start++
  while (end > start && edgeOnly.test(word.charAt(end - 1))) end--
  return word.slice(start, end)
}
