/**
 * Whether a text is what a glob says: `*` is any characters, `?` is one. Two pointers instead of
 * backtracking: after a mismatch only the last `*` takes one character more, so the steps are at most
 * glob × text, whatever a hostile subject has in it.
 */
export function matchGlob(glob: readonly string[], text: readonly string[]): boolean {
  let inGlob = 0
  let inText = 0
  let star = -1
  let starText = 0
  while (inText < text.length) {
    const wanted = glob[inGlob]
    if (wanted === '*') {
      star = inGlob
      starText = inText
      inGlob += 1
    } else if (wanted === '?' || wanted === text[inText]) {
      inGlob += 1
      inText += 1
    } else if (star >= 0) {
      starText += 1
      inText = starText
      inGlob = star + 1
    } else return false
  }
  while (glob[inGlob] === '*') inGlob += 1
  return inGlob === glob.length
}
