import { lineOf, lineText } from './code-page.ts'
import type { CodePage } from './code-page.ts'
import type { Candidate } from './find-candidates.ts'
import type { Cue } from './find-cues.ts'

/** Where a candidate stands, and what is said around it. */
export interface CodePlace {
  readonly page: CodePage
  readonly start: number
  readonly end: number
  /** Nothing else is in its line; or nothing in its cell; or there are words beside it. */
  readonly company: 'none' | 'cells' | 'words'
  /** The text of its line up to it and from it on, as far as it can have to do with it, folded. */
  readonly before: string
  readonly after: string
  /** The cues of those. */
  readonly cuesBefore: readonly Cue[]
  readonly cuesAfter: readonly Cue[]
  /** The cues of a line so many lines below its own, or above. */
  cuesAt(step: number): readonly Cue[]
  /** The text of such a line. */
  lineAt(step: number): string
}

/** How far, in characters, words in the same line have to do with a candidate. */
const reach = 300

export function codePlace(page: CodePage, { start, end }: Candidate): CodePlace {
  const first = lineOf(page, start)
  const last = lineOf(page, end)
  const from = Math.max(page.lineStarts[first] ?? 0, start - reach)
  const to = Math.min((page.lineStarts[last + 1] ?? 1) - 1, end + reach)
  const before = page.folded.slice(from, start)
  const after = page.folded.slice(end, to)
  const lineNumber = (step: number): number => (step < 0 ? first : last) + step

  return {
    page,
    start,
    end,
    company: companyOf(before, after),
    before,
    after,
    cuesBefore: (page.cuesOfLines[first] ?? []).filter(
      (cue) => cue.start >= from && cue.end <= start,
    ),
    cuesAfter: (page.cuesOfLines[last] ?? []).filter((cue) => cue.start >= end && cue.end <= to),
    cuesAt: (step) => page.cuesOfLines[lineNumber(step)] ?? [],
    lineAt: (step) => lineText(page, lineNumber(step)),
  }
}

function companyOf(before: string, after: string): CodePlace['company'] {
  const words = /[\p{L}\p{N}]/u
  if (!words.test(before) && !words.test(after)) return 'none'
  const cell = [before.slice(before.lastIndexOf('\t') + 1), after.split('\t', 1)[0] ?? '']
  return cell.some((text) => words.test(text)) ? 'words' : 'cells'
}

// A shorter word is an abbreviation: `Nr. 5`.
const sentenceEnd = /[\p{L}\p{N})"'»”*]{4}[.!?…]["')»”*]*\s|[。！？]/u

/** What stands between a candidate and a cue of the same line. */
export interface Gap {
  readonly words: number
  readonly isSentenceEnd: boolean
  readonly hasNumber: boolean
}

/** `before` is what stands before the gap, as far as it says whether a word ends there. */
export function gapOf(between: string, before = ''): Gap {
  return {
    words: wordsIn(between),
    isSentenceEnd: sentenceEnd.test(before.slice(-4) + between),
    hasNumber: /\d{3,}/.test(between),
  }
}

const unspacedWord = 3
const notAscii = /[^\u0000-\u007f]/

/** Han, Kana and Hangul have no blanks, or long words: three characters count as one. */
function wordsIn(text: string): number {
  if (text.length < 2) return 0
  if (!notAscii.test(text)) return text.match(/[a-z\d]+/g)?.length ?? 0
  const spaced = text.replace(/[\u3040-\u9fff\uac00-\ud7af]+/g, ' ')
  const unspaced = text.match(/[\u3040-\u9fff\uac00-\ud7af]/g)?.length ?? 0
  return (spaced.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) + Math.round(unspaced / unspacedWord)
}
