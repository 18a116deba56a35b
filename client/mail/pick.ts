import type { TextMatcher } from './criteria.ts'
import { describeValue } from './criteria.ts'
import { clipped, matchesText } from './match-text.ts'
import type { MessageCode, MessageLink } from './message.ts'
import { MailError } from './wait-error.ts'

const listedMax = 8
const shownMax = 300

/** The first link whose words or address match. */
export function linkOf(
  subject: string,
  links: readonly MessageLink[],
  matcher?: TextMatcher,
): string {
  const named = links.filter(({ kind }) => kind !== 'image' && kind !== 'stylesheet')
  const found = named.find(
    ({ url, text }) =>
      matcher === undefined || matchesText(matcher, text) || matchesText(matcher, url),
  )
  if (found) return found.url
  const wanted = matcher === undefined ? 'no link' : `no link like ${describeValue(matcher)}`
  const listed = named
    .slice(0, listedMax)
    .map(({ url, text }) => `  ${clipped(text, 60) || '(no words)'} → ${clipped(url, 120)}`)
  const more = named.length > listedMax ? [`  … and ${named.length - listedMax} more`] : []
  const there =
    named.length === 0 ? ['It has no links at all.'] : ['Its links:', ...listed, ...more]
  throw new MailError([`The message "${clipped(subject, 80)}" has ${wanted}.`, ...there].join('\n'))
}

/** The first code that matches. */
export function codeOf(
  message: { readonly subject: string; readonly text: string },
  codes: readonly MessageCode[],
  matcher?: RegExp,
): string {
  const found = codes.find(({ value }) => matcher === undefined || matchesText(matcher, value))
  if (found) return found.value
  const wanted = matcher === undefined ? 'no code' : `no code like ${describeValue(matcher)}`
  const there =
    codes.length > 0
      ? `Its codes: ${codes.map(({ value }) => value).join(', ')}`
      : `It says: ${clipped(message.text, shownMax)}`
  throw new MailError(`The message "${clipped(message.subject, 80)}" has ${wanted}.\n${there}`)
}
