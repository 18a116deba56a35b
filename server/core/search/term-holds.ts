import type { MailDigest, Message } from '../message.ts'
import { headerHolds, textHolds } from './field-holds.ts'
import type { Moment } from './moment.ts'
import type { Needle } from './needle.ts'
import { includesNeedle } from './needle.ts'
import type { Flag } from './operators.ts'
import type { Term } from './query-node.ts'
import { toSearched } from './to-searched.ts'

/** Whether a message is one that the term asks for. */
export function termHolds(term: Term, message: Message, moment: Moment): boolean {
  switch (term.type) {
    case 'words':
      return wordsHold(term.needle, message.digest)
    case 'text':
      return textHolds(term.field, term.test, message)
    case 'header':
      return headerHolds(term.name, term.test, message.digest)
    case 'tag':
      return message.tags.some((tag) => toSearched(tag) === term.value)
    case 'inbox':
      return message.inboxes.includes(term.value)
    case 'flag':
      return flagHolds(term.flag, message)
    case 'date': {
      const received = message.receivedMs
      const date = moment.resolve(term.when)
      return term.side === 'after' ? received >= date : received <= date
    }
    case 'age': {
      const isNewer = message.receivedMs >= moment.now() - term.ms
      return isNewer === (term.side === 'newer')
    }
    case 'size':
      return term.side === 'larger' ? message.size > term.bytes : message.size < term.bytes
  }
}

function wordsHold(needle: Needle, { searchText, bodyText }: MailDigest): boolean {
  return includesNeedle(searchText, needle) || includesNeedle(bodyText, needle)
}

function flagHolds(flag: Flag, { digest, read, tags }: Message): boolean {
  switch (flag) {
    case 'is:read':
      return read
    case 'is:unread':
      return !read
    case 'is:tagged':
      return tags.length > 0
    case 'has:attachment':
      return digest.attachmentCount > 0
    case 'has:inline':
      return digest.inlineCount > 0
    case 'has:text':
      return digest.hasText
    case 'has:html':
      return digest.hasHtml
    case 'has:link':
      return digest.hasLink
    case 'has:code':
      return digest.hasCode
    case 'has:problem':
      return digest.problems.length > 0
  }
}
