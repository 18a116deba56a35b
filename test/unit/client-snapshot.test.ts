import { expect, test } from 'vitest'
import type { Message } from '../../client/client.ts'
import { mailSnapshot } from '../../client/mail/snapshot.ts'
import { createHeaders } from '../../client/mail/headers.ts'
import { fromPlainCriteria, toPlainCriteria } from '../../client/runners/plain-criteria.ts'

/** What a snapshot looks at. */
function aMessage(facts: Partial<Message> = {}): Message {
  const blank: Partial<Message> = {
    subject: 'Welcome',
    from: { name: 'Shop', address: 'shop@example.com' },
    to: [],
    cc: [],
    bcc: [],
    replyTo: [],
    text: '',
    hasText: true,
    html: '',
    hasHtml: false,
    headers: createHeaders([]),
    attachments: [] as unknown as Message['attachments'],
    codes: [],
    inboxes: [],
  }
  return { ...blank, ...facts } as Message
}

test.for<readonly [string, string]>([
  ['id 0b6e0d3a-4c1f-4a52-9d0e-8f1f1a2b3c4d', 'id <uuid>'],
  ['t=eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl', 't=<token>'],
  ['?token=a8f3k2j5n7q9w1x4z6b8&x=1', '?token=<token>&x=1'],
  ['on 2026-11-26T05:02:45.348Z.', 'on <date>.'],
  ['on 2026-11-26', 'on <date>'],
  ['Thu, 26 Nov 2026 05:02:45 +0000', '<date>'],
  ['http://localhost:40921/ and 127.0.0.1:25', 'http://localhost:<port>/ and 127.0.0.1:<port>'],
  ['Your code is 482913.', 'Your code is <code>.'],
  ['to test@tabc123.inbox.test', 'to test@<inbox>.inbox.test'],
  ['trailing  \r\nspace\t', 'trailing\nspace'],
  ['internationalisation-of-a-long-word', 'internationalisation-of-a-long-word'],
  ['order 7, 3 items, 12.50 EUR', 'order 7, 3 items, 12.50 EUR'],
])('%o is %o in a snapshot', ([text, normal]) => {
  const codes = [{ value: '482913', context: '' }]

  const snapshot = mailSnapshot(aMessage({ text, codes, inboxes: ['tabc123'] }))

  expect(snapshot).toBe(`From: Shop <shop@example.com>\nSubject: Welcome\n\n--- text\n${normal}`)
})

test('what a message has not is not in its snapshot, and what it has is', () => {
  const message = aMessage({
    to: [{ name: '', address: 'ann@corp.example' }],
    hasText: false,
    html: '<p>Hi</p>',
    hasHtml: true,
    headers: createHeaders([
      { Name: 'List-Id', Value: 'shop', Raw: 'shop' },
      { Name: 'Message-ID', Value: '<x@y>', Raw: '<x@y>' },
    ]),
    attachments: [
      { name: 'a.pdf', contentType: 'application/pdf', isInline: false },
    ] as unknown as Message['attachments'],
  })

  expect(mailSnapshot(message)).toMatchInlineSnapshot(`
    "From: Shop <shop@example.com>
    To: ann@corp.example
    Subject: Welcome
    List-Id: shop

    --- html
    <p>Hi</p>

    --- attachments
    a.pdf (application/pdf)"
  `)
})

/** An expression that goes back for each sign of a text is not through a million of them in hours. */
test.for([
  ['spaces', ' '],
  ['tabs before a letter', '\t'],
  ['letters', 'a'],
  ['letters and digits', 'a1'],
  ['hyphens', '-'],
  ['digits', '2026-11-26'],
  ['ends of lines', ' \r'],
  ['starts of tokens', 'eyJ'],
  ['parts of tokens', 'eyJaaaa.'],
  ['dates', '1 Jan 2026 '],
  ['ports', 'localhost:'],
] as const)('a snapshot of many %s ends', { timeout: 20_000 }, ([, piece]) => {
  const text = `x${piece.repeat(1_000_000 / piece.length)}x`

  expect(mailSnapshot(aMessage({ text })).length).toBeGreaterThan(0)
})

test('criteria go to another process as JSON, and come back the same', () => {
  const criteria = {
    subject: /welcome "x"\/y/giu,
    to: 'ann@corp.example',
    attachments: ['a.pdf', /\.txt$/],
    headers: { 'x-a': true, 'x-b': /b/, 'x-c': '$expression' },
    code: false,
    query: 'larger:1k',
  }

  const plain = JSON.parse(JSON.stringify(toPlainCriteria(criteria))) as Record<string, unknown>

  expect(fromPlainCriteria(plain)).toEqual(criteria)
  expect(fromPlainCriteria(toPlainCriteria('Welcome'))).toEqual({ subject: 'Welcome' })
  expect(fromPlainCriteria(toPlainCriteria(/x/i))).toEqual({ subject: /x/i })
  expect(toPlainCriteria()).toEqual({})
})

test('a function cannot go to another process, and what is misspelt neither', () => {
  expect(() => toPlainCriteria(() => true)).toThrow('`where` cannot be used here')
  expect(() => toPlainCriteria({ where: () => true })).toThrow('`where` cannot be used here')
  expect(() => toPlainCriteria({ subjekt: 'x' } as object)).toThrow('no criterion "subjekt"')
})
