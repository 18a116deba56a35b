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
import type { Steps } from './steps.ts'

/** The codes of a mail, the best first. Mail without a number that could be one costs next to nothing. */
export function* findCodes(words: MailWords): Steps<readonly Code[]> {
  const found = words.token === undefined ? [] : [words.token]
  for (const { value, context, score } of yield* rateCodes(words)) {
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
export function* rateCodes(words: MailWords): Steps<readonly RatedCode[]> {
  const best = new Map<string, RatedCode>()
  let subject: CodePage | undefined
  let isFound = false
  for (const source of sourcesOf(words)) {
    // The text says what the HTML said: there only what is new is of interest.
    const fresh = source.candidates.filter(({ value }) => !isFound || !best.has(plain(value)))
    if (fresh.length === 0) continue
    subject ??= createCodePage(textLines(words.subject))
    yield
    for (const rated of rateAll({ ...source, candidates: fresh }, subject)) {
      const known = best.get(plain(rated.value))
      if (known === undefined || rated.score > known.score) best.set(plain(rated.value), rated)
      isFound ||= rated.score >= scoreMin
    }
  }
  return [...best.values()].sort((one, other) => other.score - one.score)
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

/** Where neither a text nor the subject names a code, there is none: the candidates need not be rated. */
function rateAll({ text, candidates, handicap }: Source, subject: CodePage): RatedCode[] {
  const page = text === subject.text ? subject : createCodePage(text)
  if (!namesCode(page) && !namesCode(subject)) return []
  const mail = mailCues(subject, page)
  return candidates.map((candidate) => rate(page, candidate, mail, handicap))
}

function namesCode(page: CodePage): boolean {
  return page.has('secret') || page.has('code') || page.has('enter')
}

function mailCues(subject: CodePage, page: CodePage): MailCues {
  const has = (kind: CueKind): boolean => page.has(kind) || subject.has(kind)
  return {
    subject: subject.has('secret') || subject.has('code'),
    anywhere: has('secret') || has('code'),
    act: has('act'),
    business: has('offer') || isBusiness(page.cues),
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

function plain(value: string): string {
  return value.replace(/[^A-Za-z\d]/g, '')
}
