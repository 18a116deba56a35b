import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Criteria, CriteriaArgument } from '../../../client/client.ts'
import { toQuery } from '../../../client/mail/criteria-query.ts'
import { openMail, sendBy } from '../../support/sdk.ts'

const receipt = {
  from: 'Shop <shop@example.com>',
  to: 'Ann <ann@corp.example>',
  cc: 'Carl <carl@corp.example>',
  bcc: 'bill@corp.example',
  replyTo: 'Help <help@example.com>',
  subject: 'Your receipt',
  text: 'Your code is 482913.\nThank you.',
  html: '<p class="big">Your code is <b>482913</b>.</p><a href="https://shop.example/orders/7">Order</a>',
  headers: { 'X-Campaign': 'spring' },
  attachments: [{ filename: 'Invoice.pdf', content: 'PDF' }],
}

const matching: readonly CriteriaArgument[] = [
  'receipt',
  /^your/i,
  /RECEIPT/gi,
  /your/iy,
  ({ hasHtml }) => hasHtml,
  {},
  { subject: 'YOUR  receipt' },
  { from: 'Shop@example.com' },
  { from: 'Shop <shop@example.com>' },
  { from: /^shop/i },
  { to: 'ann@corp.example' },
  { to: 'bill@corp.example' },
  { to: /@corp\.example/g },
  { cc: 'carl@corp.example' },
  { cc: /carl/y },
  { bcc: 'bill@corp.example' },
  { bcc: /bill/ },
  { replyTo: 'help@example.com' },
  { replyTo: /^Help/ },
  { text: 'is 482913. Thank' },
  { text: /^Thank/m },
  { html: '<b>482913</b>' },
  { html: /class="big"/ },
  { attachments: ['invoice.pdf'] },
  { attachments: [/\.pdf$/] },
  { headers: { 'x-campaign': 'spring' } },
  { headers: { 'X-CAMPAIGN': /^s/, 'x-other': false, subject: true } },
  { code: true },
  { code: '482913' },
  { code: /^\d{6}$/ },
  { link: true },
  { link: 'order' },
  { link: /orders\/\d$/ },
  { query: 'has:attachment from:shop' },
  { where: async () => Promise.resolve(true) },
  { subject: 'receipt', to: /ann/, attachments: ['invoice.pdf'], code: true, query: 'larger:10' },
]

const missing: readonly (readonly [CriteriaArgument, RegExp])[] = [
  ['invoice', /subject "invoice" \(is "Your receipt"\)/],
  [/^receipt/gi, /subject \/\^receipt\/gi/],
  [() => false, /where a function/],
  [() => undefined, /returned undefined/],
  [
    () => {
      throw new Error('no such thing')
    },
    /no such thing/,
  ],
  [{ from: 'example.com' }, /from "example.com" \(is "Shop <shop@example.com>"\)/],
  [{ to: 'joann@corp.example' }, /to "joann@corp.example"/],
  [{ cc: 'ann@corp.example' }, /cc "ann@corp.example"/],
  [{ bcc: 'ann@corp.example' }, /bcc/],
  [{ replyTo: 'shop@example.com' }, /replyTo/],
  [{ text: 'goodbye' }, /text "goodbye"/],
  [{ html: /<table/ }, /html/],
  [{ attachments: ['invoice'] }, /attachments "invoice" \(is "Invoice.pdf"\)/],
  [{ headers: { 'x-campaign': 'autumn' } }, /header x-campaign "autumn" \(is "spring"\)/],
  [{ headers: { 'x-campaign': false } }, /header x-campaign false/],
  [{ code: false }, /code false/],
  [{ code: /^\d{4}$/ }, /code/],
  [{ link: false }, /link false/],
  [{ link: 'unsubscribe' }, /link "unsubscribe"/],
  [{ tag: 'vip' }, /tag "vip" \(there is none\)/],
  [{ query: 'larger:1G' }, /query "larger:1G"/],
]

test('every clause finds what it asks for, as text and as expression, and tells what it misses', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  await sendBy(inbox.smtpUrl, receipt)

  for (const criteria of matching) {
    const { subject } = await inbox.waitFor(criteria, { timeout: 2_000 })
    expect(subject).toBe('Your receipt')
    expect(await inbox.messages(criteria)).toHaveLength(1)
    expect(await inbox.messages(criteria)).toHaveLength(1)
  }
  for (const [criteria, reason] of missing) {
    expect(await inbox.messages(criteria), String(reason)).toEqual([])
    await expect(inbox.waitFor(criteria, { timeout: 1 })).rejects.toThrow(reason)
  }
})

test('a tag is found, in any case', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  const message = await inbox.send({ subject: 'Tagged' })
  await mail.client.setTags([message.id], ['VIP guest'])

  expect((await inbox.waitFor({ tag: 'vip Guest' })).subject).toBe('Tagged')
})

test.for<readonly [unknown, RegExp]>([
  [{ subjekt: 'x' }, /no criterion "subjekt"/],
  [{ subject: '' }, /"subject" is empty/],
  ['', /"subject" is empty/],
  ['  ', /"subject" is empty/],
  [{ subject: undefined }, /"subject" is empty/],
  [{ attachments: [] }, /"attachments" is empty/],
  [{ attachments: ['a.pdf', ''] }, /"attachments" is empty/],
  [{ headers: {} }, /"headers" is empty/],
  [{ headers: { 'x-a': '' } }, /"headers" is empty/],
  [{ query: ' ' }, /"query" is empty/],
  [{ subject: 5 }, /"subject" is text or an expression, not 5/],
  [{ attachments: 'a.pdf' }, /"attachments" is a list of file names, not "a.pdf"/],
  [{ headers: ['x-a'] }, /"headers" is an object/],
  [{ where: 'x' }, /"where" is a function/],
  [{ query: /x/ }, /"query" is text/],
  [5, /Criteria are/],
  [null, /Criteria are/],
  [[{ subject: 'x' }], /not a list/],
])('criteria cannot be %o', async ([criteria, problem]) => {
  const mail = await openMail()
  const inbox = mail.inbox()

  await expect(inbox.waitFor(criteria as Criteria)).rejects.toThrow(problem)
  await expect(inbox.expectNone(criteria as Criteria)).rejects.toThrow(problem)
  await expect(inbox.messages(criteria as Criteria)).rejects.toThrow(problem)
})

const oddTexts = [
  'He said "welcome"',
  '"',
  '""" quoted """',
  '[JIRA-7] (done)',
  '(',
  'a OR b',
  'OR',
  '-minus',
  '!bang',
  String.raw`C:\new\table`,
  String.raw`back\\slash\"quote`,
  '🎉 party 👩‍👩‍👧 now',
  '🎉',
  '/regex.*[a-z]+$/i',
  'subject:welcome',
  '="exact"',
  'is:unread',
  'a, b; c <d>',
  ';;;',
  'Ünïcödé straße ΟΔΟΣ',
  '注文確認 ありがとう',
  'cafe\u0301 e\u00ad\u0301x',
  'soft\u00adhyphen zero\u200bwidth',
  'tab\tinside',
  `${'"a" '.repeat(60)}end`,
  'long '.repeat(150).trim(),
]

test('text with any signs is found where it is in the subject', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()

  for (const text of oddTexts) {
    const { id, subject } = await inbox.send({ subject: `Re: ${text} (1)` })
    const found = await inbox.messages({ subject: text })
    expect(
      found.map((one) => one.id),
      `${text} in ${subject}`,
    ).toContain(id)
  }
})

/** Signs that a query reads, that Unicode joins, and that nobody sees. */
const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        '(',
        ')',
        '[',
        '-',
        '!',
        ' ',
        ' OR ',
        ':',
        '/',
        '\\',
        '=',
        ';',
        ',',
        '*',
      ),
      fc.constantFrom(
        '\u00ad',
        '\u200b',
        '\u200d',
        '\u0301',
        '\u0323',
        '\ufeff',
        '\u00a0',
        '\u3000',
      ),
      fc.constantFrom(
        'ß',
        'ı',
        'İ',
        'Σ',
        'ς',
        'ﬁ',
        'Å',
        'é',
        'ｶﾞ',
        'か\u3099',
        '한',
        'й',
        '注',
        '🎉',
        '¨',
      ),
      fc.constantFrom('a', 'B', 'e', 'i', 'subject:', 'from:', 'word', '7'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))

test('what the server looks for never excludes what the test would accept', async () => {
  const mail = await openMail({}, '--max', '10000')
  const inbox = mail.inbox()
  const property = fc.asyncProperty(oddText, oddText, oddText, async (before, wanted, after) => {
    fc.pre(wanted.trim() !== '')
    const message = await inbox.send({ subject: `${before}${wanted}${after}` })
    const isMet = (await message.missed({ subject: wanted })).length === 0
    const query = toQuery({ subject: wanted })
    const { messages } = await mail.client.search(query === '' ? 'larger:0' : query, {
      inbox: inbox.name ?? '',
      limit: 1,
    })
    if (isMet) expect(messages[0]?.ID).toBe(message.id)
  })

  await fc.assert(property, { numRuns: 150 })
})
