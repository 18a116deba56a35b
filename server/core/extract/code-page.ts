import { findCues } from './find-cues.ts'
import type { Cue, CueKind } from './find-cues.ts'
import { foldWords } from './fold-words.ts'

/** A text with what is needed to judge a place in it. */
export interface CodePage {
  readonly text: string
  readonly folded: string
  readonly cues: readonly Cue[]
  /** Where its lines begin; a last entry is where one more would. */
  readonly lineStarts: readonly number[]
  /** The cues of each line. */
  readonly cuesOfLines: ReadonlyArray<readonly Cue[]>
  has(kind: CueKind): boolean
}

export function createCodePage(text: string): CodePage {
  const folded = foldWords(text)
  const cues = findCues(folded)
  const lineStarts = lineStartsOf(text)
  const kinds = new Set(cues.map(({ kind }) => kind))
  const cuesOfLines = byLine(cues, lineStarts)
  return { text, folded, cues, lineStarts, cuesOfLines, has: (kind) => kinds.has(kind) }
}

function lineStartsOf(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return [...starts, text.length + 1]
}

function byLine(cues: readonly Cue[], lineStarts: readonly number[]): Cue[][] {
  const lines: Cue[][] = lineStarts.map(() => [])
  let line = 0
  for (const cue of cues) {
    while ((lineStarts[line + 1] ?? Infinity) <= cue.start) line++
    lines[line]?.push(cue)
  }
  return lines
}

/** The line of a place. */
export function lineOf({ lineStarts }: CodePage, at: number): number {
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lineStarts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** A line without its line break; `''` where there is none. */
export function lineText({ text, lineStarts }: CodePage, line: number): string {
  const start = lineStarts[line]
  const next = lineStarts[line + 1]
  return start === undefined || next === undefined ? '' : text.slice(start, next - 1)
}
