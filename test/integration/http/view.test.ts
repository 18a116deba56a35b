import { expect, test } from 'vitest'
import type { Message } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

test('the HTML of a mail is sandboxed by its own policy', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { html: '<script>alert(1)</script><p>hi</p>' })

  const { headers, text } = await ask(`${url}view/latest.html`)

  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox')
  expect(policy).not.toContain('allow-scripts')
  expect(policy).not.toContain('allow-same-origin')
  expect(policy).not.toMatch(/img-src[^;]*\*/)
  expect(text).toContain('<script>alert(1)</script>')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
})

test('a mail may load its own parts, and nothing else of this server', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort, { html: '<img src="/api/v1/message/latest">' }))

  const { headers } = await ask(`${url}view/${id}.html`)

  const [, images] = /img-src ([^;]*)/.exec(String(headers['content-security-policy'])) ?? []
  expect(images).toBe(`http://${new URL(url).host}/api/v1/message/${id}/part/ data:`)
})

test('remote content is loaded only when asked for, and never a script', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { html: '<img src="https://example.com/a.png">' })

  const { headers } = await ask(`${url}view/latest.html?remote=1`)

  const policy = String(headers['content-security-policy'])
  expect(policy).toMatch(/img-src \*/)
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('script-src')
})

test('images are off when asked for, inline ones too', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { html: '<img alt="logo" src="cid:logo@x">' })

  for (const query of ['images=0', 'images=false&remote=1']) {
    const { headers } = await ask(`${url}view/latest.html?${query}`)
    expect(headers['content-security-policy']).toContain("img-src 'none'")
  }
  const { headers } = await ask(`${url}view/latest.html?images=1`)
  expect(headers['content-security-policy']).not.toContain("img-src 'none'")
})

test('the mail is seen in the colour scheme that is asked for', async () => {
  const { smtpPort, url } = await startMailmitt()
  const style = (query: string): string => `<style>@media ${query}{p{color:red}}</style>`
  await sendMail(smtpPort, { html: `${style('(prefers-color-scheme: dark)')}<p>hi</p>` })
  const page = async (query: string): Promise<string> =>
    (await ask(`${url}view/latest.html${query}`)).text

  expect(await page('')).toContain(style('(prefers-color-scheme: dark)'))
  expect(await page('?scheme=dark')).toContain(style('(min-width:0)'))
  expect(await page('?scheme=light')).toContain(style('(min-width:9999999px)'))
  expect(await page('?scheme=forced-dark')).toContain('filter:invert(1)')
  expect(await ask(`${url}view/latest.html?scheme=drak`)).toMatchObject({
    status: 400,
    text: 'A scheme is light, dark or forced-dark, not "drak".',
  })
})

test('no link of a mail is looked up before it is followed, nor opens within the frame', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    html: '<a target="_self" rel="opener" href="https://a.example">a</a>',
  })

  const { headers, text } = await ask(`${url}view/latest.html`)

  expect(headers['x-dns-prefetch-control']).toBe('off')
  expect(text).toContain('<a target="_blank" rel="noreferrer" href="https://a.example">')
})

test('cid links point at their parts', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    html: '<img src="cid:logo@x"><img src=cid:logo%40x><td style="background:url(cid:logo@x)"><a href="cid:none">',
    attachments: [{ filename: 'logo.png', content: 'png', cid: 'logo@x' }],
  })
  const { ID, Inline } = (await ask(`${url}api/v1/message/latest`)).json() as Message
  const part = `/api/v1/message/${ID}/part/${Inline[0]?.PartID}`

  const { text } = await ask(`${url}view/latest.html`)

  expect(text).toContain(`<img src="${part}"><img src=${part}>`)
  expect(text).toContain(`url(${part})`)
  expect(text).toContain('<a href="cid:none">')
})

test.for([
  ['<!doctype html><html><head><title>x</title></head>', '<head><base target="_blank"><title>'],
  ['<!DOCTYPE html><p>x', '<!DOCTYPE html><base target="_blank"><p>x'],
  ['<p>x', '<base target="_blank"><p>x'],
] as const)('every link of %s opens a window of its own', async ([html, expected]) => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { html })

  expect((await ask(`${url}view/latest.html`)).text).toContain(expected)
})

test('the text of a mail is plain text', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort, { text: '<b>not bold</b>' }))

  const { headers, text } = await ask(`${url}view/${id}.txt`)

  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(text.trim()).toBe('<b>not bold</b>')
})

test('a mail without HTML has no HTML to view', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)

  for (const [path, status, sentence] of [
    ['view/latest.html', 404, 'This message does not contain a HTML part.'],
    ['view/unknown.html', 404, 'There is no message unknown.'],
    ['view/unknown.txt', 404, 'There is no message unknown.'],
    ['view/latest.txt?inbox=a%20b', 400, '"a b" cannot be the name of an inbox.'],
  ] as const) {
    const answer = await ask(`${url}${path}`)
    expect(answer).toMatchObject({ status, text: sentence })
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  }
})

test('view/latest knows queries, inboxes and webroots, and nothing of a query gets into its answer', async () => {
  const { smtpPort, url } = await startMailmitt('--webroot', 'tools/mail')
  const id = idOf(await sendMail(smtpPort, { to: 'x@a.inbox.test', subject: 'Grüße & mehr' }))
  await sendMail(smtpPort, { to: 'x@b.inbox.test', subject: 'Other' })
  const leadsTo = async (query: string): Promise<unknown> =>
    (await ask(`${url}view/latest?${query}`)).headers.location

  expect(await leadsTo(`query=${encodeURIComponent('subject:"grüße & mehr"')}`)).toBe(
    `/tools/mail/view/${id}`,
  )
  expect(await leadsTo('inbox=A')).toBe(`/tools/mail/view/${id}`)
  expect(await leadsTo('inbox=a&query=other')).toBe('/tools/mail/')
  expect(await leadsTo('inbox=a&tab=preview&scheme=forced-dark')).toBe(
    `/tools/mail/view/${id}?tab=preview&scheme=forced-dark`,
  )
  expect(await leadsTo('inbox=a&tab=%0d%0aX:%20y&scheme=%3Cscript%3E')).toBe(
    `/tools/mail/view/${id}`,
  )
  expect(await leadsTo(`query=${encodeURIComponent('x\r\nSet-Cookie: a=b')}`)).toBe('/tools/mail/')
})

test('view/latest leads to the newest message, or home', async () => {
  const { smtpPort, url } = await startMailmitt()
  expect((await ask(`${url}view/latest`)).headers.location).toBe('/')
  const id = idOf(await sendMail(smtpPort))

  const { status, headers } = await ask(`${url}view/latest`)

  expect(status).toBe(302)
  expect(headers.location).toBe(`/view/${id}`)
})

test('a path with a slash too many leads to the right one, on this server', async () => {
  const { url } = await startMailmitt()

  const twice = await ask(`${url}/view/latest.html?remote=1`)
  const elsewhere = await ask(`${url}/evil.example//x`)
  // To a browser `/\\evil.example` is `//evil.example`.
  const backslash = await ask(`${url}/\\evil.example/x`)

  expect([twice.status, twice.headers.location]).toEqual([307, '/view/latest.html?remote=1'])
  expect([elsewhere.status, elsewhere.headers.location]).toEqual([307, '/evil.example/x'])
  expect([backslash.status, backslash.headers.location]).toEqual([307, '/evil.example/x'])
})
