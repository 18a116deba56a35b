import { codePlace } from './code-place.ts'
import type { CodePlace } from './code-place.ts'
import type { CodePage } from './code-page.ts'
import { shapeReason } from './code-shape.ts'
import type { Candidate } from './find-candidates.ts'
import { actsBeside, actsNear, nameReasons } from './name-reasons.ts'
import type { MailCues } from './name-reasons.ts'
import { formatReasons } from './number-formats.ts'
import { isOffered, otherReasons } from './other-reasons.ts'
import { noReason, strongest } from './reason.ts'
import type { Reason } from './reason.ts'

/** Why a candidate is a code or none; the sum of the points decides. */
export function rateCandidate(page: CodePage, candidate: Candidate, mail: MailCues): Reason[] {
  const place = codePlace(page, candidate)
  const name = strongest(nameReasons(place, mail))
  return [
    shapeReason(candidate),
    name,
    companyReason(place),
    actReason(place, mail),
    offerReason(place, name),
    ...otherReasons(place),
    ...formatReasons(candidate.value, place),
    candidate.isInRow ? { name: 'number in a row', points: -4 } : noReason,
  ].filter(({ points }) => points !== 0)
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
