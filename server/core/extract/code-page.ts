import { findCues } from './find-cues.ts'
import type { Cue } from './find-cues.ts'
import { foldWords } from './fold-words.ts'

/** A text with what is needed to judge a place in it. */
export interface CodePage {
  readonly text: string
  readonly folded: string
  readonly cues: readonly Cue[]
  /** Where its lines begin; a last entry is where one more would. */
  readonly lineStarts: readonly number[]
}

export function createCodePage(text: string): CodePage {
  const folded = foldWords(text)
  return { text, folded, cues: findCues(folded), lineStarts: lineStartsOf(text) }
}

function lineStartsOf(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return [...starts, text.length + 1]
}

/** The line of a place. */
export function lineOf({ lineStarts }: CodePage, at: number): number {
  return lastNotAbove(lineStarts, at)
}

/** A line without its line break; `''` where there is none. */
export function lineText({ text, lineStarts }: CodePage, line: number): string {
  const start = lineStarts[line]
  const next = lineStarts[line + 1]
  return start === undefined || next === undefined ? '' : text.slice(start, next - 1)
}

/** The cues that begin within a stretch of the text. */
export function cuesWithin({ cues }: CodePage, from: number, to: number): readonly Cue[] {
  return cues.slice(firstNotBelow(cues, from), firstNotBelow(cues, to))
}

function lastNotAbove(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}

function firstNotBelow(cues: readonly Cue[], value: number): number {
  let low = 0
  let high = cues.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cues[middle]?.start ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
