// Never seen, and put into words: soft hyphens, zero-width spaces, byte order marks, joiners.
const invisible =
  /\u00ad|\u034f|\u061c|[\u115f\u1160\u3164\uffa0]|[\u17b4\u17b5]|\u180e|\u200b|[\u2060-\u2064]|\ufeff/g
// Seen only between letters (Persian, emoji): alone or at the edge of a word they pad a preheader.
const edgeOnly = /[\u200c-\u200f]/

const notAscii = /[^\u0001-\u007f]/

/** Text on one line: white space collapsed, padding of hidden preheaders and NUL taken out. */
export function visibleWords(text: string): string {
  if (!notAscii.test(text)) return collapsed(text)
  const words = collapsed(text.replace(invisible, '').replaceAll('\u0000', ''))
  if (!edgeOnly.test(words)) return words
  return words
    .split(' ')
    .map(withoutEdges)
    .filter((word) => word !== '')
    .join(' ')
}

// A space that stands alone stays as it is: nearly all do, and each that is replaced costs.
const uneven = /\s{2,}|[^\S ]/g

/** Each stretch of white space is one space, and none is at the ends. */
export function collapsed(text: string): string {
  return text.trim().replace(uneven, ' ')
}

function withoutEdges(word: string): string {
  let start = 0
  let end = word.length
  while (start < end && edgeOnly.test(word.charAt(start))) start++
  while (end > start && edgeOnly.test(word.charAt(end - 1))) end--
  return word.slice(start, end)
}
