const letterOrMark = /[\p{L}\p{M}]/u
// 0 not known yet, 1 neither, 2 a letter or the mark of one.
const classes = new Uint8Array(0x10000)

/** Whether a UTF-16 code unit is a letter, or a mark that is written as a part of one. */
export function isLetter(code: number): boolean {
  if (Number.isNaN(code)) return false
  const known = classes[code] ?? 0
  if (known !== 0) return known === 2
  const isOne = letterOrMark.test(String.fromCharCode(code))
  classes[code] = isOne ? 2 : 1
  return isOne
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Scripts that put no blank between words: Thai, Han, Kana; and Hangul, which puts endings on them. */
export function isUnspaced(code: number): boolean {
  return (
    (code >= 0x0e00 && code <= 0x0e7f) ||
    (code >= 0x3000 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff)
  )
}

/** Scripts that write articles and prepositions with the word behind them: Hebrew and Arabic. */
export function isPrefixing(code: number): boolean {
  return code >= 0x0590 && code <= 0x06ff
}
