import { limits } from '../limits.ts'
import type { Code, MailWords } from './code.ts'
import { codeContext } from './code-context.ts'
import { createCodePage } from './code-page.ts'
import type { CodePage } from './code-page.ts'
import { findCandidates } from './find-candidates.ts'
import type { Candidate } from './find-candidates.ts'
import { rateCandidate } from './rate-candidate.ts'
import type { MailCues } from './name-reasons.ts'
import type { Reason } from './reason.ts'
import { pageLines, textLines } from './readable-text.ts'

/** A candidate and what speaks for it. */
export interface RatedCode extends Code {
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** The codes of a mail, the best first. Most mail has no number that could be one, and costs nothing more. */
export function findCodes(words: MailWords): readonly Code[] {
  const found = words.token === undefined ? [] : [words.token]
  for (const { value, context, score } of rateCodes(words)) {
    if (score >= scoreMin && !found.some((code) => plain(code.value) === plain(value))) {
      found.push({ value, context })
    }
  }
  return found.slice(0, limits.codesMax)
}

/** What a candidate must have to be a code. */
const scoreMin = 5

/** Everything that looks like a code with its reasons, the best first: to see why one is found or missed. */
export function rateCodes(words: MailWords): readonly RatedCode[] {
  const sources = sourcesOf(words)
  if (sources.every(({ candidates }) => candidates.length === 0)) return []
  const pages = sources.map((source) => ({ ...source, page: createCodePage(source.text) }))
  const mail = mailCues(pages)
  const rated = pages.flatMap(({ page, candidates, handicap }) =>
    candidates.map((candidate) => rate(page, candidate, mail, handicap)),
  )
  return best(rated)
}

interface Source {
  readonly text: string
  readonly candidates: readonly Candidate[]
  /** What is seen is more than what only an inbox shows. */
  readonly handicap: number
  readonly isSubject: boolean
}

function sourcesOf(words: MailWords): Source[] {
  const source = (text: string, handicap = 0, isSubject = false): Source => ({
    text,
    candidates: findCandidates(text),
    handicap,
    isSubject,
  })
  return [
    source(pageLines(words.page)),
    source(textLines(words.text)),
    source(textLines(words.subject), 0, true),
    source(pageLines(words.hidden), -1),
  ]
}

function mailCues(pages: ReadonlyArray<Source & { page: CodePage }>): MailCues {
  const isNamed = ({ page: { cues } }: { page: CodePage }): boolean =>
    cues.some(({ kind }) => kind === 'secret' || kind === 'code')
  return {
    subject: pages.some((one) => one.isSubject && isNamed(one)),
    anywhere: pages.some(isNamed),
    act: pages.some(({ page: { cues } }) => cues.some(({ kind }) => kind === 'act')),
  }
}

function rate(page: CodePage, candidate: Candidate, mail: MailCues, handicap: number): RatedCode {
  const reasons = rateCandidate(page, candidate, mail)
  const score = reasons.reduce((sum, { points }) => sum + points, handicap)
  return { value: candidate.value, context: codeContext(page, candidate), score, reasons }
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
