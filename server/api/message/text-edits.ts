/** A stretch of a text, and what stands there instead. */
export interface TextEdit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Edits are in the order of the text and do not overlap. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return source
  const pieces: string[] = []
  let at = 0
  for (const { from, to, text } of edits) {
    pieces.push(source.slice(at, from), text)
    at = to
  }
  pieces.push(source.slice(at))
  return pieces.join('')
}
