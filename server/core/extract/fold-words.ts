const notAscii = /[^\u0000-\u007f]/
const allNotAscii = /[^\u0000-\u007f]/g
const marks = /[\u0300-\u036f]/g

const foldedChars = new Map<string, string>()

/**
 * Words to compare with word lists: lower case, Latin and Greek letters without their marks. As long as the
 * text, so that places in one are places in the other.
 */
export function foldWords(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase()
  return text.replace(allNotAscii, foldChar).toLowerCase()
}

function foldChar(char: string): string {
  const known = foldedChars.get(char)
  if (known !== undefined) return known
  const apart = char.normalize('NFD')
  const letter = apart.replace(marks, '')
  // Hangul comes apart too, and has no marks.
  const lower = (letter === apart ? char : letter).toLowerCase()
  const folded = lower.length === 1 ? (alike[lower] ?? lower) : char
  // One entry for a UTF-16 code unit, so there are 65,536 at most.
  foldedChars.set(char, folded)
  return folded
}

/** Letters that NFD does not take apart and that people, or their keyboards, take for each other. */
const alike: Readonly<Record<string, string>> = {
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 's',
  ς: 'σ',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
  ة: 'ه',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
  '\u00a0': ' ',
}
