import { limits } from '../limits.ts'
import type { Code, MailWords } from './code.ts'
import { codeContext } from './code-context.ts'
import { createCodePage } from './code-page.ts'
import type { CodePage } from './code-page.ts'
import { findCandidates } from './find-candidates.ts'
import type { Candidate } from './find-candidates.ts'
import type { Cue, CueKind } from './find-cues.ts'
import type { MailCues } from './name-reasons.ts'
import { rateCandidate } from './rate-candidate.ts'
import { pageLines, textLines } from './readable-text.ts'
import type { Reason } from './reason.ts'

/** The codes of a mail, the best first. Mail without a number that could be one costs next to nothing. */
export function findCodes(words: MailWords): readonly Code[] {
  const found = words.token === undefined ? [] : [words.token]
  for (const { value, context, score } of rateCodes(words)) {
    if (score < scoreMin || found.length >= limits.codesMax) break
    if (!found.some((code) => plain(code.value) === plain(value))) found.push({ value, context })
  }
  return found
}

/** What the points of a candidate must add up to. */
export const scoreMin = 5

/** A candidate and what speaks for it and against it. */
export interface RatedCode {
  readonly value: string
  readonly context: string
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** Everything that looks like a code, the best first: tells why one is found or missed. */
export function rateCodes(words: MailWords): readonly RatedCode[] {
  const sources = sourcesOf(words)
  if (sources.every(({ candidates }) => candidates.length === 0)) return []
  const subject = createCodePage(textLines(words.subject))
  const pages = sources.flatMap((source) => toPage(source, subject))
  const mail = mailCues(subject, pages)
  return best(
    pages.flatMap(({ page, candidates, handicap }) =>
      candidates.map((candidate) => rate(page, candidate, mail, handicap)),
    ),
  )
}

interface Source {
  readonly text: string
  readonly candidates: readonly Candidate[]
  /** What a reader sees is more than what only an inbox shows. */
  readonly handicap: number
}

function sourcesOf(words: MailWords): Source[] {
  return [
    toSource(words.page, pageLines),
    toSource(words.text, textLines),
    toSource(words.subject, textLines),
    toSource(words.hidden, pageLines, -1),
  ]
}

function toSource(words: string, toLines: (words: string) => string, handicap = 0): Source {
  if (!mayHoldCode.test(words)) return { text: '', candidates: [], handicap }
  const text = toLines(words)
  return { text, candidates: findCandidates(text), handicap }
}

// Tried first, since it is cheap: a digit of any script, or capitals in a row.
const mayHoldCode = /[\d\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19\ud835]|[A-Z]{3}/

interface Page extends Source {
  readonly page: CodePage
}

/** Where neither a page nor the subject names a code, there is none: the words need not be rated. */
function toPage(source: Source, subject: CodePage): Page[] {
  if (source.candidates.length === 0) return []
  const page = createCodePage(source.text)
  return namesCode(page.cues) || namesCode(subject.cues) ? [{ ...source, page }] : []
}

function namesCode(cues: readonly Cue[]): boolean {
  return cues.some(({ kind }) => kind === 'secret' || kind === 'code' || kind === 'enter')
}

function mailCues(subject: CodePage, pages: readonly Page[]): MailCues {
  const all = [...subject.cues, ...pages.flatMap(({ page }) => page.cues)]
  const has = (...kinds: CueKind[]): boolean => all.some(({ kind }) => kinds.includes(kind))
  return {
    subject: subject.cues.some(({ kind }) => kind === 'secret' || kind === 'code'),
    anywhere: has('secret', 'code'),
    act: has('act'),
    business: has('offer') || pages.some(({ page }) => isBusiness(page.cues)),
  }
}

const businessCuesMin = 4

function isBusiness(cues: readonly Cue[]): boolean {
  return cues.filter(({ kind }) => kind === 'other').length >= businessCuesMin
}

function rate(page: CodePage, candidate: Candidate, mail: MailCues, handicap: number): RatedCode {
  const reasons = rateCandidate(page, candidate, mail)
  const score = reasons.reduce((sum, { points }) => sum + points, handicap)
  return {
    value: candidate.value,
    score,
    reasons,
    // Most candidates are none, and their contexts not needed.
    get context() {
      return codeContext(page, candidate)
    },
  }
}

/** Each value once, where it scores best. */
function best(rated: readonly RatedCode[]): RatedCode[] {
  const byValue = new Map<string, RatedCode>()
  for (const one of rated) {
    const known = byValue.get(plain(one.value))
    if (known === undefined || one.score > known.score) byValue.set(plain(one.value), one)
  }
  return [...byValue.values()].sort((one, other) => other.score - one.score)
}

function plain(value: string): string {
  return value.replace(/[^A-Za-z\d]/g, '')
}
