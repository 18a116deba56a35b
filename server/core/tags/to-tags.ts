import { MailmittError } from '../errors.ts'
import { limits } from '../limits.ts'
import { createTagCollector } from './tag-collector.ts'

/** The tags that somebody asks for, or a refusal; names of which nothing is left are dropped, as in Mailpit. */
export function toTags(texts: readonly string[]): readonly string[] {
  const collected = createTagCollector()
  for (const text of texts) collected.add(text)
  if (collected.leftOut === 0) return collected.names
  throw new MailmittError(
    'bad-request',
    `A message has at most ${limits.tagsPerMessageMax} tags of at most ${limits.tagLengthMax} characters; ${collected.leftOut} of these are too many or too long.`,
  )
}
