import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Message } from '../../../client/client.ts'
import { openMail, sendBy } from '../../support/sdk.ts'

async function receive(mail: Parameters<typeof sendBy>[1]): Promise<Message> {
  const server = await openMail()
  const inbox = server.inbox()
  await sendBy(inbox.smtpUrl, { to: inbox.address, ...mail })
  return inbox.waitFor()
}

const newsletter = {
  from: '=?utf-8?q?Gr=C3=BC=C3=9Fe?= <shop@example.com>',
  subject: 'Grüße',
  text: 'Code: 482913',
  html: `<p>Your code is <b>482913</b>.</p>
    <a class="button main" href="https://shop.example/confirm?a=1&amp;b=2">Confirm  now</a>
    <a href="https://shop.example/help">Help</a>
    <img src="https://shop.example/logo.png" alt="Logo">`,
  headers: [
    { key: 'X-Step', value: 'one' },
    { key: 'X-Step', value: 'zwei: ö' },
    { key: 'List-Unsubscribe', value: '<https://shop.example/u/1>, <mailto:u@shop.example>' },
    { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ],
}

test('headers are decoded and in order, with all values, found in any case', async () => {
  const { headers } = await receive(newsletter)

  expect(headers.all('x-step')).toEqual(['one', 'zwei: ö'])
  expect(headers.get('X-STEP')).toBe('one')
  expect([headers.has('x-none'), headers.get('x-none'), headers.all('x-none')]).toEqual([
    false,
    undefined,
    [],
  ])
  expect(headers.toArray()).toHaveLength(headers.length)
  expect([...headers].filter(({ name }) => name === 'X-Step')).toHaveLength(2)
})

test('what a message says is decoded, and the envelope is apart from the headers', async () => {
  const message = await receive({
    ...newsletter,
    bcc: 'bill@corp.example',
    date: 'Tue, 01 Jul 2025 10:00:00 +0200',
  })

  expect(message).toMatchObject({
    subject: 'Grüße',
    text: expect.stringContaining('Code: 482913') as string,
    hasText: true,
    hasHtml: true,
    bcc: [{ name: '', address: 'bill@corp.example' }],
    date: new Date('2025-07-01T08:00:00Z'),
    envelope: { from: 'shop@example.com' },
    session: { protocol: 'ESMTPA' },
    problems: [],
  })
  expect(message.receivedAt.getTime()).toBeGreaterThan(message.date.getTime())
  expect((await message.raw()).byteLength).toBe(message.size)
})

test('links, images and codes; what there is not is told with what there is', async () => {
  const message = await receive(newsletter)

  expect(message.link()).toBe('https://shop.example/confirm?a=1&b=2')
  expect(message.link('confirm NOW')).toBe('https://shop.example/confirm?a=1&b=2')
  expect(message.link(/help$/g)).toBe('https://shop.example/help')
  expect(message.images.map(({ url }) => url)).toEqual(['https://shop.example/logo.png'])
  expect([message.code(), message.code(/^\d{6}$/)]).toEqual(['482913', '482913'])
  expect(() => message.link('logo')).toThrow(
    'The message "Grüße" has no link like "logo".\nIts links:\n  Confirm now → https://shop.example/confirm',
  )
  expect(() => message.code(/^\d{4}$/)).toThrow(
    'The message "Grüße" has no code like /^\\d{4}$/.\nIts codes: 482913',
  )
})

test('a message without links and codes says so', async () => {
  const message = await receive({ subject: 'Plain', text: 'Good morning.' })

  expect(() => message.link()).toThrow('The message "Plain" has no link.\nIt has no links at all.')
  expect(() => message.code()).toThrow('The message "Plain" has no code.\nIt says: Good morning.')
  expect(() => message.$('a')).toThrow('has no element that matches a.\nIt has no HTML at all.')
  expect(message.$$('a')).toEqual([])
  expect([message.html, message.hasHtml]).toEqual(['', false])
})

test('elements are found by CSS, with their text, markup and attributes', async () => {
  const message = await receive(newsletter)

  const button = message.$('a.button[href^="https:"]')
  expect(button).toMatchObject({ tagName: 'a', text: 'Confirm now' })
  expect(button.attribute('href')).toBe('https://shop.example/confirm?a=1&b=2')
  expect(button.attribute('constructor')).toBeUndefined()
  expect(message.$('p').html).toBe('Your code is <b>482913</b>.')
  expect(message.$('p').outerHtml).toBe('<p>Your code is <b>482913</b>.</p>')
  expect(message.$('p').$$('b')).toHaveLength(1)
  expect(message.$$('a').map(({ text }) => text)).toEqual(['Confirm now', 'Help'])
  expect(() => message.$('table')).toThrow(
    'The HTML of "Grüße" has no element that matches table.\nIt begins with: <p>Your code',
  )
  expect(() => message.$('a[')).toThrow()
})

test('attachments are found by number and by name, whatever the name', async () => {
  const names = ['invoice.pdf', 'length', 'map', '__proto__', 'constructor', '0', 'invoice.pdf']
  const message = await receive({
    attachments: names.map((filename, index) => ({ filename, content: `file ${index}` })),
  })

  const { attachments } = message
  expect(attachments).toHaveLength(7)
  expect(attachments.map(({ name }) => name)).toEqual(names)
  expect(await attachments['invoice.pdf']?.text()).toBe('file 0')
  expect(await attachments[3]?.text()).toBe('file 3')
  expect(attachments[0]?.name).toBe('invoice.pdf')
  expect(attachments['none.pdf']).toBeUndefined()
  expect(Object.getPrototypeOf(attachments)).toBe(Array.prototype)
  // Names that a list has a use for are found as one finds anything in a list.
  expect(await attachments.find(({ name }) => name === '__proto__')?.text()).toBe('file 3')
  expect(await message.missed({ attachments: names })).toEqual([])
})

test('an attachment has its bytes, text, JSON and checksums', async () => {
  const content = Buffer.from('{"total": 7}')
  const message = await receive({
    html: '<img src="cid:logo">',
    attachments: [
      { filename: 'order.json', content },
      { filename: 'logo.png', content: Buffer.from([1, 2, 3]), cid: 'logo' },
    ],
  })

  const order = message.attachments['order.json']
  const logo = message.attachments['logo.png']
  expect(await order?.json()).toEqual({ total: 7 })
  expect(order?.checksums.sha256).toBe(createHash('sha256').update(content).digest('hex'))
  expect(order).toMatchObject({ contentType: 'application/json', size: 12, isInline: false })
  expect(logo).toMatchObject({ contentType: 'image/png', contentId: 'logo', isInline: true })
  expect([...((await logo?.bytes()) ?? [])]).toEqual([1, 2, 3])
  expect(Buffer.from(await (await fetch(order?.url ?? '')).arrayBuffer())).toEqual(content)
})

test('how a list is left, and what was said over SMTP', async () => {
  const message = await receive(newsletter)

  expect(message.unsubscribe).toEqual({
    links: ['https://shop.example/u/1', 'mailto:u@shop.example'],
    isOneClick: true,
  })
  const lines = JSON.stringify(await message.transcript())
  expect(lines).toContain('MAIL FROM:<shop@example.com>')
  expect((await receive({})).unsubscribe).toEqual({ links: [], isOneClick: false })
})

test('a message that no session brought has none, and a deleted one is gone', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  const message = await inbox.deliver('Subject: x\r\n\r\n')

  expect(message.session).toBeUndefined()
  expect(await message.transcript()).toBeUndefined()
  await message.delete()
  expect(await inbox.messages()).toEqual([])
  await expect(message.raw()).rejects.toThrow()
})
