import { bccOf } from '../core/bcc.ts'
import { isFaultAddress } from '../core/faults/fault-address.ts'
import { limits } from '../core/limits.ts'
import type { AcceptedMail, MailDigest, Message } from '../core/message.ts'
import { matches } from '../core/search/matches.ts'
import { titleCase } from '../core/tags/clean-tag.ts'
import { createTagCollector } from '../core/tags/tag-collector.ts'
import type { TagFilter } from '../core/tags/tag-filter.ts'

/** Where the tags of new mail come from, besides those that it is given by name. */
export interface TagRules {
  readonly filters: readonly TagFilter[]
  readonly fromUser: boolean
  readonly fromXTags: boolean
  readonly fromPlusAddresses: boolean
  /** Whether tags that the mail brings begin each word with a capital. */
  readonly titleCase: boolean
}

/**
 * The tags of a message that arrives. What the people who run Mailmitt have set comes first: its spelling
 * counts, and where there are too many tags, it is not what is left out.
 */
export function tagsOf(mail: AcceptedMail, digest: MailDigest, rules: TagRules): readonly string[] {
  const collected = createTagCollector()
  for (const tag of mail.tags) collected.add(tag)
  for (const tag of filterTags(mail, digest, rules.filters)) collected.add(tag)
  if (rules.fromUser) collected.add(mail.session?.user ?? '')
  const respell = rules.titleCase ? titleCase : undefined
  if (rules.fromXTags) for (const tag of digest.xTags) collected.add(tag, respell)
  if (rules.fromPlusAddresses) for (const tag of plusTags(mail, digest)) collected.add(tag, respell)
  return collected.names
}

/** The message as a search sees it on its arrival: unread, and without tags. */
function toMessage({ raw, tags: _given, ...facts }: AcceptedMail, digest: MailDigest): Message {
  return { ...facts, seq: 0, size: raw.byteLength, read: false, tags: [], digest }
}

/** A filter means mail that its search finds and, as in Mailpit, mail whose source has its text. */
function filterTags(
  mail: AcceptedMail,
  digest: MailDigest,
  filters: readonly TagFilter[],
): readonly string[] {
  if (filters.length === 0) return []
  const message = toMessage(mail, digest)
  const source = lowered(mail.raw)
  return filters
    .filter(
      ({ query, match }) => matches(message, query) || source.includes(lowered(Buffer.from(match))),
    )
    .flatMap(({ tags }) => tags)
}

/** Bytes, each a character; those of UTF-8 are lowered wrongly, but alike on both sides. */
function lowered(bytes: Buffer): string {
  return bytes.toString('latin1', 0, limits.tagFilterBytesMax).toLowerCase()
}

/** `ann+a+b@example.com` brings `a` and `b` (RFC 5233 calls it the detail). */
function* plusTags({ envelope }: AcceptedMail, digest: MailDigest): Generator<string> {
  const { from, to, cc } = digest
  const bcc = bccOf({ digest, envelope })
  for (const { address } of [...(from ? [from] : []), ...to, ...cc, ...bcc]) {
    const local = address.slice(0, Math.max(0, address.lastIndexOf('@')))
    // There it keeps the faults of parallel tests apart.
    if (!local.includes('+') || isFaultAddress(address)) continue
    yield* local.split('+').slice(1)
  }
}
