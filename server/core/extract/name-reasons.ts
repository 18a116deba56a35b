import { gapOf } from './code-place.ts'
import type { CodePlace } from './code-place.ts'
import type { Cue } from './find-cues.ts'
import type { Reason } from './reason.ts'

/** What the whole mail says. */
export interface MailCues {
  readonly subject: boolean
  readonly anywhere: boolean
  readonly act: boolean
  /** Whether it is about orders, bookings or offers. */
  readonly business: boolean
}

type Name = Cue & { readonly kind: 'secret' | 'code' }

/** Every name of a code that may be that of this candidate. */
export function nameReasons(place: CodePlace, mail: MailCues): Reason[] {
  const trust = trustIn(place, mail)
  const reason = ({ kind }: Name, name: string, points: number): Reason => ({
    name: `${kind}: ${name}`,
    points: kind === 'secret' ? points : points * trust,
  })
  return [
    ...namesBefore(place, reason),
    ...namesBehind(place, reason),
    ...namesInLines(place, reason),
    { name: 'named in the subject', points: mail.subject ? farPoints.subject[place.company] : 0 },
    { name: 'named somewhere', points: mail.anywhere ? farPoints.anywhere[place.company] : 0 },
  ]
}

type ToReason = (cue: Name, name: string, points: number) => Reason

export function isName(cue: Cue): cue is Name {
  return cue.kind === 'secret' || cue.kind === 'code'
}

/** A mere "code" is of the kind that is meant where the words around are about signing in and the like. */
function trustIn(place: CodePlace, mail: MailCues): number {
  if (actsNear(place)) return 0.9
  if (mail.business) return mail.act ? 0.45 : 0.4
  return 0.8
}

export function actsNear(place: CodePlace): boolean {
  return actsBeside(place) || [-2, -1, 1, 2].some((step) => place.cuesAt(step).some(isAct))
}

export function actsBeside({ cuesBefore, cuesAfter }: CodePlace): boolean {
  return [...cuesBefore, ...cuesAfter].some(isAct)
}

function isAct({ kind }: Cue): boolean {
  return kind === 'act'
}

/** The nearest names, where a line is full of them. */
const namesMax = 3

/** `Your code is 482913`. */
function namesBefore({ page, start, cuesBefore }: CodePlace, toReason: ToReason): Reason[] {
  return cuesBefore
    .filter(isName)
    .slice(-namesMax)
    .map((cue) => {
      const between = page.folded.slice(cue.end, start)
      // `TAN for the transfer of 12,30 EUR to DE12: 482913`
      const isLabel = /:[\s"'(*]*$/.test(between)
      const { words, isSentenceEnd, hasNumber } = gapOf(
        between,
        page.folded.slice(cue.start, cue.end),
      )
      if (isSentenceEnd) return toReason(cue, 'in the sentence before', 1.5)
      if (isLabel) return toReason(cue, 'label before', 6)
      const points = words <= 4 ? 6 : words <= 9 ? 5 : 4
      return toReason(cue, 'before', hasNumber ? points * 0.6 : points)
    })
}

/** `482913 is your code`. */
function namesBehind({ page, before, end, cuesAfter }: CodePlace, toReason: ToReason): Reason[] {
  const begins = gapOf(before).words <= 2 || gapOf(`${before} `).isSentenceEnd
  return cuesAfter
    .filter(isName)
    .slice(0, namesMax)
    .map((cue) => {
      const { words, isSentenceEnd, hasNumber } = gapOf(page.folded.slice(end, cue.start), 'code')
      if (isSentenceEnd) return toReason(cue, 'in the sentence behind', 1.5)
      const points = words <= 7 ? (begins ? 5 : 4) : 3
      return toReason(cue, 'behind', hasNumber ? points * 0.3 : points)
    })
}

/** By distance in lines, for a candidate with nothing else, with other cells or with words in its line. */
const abovePoints = { none: [6, 5, 4.5, 4, 3.5, 3], cells: [4, 2, 1], words: [2, 1, 0.5] } as const
const belowPoints = { none: [4.5, 4, 3.5], cells: [3, 1], words: [1.5, 0.5] } as const
const farPoints = {
  subject: { none: 3, cells: 1.5, words: 1.5 },
  anywhere: { none: 1.5, cells: 0.5, words: 0.5 },
} as const

/** A code often stands in a line of its own, below its name or above. */
function namesInLines(place: CodePlace, toReason: ToReason): Reason[] {
  return [
    ...abovePoints[place.company].flatMap((points, index) => {
      const name = place.cuesAt(-index - 1).findLast(isName)
      return name === undefined ? [] : [toReason(name, `${index + 1} above`, points)]
    }),
    ...belowPoints[place.company].flatMap((points, index) => {
      const name = place.cuesAt(index + 1).find(isName)
      return name === undefined ? [] : [toReason(name, `${index + 1} below`, points)]
    }),
  ]
}

/** `Enter 482913 to sign in`: no name at all, but it is asked for. */
export function isAskedFor({ page, start, company, cuesBefore, cuesAt }: CodePlace): boolean {
  const verb = cuesBefore.at(-1)
  if (verb?.kind === 'enter') return gapOf(page.folded.slice(verb.end, start)).words <= 1
  return company === 'none' && cuesAt(-1).some(({ kind }) => kind === 'enter')
}
