import { limits } from '../core/limits.ts'
import { createTagCollector } from '../core/tags/tag-collector.ts'
import { decodeWords } from './decode-words.ts'
import type { Pieces } from './in-pieces.ts'
import type { MailHeaders } from './mail-headers.ts'
import type { Problems } from './mail-problems.ts'

/** Names that are read before others get a turn. */
const pieceNames = 1_000

/** The names in the X-Tags headers, separated by commas. */
export function* readXTags(headers: MailHeaders, problems: Problems): Pieces<readonly string[]> {
  const collected = createTagCollector()
  let room = limits.xTagsLengthMax
  let seen = 0
  for (const value of headers.values('x-tags')) {
    for (const name of decodeWords(value.slice(0, room), problems).split(',')) {
      collected.add(name)
      seen += 1
      if (seen % pieceNames === 0) yield
    }
    room -= value.length
    if (room < 0) break
  }
  if (collected.leftOut > 0 || room < 0) {
    problems.add(
      'too-many-tags',
      `Not all of X-Tags is kept: a message has at most ${limits.tagsPerMessageMax} tags, of at most ${limits.tagLengthMax} characters.`,
    )
  }
  return collected.names
}
