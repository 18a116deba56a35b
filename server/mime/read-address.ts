import type { MailAddress } from '../core/message.ts'
import type { Pieces } from './in-pieces.ts'
import type { MailHeaders } from './mail-headers.ts'
import { quoted } from './mail-problems.ts'
import type { Problems } from './mail-problems.ts'
import { parseAddresses } from './parse-addresses.ts'

/** The mailboxes of an address header; of all of them when it is repeated. */
export function* readAddress(
  headers: MailHeaders,
  key: string,
  problems: Problems,
): Pieces<readonly MailAddress[]> {
  const values = headers.values(key)
  const { mailboxes, tooLong } = yield* parseAddresses(values)
  if (tooLong !== undefined) {
    problems.add(
      'unreadable-address',
      `The ${key} header has ${tooLong.length} characters that are too long for an address, ${quoted(tooLong)}; they are not read.`,
    )
  }
  const unread = mailboxes.length > 0 ? undefined : values.find((value) => !isEmptyList(value))
  if (unread !== undefined) {
    problems.add(
      'unreadable-address',
      `The ${key} header ${quoted(unread)} has no address of the form name@domain.`,
    )
  }
  return mailboxes
}

/** Nothing at all, or a group without members: `Undisclosed recipients:;` (RFC 5322 3.4). */
function isEmptyList(value: string): boolean {
  const trimmed = value.trim()
  return trimmed === '' || trimmed.endsWith(';')
}
