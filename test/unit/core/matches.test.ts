import { describe, expect, test } from 'vitest'
import type { Message } from '../../../server/core/message.ts'
import { matches, missedTerms } from '../../../server/core/search/matches.ts'
import type { Query } from '../../../server/core/search/parse-query.ts'
import { parseQuery } from '../../../server/core/search/parse-query.ts'
import { aMessage, anEnvelope } from '../../support/a-message.ts'

const invoice = aMessage({
  digest: {
    messageId: 'No.42@shop.example',
    from: { name: 'The Shop', address: 'Billing@shop.example' },
    to: [{ name: 'Bob Ümlaut', address: 'bob@example.com' }],
    cc: [{ name: '', address: 'cem@example.com' }],
    bcc: [{ name: '', address: 'dora@example.com' }],
    replyTo: [{ name: '', address: 'noreply@shop.example' }],
    subject: 'Your ＩＮＶＯＩＣＥ',
    attachmentCount: 1,
    searchText: 'your invoice thank you for 50% off',
  },
  envelope: anEnvelope({ to: ['bob@example.com', 'eve@example.com'] }),
  inboxes: ['ann'],
  tags: ['Shop'],
})

describe('finds', () => {
  test.for([
    'invoice',
    'thank you',
    '"thank you"',
    '50%',
    'from:billing',
    'from:"the shop"',
    'to:bob',
    'to:ümlaut',
    'cc:cem',
    'bcc:dora',
    'bcc:eve',
    'reply-to:noreply',
    'addressed:noreply',
    'addressed:eve',
    'addressed:billing',
    'subject:invoice',
    'subject:"YOUR INVOICE"',
    'message-id:no.42',
    'tag:shop',
    'inbox:ann',
    'is:unread',
    'is:tagged',
    'has:attachment',
    'has:attachments',
    '-paid',
    '-is:read',
    '!from:ann',
    'invoice from:shop -has:inline',
  ])('%s', (source) => {
    expect(matches(invoice, query(source))).toBe(true)
  })
})

describe('does not find', () => {
  test.for([
    'paid',
    '"you thank"',
    'from:bob',
    'to:eve',
    'bcc:bob',
    'subject:thank',
    'tag:sho',
    'inbox:an',
    'is:read',
    'has:inline',
    '-invoice',
    'invoice paid',
  ])('%s', (source) => {
    expect(matches(invoice, query(source))).toBe(false)
  })
})

test('names the terms that were missed, as they were written', () => {
  expect(missed(invoice, 'invoice FROM:Bob -has:attachment "two words"')).toEqual([
    'FROM:Bob',
    '-has:attachment',
    '"two words"',
  ])
})

test('a message without a sender matches no from:', () => {
  const message = aMessage({ digest: { from: undefined } })
  expect(matches(message, query('from:a'))).toBe(false)
  expect(matches(message, query('-from:a'))).toBe(true)
})

function missed(message: Message, source: string): readonly string[] {
  return missedTerms(message, query(source))
}

function query(source: string): Query {
  const parsed = parseQuery(source)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.query
}
