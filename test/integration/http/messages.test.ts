import { expect, test } from 'vitest'
import type { Message, MessageList } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

async function list(url: string, query = ''): Promise<MessageList> {
  return (await ask(`${url}api/v1/messages${query}`)).json() as MessageList
}

async function search(url: string, query: string): Promise<string[]> {
  const answer = await ask(`${url}api/v1/search?query=${encodeURIComponent(query)}`)
  return (answer.json() as MessageList).messages.map(({ Subject }) => Subject)
}

test('lists the newest message first, in pages', async () => {
  const { smtpPort, url } = await startMailmitt()
  for (const subject of ['one', 'two', 'three']) await sendMail(smtpPort, { subject })

  const page = await list(url, '?start=1&limit=1')

  expect(page).toMatchObject({ total: 3, unread: 3, count: 1, messages_count: 3, start: 1 })
  expect(page.messages.map(({ Subject }) => Subject)).toEqual(['two'])
})

test.for(['?limit=-1', '?limit=many', '?start=-5', '?start=1e3', '?unknown=1', '?limit='])(
  'bad paging %s keeps the defaults',
  async (query) => {
    const { smtpPort, url } = await startMailmitt()
    await sendMail(smtpPort)

    expect(await list(url, query)).toMatchObject({ start: 0, count: 1 })
  },
)

test('limit 0 lists all messages', async () => {
  const { smtpPort, url } = await startMailmitt()
  for (let sent = 0; sent < 55; sent += 1) await sendMail(smtpPort)

  expect(await list(url)).toMatchObject({ count: 50 })
  expect(await list(url, '?limit=0&start=3')).toMatchObject({ count: 55, start: 0 })
})

test('a page of any size, from any place, is what there is of it', async () => {
  const { smtpPort, url } = await startMailmitt()
  for (const subject of ['one', 'two', 'three']) await sendMail(smtpPort, { subject })
  await sendMail(smtpPort, { subject: 'two' })
  const totals = { total: 4, unread: 4 }
  const all = { ...totals, messages_count: 4, messages_unread: 4 }
  const two = { ...totals, messages_count: 2, messages_unread: 2 }

  expect(await list(url, '?limit=99999999999999999999')).toMatchObject({ ...all, count: 4 })
  expect(await list(url, '?start=2&limit=9007199254740993')).toMatchObject({ ...all, count: 2 })
  expect(await list(url, '?start=4')).toMatchObject({ ...all, start: 4, count: 0, messages: [] })
  expect(await list(url, '?start=999999999999')).toMatchObject({ ...all, count: 0, messages: [] })
  const found = async (query: string): Promise<unknown> =>
    (await ask(`${url}api/v1/search?query=subject:two${query}`)).json()
  expect(await found('')).toMatchObject({ ...two, start: 0, count: 2 })
  expect(await found('&start=1&limit=1')).toMatchObject({ ...two, start: 1, count: 1 })
  expect(await found('&start=2')).toMatchObject({ ...two, start: 2, count: 0, messages: [] })
  expect(await found('&limit=0')).toMatchObject({ ...two, count: 0, messages: [] })
  expect(await found('&limit=x&start=-1')).toMatchObject({ ...two, start: 0, count: 2 })
})

test('with an inbox the totals are those of the inbox', async () => {
  const { smtpPort, url } = await startMailmitt()
  for (const [to, tags] of [
    ['x@a.inbox.test', 'zebra'],
    ['y@a.inbox.test', 'Ape, zebra'],
    ['x@b.inbox.test', 'bear'],
    ['x@example.com', 'cat'],
  ] as const) {
    await sendMail(smtpPort, { to, headers: { 'X-Tags': tags } })
  }
  const id = (await list(url, '?inbox=a&limit=1')).messages[0]?.ID

  await ask(`${url}api/v1/message/${id}`)

  expect(await list(url, '?inbox=a')).toMatchObject({
    total: 2,
    unread: 1,
    messages_count: 2,
    tags: ['Ape', 'zebra'],
  })
  expect((await list(url)).tags).toEqual(['Ape', 'bear', 'cat', 'zebra'])
  expect(await list(url, '?inbox=none')).toMatchObject({ total: 0, unread: 0, messages_count: 0 })
  expect((await ask(`${url}api/v1/search?query=to:y&inbox=a`)).json()).toMatchObject({
    total: 2,
    unread: 1,
    messages_count: 1,
    messages_unread: 0,
  })
})

test('latest is understood in every path that takes an ID, with a query and an inbox', async () => {
  const { smtpPort, url } = await startMailmitt()
  for (const [to, subject] of [
    ['x@a.inbox.test', 'first'],
    ['x@a.inbox.test', 'second'],
    ['x@b.inbox.test', 'third'],
  ] as const) {
    await sendMail(smtpPort, { to, subject, html: `<p>${subject}</p>`, text: subject })
  }
  const paths = ['', '/headers', '/raw', '/part/1', '/part/1/thumb'].map(
    (rest) => `api/v1/message/latest${rest}`,
  )

  for (const path of [...paths, 'view/latest.html', 'view/latest.txt']) {
    for (const [query, subject] of [
      ['', 'third'],
      ['?inbox=a', 'second'],
      ['?query=subject:first', 'first'],
      ['?inbox=a&query=-subject:second', 'first'],
    ] as const) {
      const answer = await ask(`${url}${path}${query}`)
      expect({ path, query, status: answer.status }).toEqual({ path, query, status: 200 })
      if (!path.endsWith('/thumb')) expect(answer.text).toContain(subject)
    }
    expect((await ask(`${url}${path}?inbox=b&query=subject:first`)).status).toBe(404)
    expect((await ask(`${url}${path}?query=%22`)).status).toBe(400)
  }
})

test('every GET has its HEAD, which marks nothing read', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort, { html: '<p>hi</p>' }))
  const message = `api/v1/message/${id}`

  for (const path of [
    'api/v1/messages',
    'api/v1/search?query=hello',
    ...['', '/headers', '/raw?dl=1', '/part/1', '/part/1/thumb'].map((rest) => message + rest),
    'view/latest',
    `view/${id}.html`,
    `view/${id}.txt`,
  ]) {
    const head = await ask(`${url}${path}`, { method: 'HEAD' })
    expect([head.status, head.text]).toEqual([path === 'view/latest' ? 302 : 200, ''])
  }

  expect(await list(url)).toMatchObject({ unread: 1 })
})

test('reading a message marks it read, peeking does not', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort))

  await ask(`${url}api/v1/message/${id}?peek=true`)
  expect(await list(url)).toMatchObject({ unread: 1 })
  const read = (await ask(`${url}api/v1/message/${id}`)).json() as Message

  expect(read.Read).toBe(true)
  expect(await list(url)).toMatchObject({ unread: 0, messages_unread: 0 })
})

test.for(['headers', 'raw', 'part/0'])('reading %s leaves the message unread', async (rest) => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)

  expect((await ask(`${url}api/v1/message/latest/${rest}`)).status).toBe(200)

  expect(await list(url)).toMatchObject({ unread: 1 })
})

test('a message tells its bodies, parts, headers, envelope and session', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    subject: 'Grüße',
    text: 'plain',
    html: '<p>rich</p>',
    bcc: 'carol@example.com',
    attachments: [{ filename: 'größe.txt', content: 'bytes', contentType: 'text/plain' }],
  })

  const message = (await ask(`${url}api/v1/message/latest`)).json() as Message

  expect(message).toMatchObject({
    Subject: 'Grüße',
    From: { Name: 'Ann', Address: 'ann@example.com' },
    Bcc: [{ Name: '', Address: 'carol@example.com' }],
    HasText: true,
    HasHTML: true,
    HTML: '<p>rich</p>',
    Problems: [],
    Envelope: { From: 'ann@example.com', To: ['bob@example.com', 'carol@example.com'] },
    Session: { RemoteAddress: '127.0.0.1', Protocol: 'ESMTP', TLS: null, User: '' },
  })
  expect(message.Text.trim()).toBe('plain')
  const [attachment] = message.Attachments
  expect(attachment).toMatchObject({ FileName: 'größe.txt', ContentType: 'text/plain', Size: 5 })
  const part = await ask(`${url}api/v1/message/latest/part/${attachment?.PartID}`)
  expect(part.text).toBe('bytes')
  expect(part.headers['content-type']).toBe('text/plain')
  expect(part.headers['content-disposition']).toContain("filename*=UTF-8''gr%C3%B6%C3%9Fe.txt")
})

test('a part cannot run in a browser, whatever type it claims', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    attachments: [{ filename: 'page.html', content: '<script>alert(1)</script>' }],
  })
  const message = (await ask(`${url}api/v1/message/latest`)).json() as Message

  const { headers } = await ask(
    `${url}api/v1/message/latest/part/${message.Attachments[0]?.PartID}`,
  )

  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).toContain('sandbox')
  expect(headers['x-content-type-options']).toBe('nosniff')
})

test('headers have their canonical names and all their values', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    messageId: '<1@example.com>',
    headers: { 'X-MAILER': ['one', 'two'] },
  })

  const headers = (await ask(`${url}api/v1/message/latest/headers`)).json()

  expect(headers).toMatchObject({ 'Message-Id': ['<1@example.com>'], 'X-Mailer': ['one', 'two'] })
})

test('headers are unfolded with one space, not decoded, and pollute nothing', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  const mail = [
    'subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
    'X-Folded: one',
    '\t two',
    '    three',
    '__proto__: polluted',
    'x(odd)name: kept',
    'x-mailer: b',
    'X-MAILER: a',
  ]
  await client.deliver(Buffer.from(`${mail.join('\r\n')}\r\n\r\nbody\r\n.\r\n`))

  const { text } = await ask(`${url}api/v1/message/latest/headers`)

  expect(text).toBe(
    '{"Subject":["=?utf-8?q?Gr=C3=BC=C3=9Fe?="],"X-Folded":["one two three"],' +
      '"X-Mailer":["b","a"],"__proto__":["polluted"],"x(odd)name":["kept"]}',
  )
})

test('a message in a message is a part of its own, to the byte', async () => {
  const { smtpPort, url } = await startMailmitt()
  const inner = 'Subject: inner\r\nX-Odd:  two  spaces\r\n\r\n<b>body</b>\r\n'
  const attachments = [{ contentType: 'message/rfc822', content: inner, filename: 'forwarded.eml' }]
  await sendMail(smtpPort, { attachments })

  const { headers, text } = await ask(`${url}api/v1/message/latest/part/2`)

  expect(text.trimEnd()).toBe(inner.trimEnd())
  expect(headers['content-type']).toBe('message/rfc822')
  expect(headers['content-disposition']).toContain('inline; filename="forwarded.eml"')
})

test('raw is downloaded under the id of the message', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort))

  const { headers } = await ask(`${url}api/v1/message/${id}/raw?dl=1`)

  expect(headers['content-disposition']).toContain(`attachment; filename="${id}.eml"`)
})

test('searches words, fields, phrases and their negation', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    subject: 'Your invoice',
    to: 'Zoë <zoe@example.com>',
    text: 'Pay now',
  })
  await sendMail(smtpPort, {
    subject: 'Welcome',
    from: 'Shop <shop@example.org>',
    text: 'Hi there',
  })

  expect(await search(url, 'pay')).toEqual(['Your invoice'])
  expect(await search(url, 'to:zoë')).toEqual(['Your invoice'])
  expect(await search(url, 'from:shop@example.org')).toEqual(['Welcome'])
  expect(await search(url, 'subject:"your invoice"')).toEqual(['Your invoice'])
  expect(await search(url, '-subject:invoice')).toEqual(['Welcome'])
  expect(await search(url, '"there hi"')).toEqual([])
})

test('marks by IDs, by search, and all', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort, { subject: 'one' }))
  await sendMail(smtpPort, { subject: 'two' })
  await sendMail(smtpPort, { subject: 'three' })
  const put = (body: object) =>
    ask(`${url}api/v1/messages`, { method: 'PUT', body: JSON.stringify(body) })

  expect((await put({ IDs: [id, 'gone'], Read: true })).text).toBe('ok')
  expect(await list(url)).toMatchObject({ unread: 2 })
  await put({ search: 'subject:two', read: true })
  expect(await list(url)).toMatchObject({ unread: 1 })
  await put({ Read: false })
  expect(await list(url)).toMatchObject({ unread: 3 })
})

test('deletes by IDs, by search, by inbox, and all', async () => {
  const { smtpPort, url } = await startMailmitt()
  const ids: string[] = []
  for (const to of ['a@x.inbox.test', 'a@y.inbox.test', 'a@example.com', 'b@example.com']) {
    ids.push(idOf(await sendMail(smtpPort, { to })))
  }
  const remove = (path: string, body?: string) =>
    ask(`${url}api/v1/${path}`, { method: 'DELETE', ...(body === undefined ? {} : { body }) })

  await remove('messages', JSON.stringify({ ids: [ids[2]] }))
  expect(await list(url)).toMatchObject({ total: 3 })
  await remove('messages?inbox=x')
  expect(await list(url)).toMatchObject({ total: 2 })
  await remove('search?query=to:b@')
  expect(await list(url)).toMatchObject({ total: 1 })
  expect((await remove('messages', '{}')).text).toBe('ok')
  expect(await list(url)).toMatchObject({ total: 0 })
})

test('a message outside the inbox that was asked for is not found', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort, { to: 'a@x.inbox.test' }))

  expect((await ask(`${url}api/v1/message/${id}?inbox=x`)).status).toBe(200)
  expect((await ask(`${url}api/v1/message/${id}?inbox=y`)).status).toBe(404)
  expect((await ask(`${url}api/v1/message/latest?inbox=y`)).status).toBe(404)
})

test('send composes a message and catches it', async () => {
  const { url } = await startMailmitt()
  const body = {
    From: { Name: 'Ann', Email: 'ann@example.com' },
    to: [{ email: 'bob@example.com' }],
    Bcc: ['carol@example.com'],
    Subject: 'Composed',
    HTML: '<b>rich</b>',
    Attachments: [{ Filename: 'a.txt', Content: Buffer.from('abc').toString('base64') }],
    Headers: { 'X-Campaign': 'spring' },
  }

  const sent = await ask(`${url}api/v1/send`, { method: 'POST', body: JSON.stringify(body) })

  expect(sent.status).toBe(200)
  const { ID } = sent.json() as { ID: string }
  const message = (await ask(`${url}api/v1/message/${ID}`)).json() as Message
  expect(message).toMatchObject({
    Subject: 'Composed',
    Problems: [],
    Session: null,
    Bcc: [{ Address: 'carol@example.com' }],
    Attachments: [{ FileName: 'a.txt', Size: 3 }],
  })
  expect(message.HeaderLines).toContainEqual({ Name: 'X-Campaign', Value: 'spring', Raw: 'spring' })
})

test('a webroot moves everything under it', async () => {
  const { smtpPort, url } = await startMailmitt('--webroot', 'tools/mail')
  await sendMail(smtpPort, { html: '<p>hi</p>' })

  expect(url).toMatch(/\/tools\/mail\/$/)
  expect(await list(url)).toMatchObject({ total: 1 })
  expect((await ask(`${url}view/latest.html`)).text).toContain('<p>hi</p>')
  expect((await ask(`${url}readyz`)).status).toBe(200)
  expect((await ask(`${new URL(url).origin}/api/v1/messages`)).status).toBe(404)
})

test('info tells the version, the counts and where to send mail', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)

  expect((await ask(`${url}api/v1/info`)).json()).toMatchObject({
    LatestVersion: 'disabled',
    Messages: 1,
    Unread: 1,
    RuntimeStats: { SMTPAccepted: 1, SMTPRejected: 0 },
    SMTP: [{ Host: 'localhost', Port: smtpPort, TLS: 'none', LMTP: false }],
  })
})

test('the oldest messages make room, by count', async () => {
  const { smtpPort, url } = await startMailmitt('--max', '2')
  for (const subject of ['one', 'two', 'three']) await sendMail(smtpPort, { subject })

  const { messages } = await list(url)

  expect(messages.map(({ Subject }) => Subject)).toEqual(['three', 'two'])
})
