import { codePlace } from './code-place.ts'
import type { CodePlace } from './code-place.ts'
import type { CodePage } from './code-page.ts'
import { shapeReason } from './code-shape.ts'
import type { Candidate } from './find-candidates.ts'
import { actsBeside, actsNear, isAskedFor, nameReasons } from './name-reasons.ts'
import type { MailCues } from './name-reasons.ts'
import { formatReasons } from './number-formats.ts'
import { isOffered, isOfMeeting, otherReasons } from './other-reasons.ts'
import { noReason, strongest } from './reason.ts'
import type { Reason } from './reason.ts'

/** Why a candidate is a code or none; the sum of the points decides. */
export function rateCandidate(page: CodePage, candidate: Candidate, mail: MailCues): Reason[] {
  const place = codePlace(page, candidate)
  const name = strongest(nameReasons(place, mail))
  const asked = askedReason(place, name)
  // Whatever else there is would not do.
  if (name === noReason && asked === noReason) return [shapeReason(candidate)]
  return [
    shapeReason(candidate),
    name,
    asked,
    companyReason(place),
    actReason(place, mail),
    offerReason(place, name),
    isOfMeeting(place) ? { name: 'of a meeting', points: -8 } : noReason,
    ...otherReasons(place),
    ...formatReasons(candidate.value, place).map((reason) => excused(reason, name)),
    candidate.isInRow ? { name: 'number in a row', points: -4 } : noReason,
  ].filter(({ points }) => points !== 0)
}

function askedReason(place: CodePlace, name: Reason): Reason {
  return isAskedFor(place) ? { name: 'asked for', points: name.points < 3 ? 2.5 : 0.5 } : noReason
}

function companyReason({ company, before, after }: CodePlace): Reason {
  if (company !== 'words') return { name: 'alone', points: company === 'none' ? 1.5 : 0.5 }
  const isAside = /\([^()]*\p{L}[^()]*$/u.test(before) && /^[^()]*\)/.test(after)
  return isAside ? { name: 'with words in brackets', points: -2 } : noReason
}

function actReason(place: CodePlace, mail: MailCues): Reason {
  if (actsBeside(place)) return { name: 'what one does with it, beside', points: 1.5 }
  if (actsNear(place)) return { name: 'what one does with it, near', points: 1 }
  return mail.act ? { name: 'what one does with it, somewhere', points: 0.5 } : noReason
}

function offerReason(place: CodePlace, name: Reason): Reason {
  if (!isOffered(place)) return noReason
  return { name: 'offer', points: name.name.startsWith('secret') ? -1 : -5 }
}

/** A PIN may be 2024 where it is called a PIN. */
function excused(reason: Reason, name: Reason): Reason {
  if (reason.name !== 'year' || name.points < 5) return reason
  return { name: 'year', points: name.name.startsWith('secret') ? -0.5 : -1.5 }
}
