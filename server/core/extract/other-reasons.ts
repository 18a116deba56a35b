import { gapOf } from './code-place.ts'
import type { CodePlace } from './code-place.ts'
import type { Cue } from './find-cues.ts'
import type { Reason } from './reason.ts'

/** Every name of something else that may be that of this candidate: those nearer than any name of a code. */
export function otherReasons(place: CodePlace): Reason[] {
  return [...otherBefore(place), ...otherBehind(place), ...otherAbove(place)]
}

/** What gives something away: near it a mere "code" is a voucher. */
export function isOffered({ page, company, cuesBefore, cuesAfter, cuesAt }: CodePlace): boolean {
  if (!page.has('offer')) return false
  const lines = company === 'words' ? [] : [-2, -1, 1, 2]
  const cues = [...cuesBefore, ...cuesAfter, ...lines.flatMap((step) => cuesAt(step))]
  return cues.some(({ kind }) => kind === 'offer')
}

/** Near an invitation to a call, a passcode is that of the call. */
export function isOfMeeting({ page, cuesBefore, cuesAfter, cuesAt }: CodePlace): boolean {
  if (!page.has('meeting')) return false
  const around = [-4, -3, -2, -1, 1, 2, 3, 4].flatMap((step) => cuesAt(step))
  return [...cuesBefore, ...cuesAfter, ...around].some(({ kind }) => kind === 'meeting')
}

function isOther({ kind }: Cue): boolean {
  return kind === 'other' || kind === 'offer' || kind === 'meeting'
}

function isAnyName({ kind }: Cue): boolean {
  return kind !== 'act' && kind !== 'enter'
}

function otherBefore({ page, start, cuesBefore }: CodePlace): Reason[] {
  const nearest = cuesBefore.findLast(isAnyName)
  if (nearest === undefined || !isOther(nearest)) return []
  const { words, isSentenceEnd, hasNumber } = gapOf(
    page.folded.slice(nearest.end, start),
    page.folded.slice(nearest.start, nearest.end),
  )
  if (isSentenceEnd || hasNumber) return []
  // `Your security code for order 12` and `your security code for the order is 482913`.
  const isSecret = cuesBefore.some(({ kind }) => kind === 'secret')
  const points = words <= 1 ? -7 : words <= 3 ? (isSecret ? -4 : -7) : words <= 6 ? -4 : -1.5
  return [{ name: 'other name before', points: isSecret && words > 3 ? points / 2 : points }]
}

function otherBehind({ page, end, cuesAfter }: CodePlace): Reason[] {
  const nearest = cuesAfter.find(isAnyName)
  if (nearest === undefined || !isOther(nearest)) return []
  const { words, isSentenceEnd } = gapOf(page.folded.slice(end, nearest.start), 'code')
  if (isSentenceEnd || words > 1) return []
  return [{ name: 'other name behind', points: words === 0 ? -3 : -1.5 }]
}

const labelLengthMax = 40

/** A short line above that names something else is the label of what stands alone below. */
function otherAbove(place: CodePlace): Reason[] {
  const label = place.lineAt(-1)
  if (place.company !== 'none' || label.length > labelLengthMax) return []
  const name = place.cuesAt(-1).findLast(isAnyName)
  return name !== undefined && isOther(name) ? [{ name: 'other name above', points: -6 }] : []
}
