import { describe, expect, test } from 'vitest'
import { limits } from '../../../../server/core/limits.ts'
import type { Message } from '../../../../server/core/message.ts'
import { matches, missedTerms } from '../../../../server/core/search/matches.ts'
import { aMessage, anEnvelope } from '../../../support/a-message.ts'
import { aQuery, NOW } from '../../../support/a-query.ts'

const invoice = aMessage({
  digest: {
    messageId: 'No.42@shop.example',
    from: { name: 'The Shop', address: 'Billing@shop.example' },
    to: [{ name: 'Bob Ümlaut', address: 'bob@example.com' }],
    cc: [{ name: '', address: 'cem@example.com' }],
    bcc: [{ name: '', address: 'dora@example.com' }],
    replyTo: [{ name: '', address: 'noreply@shop.example' }],
    subject: 'Your ＩＮＶＯＩＣＥ (no. 42), due "now"',
    attachmentCount: 1,
    hasText: true,
    hasHtml: true,
    hasLink: true,
    text: 'Plain: thank you. STRASSE; total 1,234.50',
    html: 'Thank you for 50% off! https://shop.example/pay?id=42',
    attachments: ['Invoice (42).pdf'],
    inline: ['logo.png'],
    headers: [
      ['X-Campaign', 'Spring; "Sale"'],
      ['List-Unsubscribe', '<https://shop.example/out>'],
      ['Received', 'one'],
      ['Received', 'two'],
      ['Subject', 'Your ＩＮＶＯＩＣＥ (no. 42), due "now"'],
      ['X-Empty', ''],
    ],
  },
  envelope: anEnvelope({
    from: 'Bounce+1@shop.example',
    to: ['bob@example.com', 'Eve@example.com'],
  }),
  inboxes: ['ann'],
  tags: ['Shop', 'Two Words'],
  size: 2_000,
  receivedMs: Date.parse('2026-01-10T11:58:00Z'),
})

describe('finds', () => {
  test.for([
    'invoice',
    'thank you',
    '"thank you"',
    '50%',
    '"YOUR invoice"',
    // White space, quotes, commas, semicolons, parentheses and angle brackets are all one space.
    '"invoice no. 42 due now"',
    'invoice(no.,42)',
    '"invoice, (no. 42) <due>"',
    '"Bob Ümlaut <bob@example.com>"',
    'bob@example.com',
    '"invoice 42 .pdf"',
    'invoice_(42).pdf OR thank',
    'shop.example/pay?id=42',
    // Who is only in the envelope is found by words too: Mailpit writes both into the mail.
    'eve@example.com',
    'bounce+1@shop',
    'from:billing',
    'from:"the shop"',
    'from:"The Shop <billing@shop.example>"',
    'from:<billing@shop.example>',
    'to:bob',
    'to:ümlaut',
    'to:U\u0308MLAUT',
    'cc:cem',
    'bcc:dora',
    'bcc:eve',
    'reply-to:noreply',
    'addressed:noreply',
    'addressed:eve',
    'addressed:billing',
    'envelope-from:bounce+1',
    'envelope-to:eve',
    'envelope-to:BOB@example',
    'subject:invoice',
    'subject:"YOUR INVOICE"',
    'subject:"invoice (no. 42), due"',
    'subject:(no.',
    'subject:","',
    'message-id:no.42',
    'message-id:<No.42@shop.example>',
    'tag:shop',
    'tag:"two words"',
    'inbox:ann',
    'is:unread',
    'is:tagged',
    'has:attachment',
    'has:attachments',
    'has:text has:html has:link',
    '-has:code -has:problem',
    'body:"thank you for"',
    'body:plain',
    'text:strasse',
    'text:"Straße total"',
    'html:50%',
    'html:https://shop.example/pay',
    'filename:.pdf',
    'filename:logo',
    'filename:"invoice (42).pdf"',
    'header:list-unsubscribe',
    'header:x-empty',
    'header:x-campaign=spring',
    'header:x-campaign="Spring; Sale"',
    'header:received=two',
    'header:subject=invoice',
    '-paid',
    '-is:read',
    '!from:ann',
    'invoice from:shop -has:inline',
    'larger:1k smaller:2k',
    'newer:5m older:1m',
    'newer:2m',
    '-older:2m',
    'after:2026-01-10 before:2026-01-11',
    'after:2026-01-10T11:58:00Z before:2026-01-10T11:58:00Z',
    // At the moment itself Mailpit finds both, negated as well.
    '-after:2026-01-10T11:58:00Z -before:2026-01-10T11:58:00Z',
    'after:today -after:2026-01-11',
    'paid OR invoice',
    '(paid OR invoice) -(paid bob)',
    '-(invoice paid)',
    '-(-invoice)',
  ])('%s', (source) => {
    expect(matches(invoice, aQuery(source))).toBe(true)
  })
})

describe('does not find', () => {
  test.for([
    'paid',
    '"you thank"',
    '"invoice paid"',
    // Not across fields.
    '"now the shop"',
    '"due now shop"',
    'from:bob',
    'to:eve',
    'to:cem',
    'bcc:bob',
    'bcc:bounce',
    'subject:thank',
    'subject:shop.example',
    'tag:sho',
    'tag:words',
    'inbox:an',
    'is:read',
    'has:inline',
    'has:code',
    'envelope-from:billing',
    'envelope-to:cem',
    // Other headers and inline names are not among the words.
    'spring',
    'logo.png',
    'no.42@shop.example',
    'text:50%',
    'html:plain',
    'html:strasse',
    'body:billing',
    'filename:pdfx',
    '"invoice 42 .pdf logo.png"',
    'header:x-none',
    'header:list',
    'header:x-campaign=winter',
    'header:received="one two"',
    '50_',
    'in%ice',
    '-invoice',
    'invoice paid',
    'larger:2000',
    'smaller:2000',
    'newer:119s',
    'older:2m',
    'after:2026-01-10T11:58:00.001Z',
    'before:2026-01-10T11:57:59.999Z',
    'before:today',
    'paid OR refund',
    '-(invoice bob)',
    '-(paid OR invoice)',
  ])('%s', (source) => {
    expect(matches(invoice, aQuery(source))).toBe(false)
  })
})

describe('exactly', () => {
  test.for([
    ['subject:="your invoice (no. 42), due ＂now＂"', true],
    ['subject:="your invoice no. 42 due now"', false],
    ['subject:=invoice', false],
    ['from:=billing@shop.example', true],
    ['from:="The Shop"', true],
    ['from:="The Shop <billing@shop.example>"', true],
    ['from:=billing', false],
    ['to:=bob@example.com', true],
    ['bcc:=EVE@example.com', true],
    ['addressed:=cem@example.com', true],
    ['envelope-from:=bounce+1@shop.example', true],
    ['message-id:=no.42@shop.example', true],
    ['message-id:=no.42', false],
    ['filename:=logo.png', true],
    ['filename:="invoice (42).pdf"', true],
    ['filename:=invoice', false],
    ['text:="plain: thank you. strasse; total 1,234.50"', true],
    ['body:="plain: thank you. strasse; total 1,234.50"', true],
    ['html:="plain: thank you. strasse; total 1,234.50"', false],
    ['header:received==one', true],
    ['header:received==on', false],
    ['header:x-empty==""', true],
    ['header:x-none==""', true],
    ['header:received==""', false],
    ['tag:=shop', true],
    ['subject:=""', false],
    ['cc:=""', false],
  ] as const)('%s: %s', ([source, expected]) => {
    expect(matches(invoice, aQuery(source))).toBe(expected)
  })

  test.for([
    'subject:=""',
    'from:=""',
    'to:=""',
    'addressed:=""',
    'envelope-from:=""',
    'body:=""',
    'filename:=""',
  ])('nothing: %s', (source) => {
    const empty = aMessage({
      digest: { from: undefined, to: [], subject: '' },
      envelope: anEnvelope({ from: '', to: [] }),
    })

    expect(matches(empty, aQuery(source))).toBe(true)
    expect(matches(invoice, aQuery(source))).toBe(false)
  })
})

describe('a regular expression', () => {
  test.for([
    ['subject:/^your/i', true],
    // What is kept as it was sent has capitals and small letters.
    ['subject:/^your/', false],
    ['subject:/\\(no\\. \\d+\\)/', true],
    ['from:/^Billing@/', true],
    ['from:/^the shop$/i', true],
    ['from:/<Billing@.*>$/', true],
    ['to:/@example\\.com$/', true],
    ['bcc:/^Eve@/', true],
    ['envelope-to:/^Eve@/', true],
    ['envelope-from:/\\+\\d@/', true],
    ['message-id:/^No\\.\\d+/', true],
    // What is kept folded is asked without case.
    ['body:/total \\d,\\d{3}\\.\\d\\d/', true],
    ['text:/^PLAIN:/', true],
    ['html:/^plain:/', false],
    ['filename:/\\.PDF$/', true],
    ['filename:/^logo\\.png$/', true],
    ['header:list-unsubscribe=/^<https:.*>$/', true],
    ['header:received=/^t/', true],
    ['header:x-none=/./', false],
    ['-subject:/paid/i', true],
  ] as const)('%s: %s', ([source, expected]) => {
    expect(matches(invoice, aQuery(source))).toBe(expected)
  })

  // A backtracking engine would not end before the sun does.
  test.for(['/(a+)+$/', '/^(a|a)*$/', '/(a*)*b/', '/(.*)*!/'])('%s ends on any text', (regex) => {
    const text = `${'a'.repeat(limits.searchedPatternTextMax * 2)}\n`
    const message = aMessage({ digest: { subject: `${text}c`, text } })

    expect(typeof matches(message, aQuery(`subject:${regex} OR body:${regex}`))).toBe('boolean')
  })

  test('looks at the beginning of a long text only', () => {
    const filler = 'x'.repeat(limits.searchedPatternTextMax)

    expect(
      matches(aMessage({ digest: { text: `${filler}needle` } }), aQuery('body:/needle/')),
    ).toBe(false)
    expect(
      matches(aMessage({ digest: { text: `needle${filler}` } }), aQuery('body:/needle/')),
    ).toBe(true)
  })
})

describe('a mail without HTML', () => {
  const plain = aMessage({ digest: { text: 'only words', hasText: true, hasHtml: false } })

  test.for([
    ['only', true],
    ['text:only', true],
    ['body:only', true],
    ['html:only', false],
    ['has:html', false],
    ['html:=""', true],
  ] as const)('%s: %s', ([source, expected]) => {
    expect(matches(plain, aQuery(source))).toBe(expected)
  })
})

test('a text that the HTML begins with is found in both, as far as it goes', () => {
  const message = aMessage({ digest: { text: 'Hello Ann', html: 'Hello Ann and friends' } })

  for (const source of ['text:ann', 'html:ann', 'text:="hello ann"', 'html:friends']) {
    expect(matches(message, aQuery(source)), source).toBe(true)
  }
  expect(matches(message, aQuery('text:friends'))).toBe(false)
})

test('a span of time is told from when the message is asked, not from when the query was read', () => {
  let now = NOW
  const query = aQuery('newer:5m', { now: () => now })
  const message = aMessage({ receivedMs: NOW.getTime() })

  expect(matches(message, query)).toBe(true)
  now = new Date(NOW.getTime() + 301_000)
  expect(matches(message, query)).toBe(false)
  expect(matches(aMessage({ receivedMs: now.getTime() }), query)).toBe(true)
})

test('today is another day tomorrow', () => {
  let now = NOW
  const query = aQuery('after:today', { now: () => now, timeZone: 'Europe/Berlin' })
  const message = aMessage({ receivedMs: NOW.getTime() })

  expect(matches(message, query)).toBe(true)
  now = new Date('2026-01-11T00:00:00Z')
  expect(matches(message, query)).toBe(false)
})

describe('names what was missed, as it was written', () => {
  test.for([
    [
      'invoice FROM:Bob -has:attachment "two words"',
      ['FROM:Bob', '-has:attachment', '"two words"'],
    ],
    ['invoice (paid OR from:bob)', ['(paid OR from:bob)']],
    ['invoice paid OR from:bob', ['paid OR from:bob']],
    ['-(invoice bob) paid', ['-(invoice bob)', 'paid']],
    ['paid OR refund', ['paid OR refund']],
    ['(paid refund)', ['paid', 'refund']],
    ['subject:/^re: x/i (paid', ['subject:/^re: x/i', '(paid']],
    ['invoice', []],
  ] as const)('%s', ([source, missed]) => {
    expect(missedTerms(invoice, aQuery(source))).toEqual(missed)
  })
})

test('a message without a sender matches no from:', () => {
  const message: Message = aMessage({ digest: { from: undefined } })

  expect(matches(message, aQuery('from:a'))).toBe(false)
  expect(matches(message, aQuery('-from:a'))).toBe(true)
})

test('a phrase of two thousand words is looked for in a long text of the same in no time', () => {
  const message = aMessage({ digest: { text: `${'a '.repeat(500_000)}bb; (c)` } })

  expect(matches(message, aQuery(`"${'a '.repeat(2_000)}bb c"`))).toBe(true)
  expect(matches(message, aQuery(`"${'a '.repeat(2_000)}bb b"`))).toBe(false)
  expect(matches(message, aQuery('"bb c"'))).toBe(true)
})
