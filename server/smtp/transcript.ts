import { limits } from '../core/limits.ts'
import type { SessionLine } from '../core/session.ts'
import { formatCount } from './format-count.ts'

/** What was said on one connection: its first lines and its last ones. */
export interface Transcript {
  add(from: 'C' | 'S', text: string): void
  lines(): readonly SessionLine[]
}

export interface TranscriptOptions {
  readonly nowMs: () => number
  readonly linesMax?: number
}

export function createTranscript({
  nowMs,
  linesMax = limits.transcriptLinesMax,
}: TranscriptOptions): Transcript {
  const firstMax = Math.ceil(linesMax / 2)
  const lastMax = linesMax - firstMax
  const first: SessionLine[] = []
  /** A ring behind the first lines: line number n lives at `n % lastMax`. */
  const last: SessionLine[] = []
  let later = 0

  return {
    add(from, text) {
      const line = { atMs: nowMs(), from, text: clip(text) }
      if (first.length < firstMax) first.push(line)
      else {
        last[later % lastMax] = line
        later += 1
      }
    },
    lines() {
      const leftOut = later - last.length
      const oldest = later % lastMax
      const inOrder = leftOut > 0 ? [...last.slice(oldest), ...last.slice(0, oldest)] : last
      return [...first, ...gap(leftOut, inOrder[0]), ...inOrder]
    },
  }
}

function gap(leftOut: number, next: SessionLine | undefined): readonly SessionLine[] {
  if (leftOut === 0 || !next) return []
  return [{ ...next, text: `… ${formatCount(leftOut)} lines left out …` }]
}

function clip(text: string): string {
  const more = text.length - limits.transcriptLineLengthMax
  if (more <= 0) return text
  const shown = text.slice(0, limits.transcriptLineLengthMax)
  // A slice holds on to the whole text; only a copy lets the line of up to 16 KiB go.
  const copy = Buffer.from(shown).toString()
  return `${copy} … ${formatCount(more)} more characters …`
}
