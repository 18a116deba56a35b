// The marks of half-width Kana are letters until NFKC makes marks of them.
const manyMarks = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu

/**
 * No language has more than 30 combining marks in a row (UAX #15, 13). To normalise takes the square of
 * their number, so a mail of nothing else would hold up everybody.
 */
export function streamSafe(text: string): string {
  return text.replace(manyMarks, '$1')
}
