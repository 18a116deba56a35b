import { bccOf } from '../bcc.ts'
import type { MailAddress, Message } from '../message.ts'
import { fold } from './fold.ts'
import type { Field, Query, Term } from './parse-query.ts'

export function matches(message: Message, { terms }: Query): boolean {
  return terms.every((term) => holds(message, term))
}

/** The terms that keep a message from matching, as they were written. */
export function missedTerms(message: Message, { terms }: Query): readonly string[] {
  return terms.filter((term) => !holds(message, term)).map(({ source }) => source)
}

function holds(message: Message, { field, value, negated }: Term): boolean {
  const found = field
    ? fieldHolds(message, field, value)
    : message.digest.searchText.includes(value)
  return found !== negated
}

function fieldHolds(message: Message, field: Field, value: string): boolean {
  const { digest } = message
  switch (field) {
    case 'from':
      return anyIncludes(digest.from ? [digest.from] : [], value)
    case 'to':
      return anyIncludes(digest.to, value)
    case 'cc':
      return anyIncludes(digest.cc, value)
    case 'bcc':
      return anyIncludes(bccOf(message), value)
    case 'reply-to':
      return anyIncludes(digest.replyTo, value)
    case 'addressed':
      return (['from', 'to', 'cc', 'bcc', 'reply-to'] as const).some((name) =>
        fieldHolds(message, name, value),
      )
    case 'subject':
      return fold(digest.subject).includes(value)
    case 'message-id':
      return fold(digest.messageId).includes(value)
    case 'tag':
      return message.tags.some((tag) => fold(tag) === value)
    case 'inbox':
      return message.inboxes.includes(value)
    case 'is':
      return isFlag(message, value)
    case 'has':
      return value.startsWith('attachment') ? digest.attachmentCount > 0 : digest.inlineCount > 0
  }
}

function isFlag(message: Message, value: string): boolean {
  if (value === 'tagged') return message.tags.length > 0
  return message.read === (value === 'read')
}

function anyIncludes(addresses: readonly MailAddress[], value: string): boolean {
  return addresses.some(
    ({ name, address }) => fold(address).includes(value) || fold(name).includes(value),
  )
}
