import { bccOf } from '../bcc.ts'
import type { MailAddress, MailDigest, Message } from '../message.ts'
import { includesNeedle } from './needle.ts'
import type { TextField } from './operators.ts'
import { isKeptFolded } from './operators.ts'
import type { TextTest } from './query-node.ts'
import {
  fieldTexts,
  fileNamesOf,
  formatMailbox,
  headersOf,
  htmlOf,
  isLineField,
  textOf,
} from './search-text.ts'
import { toSearched } from './to-searched.ts'

/** Whether a text of a message is what the test asks for. */
export function textHolds(field: TextField, test: TextTest, message: Message): boolean {
  switch (test.how) {
    case 'contains':
      return linesOf(field, message).some((line) => includesNeedle(line, test.needle))
    case 'equals': {
      const { value } = test
      if (value === '') return wholesOf(field, message).every((whole) => whole === '')
      // To look at what is folded already is cheaper than to fold each address of each message.
      if (!linesOf(field, message).some((line) => line.includes(value))) return false
      const isFolded = isKeptFolded(field)
      return wholesOf(field, message).some(
        (whole) => (isFolded ? whole : toSearched(whole)) === value,
      )
    }
    case 'regex':
      return wholesOf(field, message).some(test.pattern)
  }
}

/** Whether a header is there and, with a test, one of its values is what that asks for. */
export function headerHolds(name: string, test: TextTest | undefined, digest: MailDigest): boolean {
  const values = headersOf(digest, name)
  if (test === undefined) return values.next().done !== true
  if (test.how === 'equals' && test.value === '') {
    return [...values].every((value) => value === '')
  }
  for (const value of values) if (valueHolds(test, value)) return true
  return false
}

function valueHolds(test: TextTest, value: string): boolean {
  switch (test.how) {
    case 'contains':
      return includesNeedle(value, test.needle)
    case 'equals':
      return value === test.value
    case 'regex':
      return test.pattern(value)
  }
}

/** What the words of a field are looked for in, folded. */
function linesOf(field: TextField, { digest, envelope }: Message): readonly string[] {
  if (isLineField(field)) return fieldTexts(digest.searchText, field)
  switch (field) {
    case 'envelope-from':
      return [toSearched(envelope.from)]
    case 'envelope-to':
      return envelope.to.map(toSearched)
    case 'message-id':
      return [toSearched(digest.messageId)]
    case 'body':
      return [textOf(digest), htmlOf(digest)]
    case 'text':
      return [textOf(digest)]
    case 'html':
      return [htmlOf(digest)]
    case 'filename':
      return [fileNamesOf(digest)]
  }
}

/** The texts of a field, each whole: as they were sent where a message keeps them so, else folded. */
function wholesOf(field: TextField, message: Message): readonly string[] {
  const { digest, envelope } = message
  switch (field) {
    case 'subject':
      return [digest.subject]
    case 'message-id':
      return [digest.messageId]
    case 'envelope-from':
      return [envelope.from]
    case 'envelope-to':
      return envelope.to
    case 'filename':
      return fileNamesOf(digest).split('\t')
    case 'body':
    case 'text':
    case 'html':
      return linesOf(field, message)
    case 'from':
    case 'to':
    case 'cc':
    case 'bcc':
    case 'reply-to':
    case 'addressed':
      return mailboxesOf(field, message).flatMap(spellings)
  }
}

type AddressField = 'from' | 'to' | 'cc' | 'bcc' | 'reply-to' | 'addressed'

function mailboxesOf(field: AddressField, message: Message): readonly MailAddress[] {
  const { from, to, cc, replyTo } = message.digest
  switch (field) {
    case 'from':
      return from ? [from] : []
    case 'to':
      return to
    case 'cc':
      return cc
    case 'bcc':
      return bccOf(message)
    case 'reply-to':
      return replyTo
    case 'addressed':
      return [...(from ? [from] : []), ...to, ...cc, ...bccOf(message), ...replyTo]
  }
}

/** Each way in which one writes a mailbox. */
function spellings(mailbox: MailAddress): readonly string[] {
  const { name, address } = mailbox
  return [address, name, formatMailbox(mailbox)].filter((text) => text !== '')
}
