import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Answer } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { startMailmitt, startMailmittIn } from '../../support/start-mailmitt.ts'

const PAGE = 'https://app.example.com'

function preflight(address: string, method: string, headers = {}): Promise<Answer> {
  return ask(address, {
    method: 'OPTIONS',
    headers: { origin: PAGE, 'access-control-request-method': method, ...headers },
  })
}

test.for([
  ['GET', 'api/v1/messages'],
  ['PUT', 'api/v1/messages'],
  ['DELETE', 'api/v1/search'],
  ['POST', 'api/v1/send'],
  ['POST', 'api/v1/faults'],
  ['GET', 'api/v1/message/x/part/1'],
  ['GET', 'api/v1/wait'],
  ['PATCH', 'api/v1/messages'],
  ['FROBNICATE', 'api/v1/nothing'],
  ['GET', 'api/events'],
  ['GET', 'view/x.html'],
] as const)('the preflight of %s /%s is answered', async ([method, at]) => {
  const { url } = await startMailmitt('--api-cors', PAGE)

  const { status, headers, text } = await preflight(url + at, method, {
    'access-control-request-headers': 'authorization, content-type',
  })

  expect([status, text]).toEqual([200, ''])
  expect(headers).toMatchObject({
    'access-control-allow-origin': PAGE,
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-allow-credentials': 'true',
    vary: expect.stringContaining('Origin') as unknown,
  })
})

test('a preflight from elsewhere is refused with the name of the flag', async () => {
  const { url } = await startMailmitt('--api-cors', 'other.example.com')

  const answer = await preflight(`${url}api/v1/messages`, 'GET')

  expect(answer.status).toBe(403)
  expect(answer.json()).toMatchObject({
    Code: 'forbidden-origin',
    Error: expect.stringContaining('--api-cors app.example.com') as unknown,
  })
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
})

test('a preflight needs no password; the request behind it does, and its refusal can be read', async () => {
  const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: 'ann:secret' }, '--api-cors', PAGE)

  const asked = await preflight(`${url}api/v1/messages`, 'GET')
  const refused = await ask(`${url}api/v1/messages`, { headers: { origin: PAGE } })
  const foreign = await preflight(`${url}api/v1/messages`, 'GET', {
    origin: 'https://evil.example',
  })

  expect(asked.status).toBe(200)
  expect(refused.status).toBe(401)
  expect(refused.headers['access-control-allow-origin']).toBe(PAGE)
  expect(foreign.status).toBe(403)
})

test('a star lets every page in, but never with what a browser remembers', async () => {
  const { url } = await startMailmitt('--api-cors', '*')

  for (const origin of [PAGE, 'null', 'http://localhost:3000']) {
    const { status, headers } = await ask(`${url}api/v1/messages`, {
      method: 'DELETE',
      headers: { origin },
    })
    expect(status).toBe(200)
    expect(headers['access-control-allow-origin']).toBe(origin)
    expect(headers['access-control-allow-credentials']).toBeUndefined()
  }
})

test('a scheme in the list is part of the name', async () => {
  const { url } = await startMailmitt('--api-cors', 'https://app.example.com, localhost:3000')
  const write = async (origin: string) =>
    (await ask(`${url}api/v1/messages`, { method: 'DELETE', headers: { origin } })).status

  expect(await write('https://app.example.com')).toBe(200)
  expect(await write('http://app.example.com')).toBe(403)
  expect(await write('http://localhost:3000')).toBe(200)
  expect(await write('https://localhost:3000')).toBe(200)
  expect(await write('http://localhost:3001')).toBe(403)
})

test('a page can read the name of a file', async () => {
  const { url } = await startMailmitt('--api-cors', PAGE)

  const { headers } = await ask(`${url}api/v1/messages`, { headers: { origin: PAGE } })

  expect(headers['access-control-expose-headers']).toBe('Content-Disposition')
})

test('answers say that they depend on the origin, also to those who name none', async () => {
  const { url: closed } = await startMailmitt('--disable-http-compression')
  const { url: open } = await startMailmitt('--disable-http-compression', '--api-cors', PAGE)

  expect((await ask(`${closed}api/v1/messages`)).headers.vary).toBeUndefined()
  expect((await ask(`${open}api/v1/messages`)).headers.vary).toBe('Origin')
})

test('what is no list of header names is not repeated', async () => {
  const { url } = await startMailmitt('--api-cors', PAGE)

  const { headers } = await preflight(`${url}api/v1/send`, 'POST', {
    'access-control-request-headers': 'x-a, "<script>"\u00ff',
  })

  expect(headers['access-control-allow-headers']).toBe('*')
})

test('the websocket takes pages of ours and of the list, and no others', async () => {
  const { url } = await startMailmitt('--api-cors', PAGE)
  const open = async (origin: string) => (await openFeed(url, '', { headers: { origin } })).socket

  expect((await open(new URL(url).origin)).readyState).toBe(WebSocket.OPEN)
  expect((await open(PAGE)).readyState).toBe(WebSocket.OPEN)
  for (const origin of ['http://app.example.com:81', 'https://evil.example', 'null']) {
    await expect(open(origin)).rejects.toThrow('403')
  }
})

test('OPTIONS of no page tells what a route takes', async () => {
  const { url } = await startMailmitt()

  const known = await ask(`${url}api/v1/messages`, { method: 'OPTIONS' })
  const unknown = await ask(`${url}api/v1/nothing`, { method: 'OPTIONS' })

  expect([known.status, known.text, known.headers.allow]).toEqual([
    200,
    '',
    'DELETE, GET, HEAD, OPTIONS, PUT',
  ])
  expect([unknown.status, unknown.text]).toEqual([200, ''])
})

test('a message cannot be embedded, however its address is written', async () => {
  const { url, smtpPort } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort))
  const headers = { 'sec-fetch-dest': 'image' }

  for (const at of [
    'api/v1/message/latest',
    '%61pi/v1/message/latest',
    'api/v1/%6Dessage/latest',
  ]) {
    expect((await ask(url + at, { headers })).status).toBe(403)
  }
  expect((await ask(`${url}api/v1/message/${id}/part/0`, { headers })).status).toBe(200)
  // A browser that does not say what it embeds is told what may be.
  const policyOf = async (at: string) =>
    (await ask(url + at)).headers['cross-origin-resource-policy']
  expect(await policyOf('api/v1/message/latest/raw')).toBe('same-origin')
  expect(await policyOf('view/latest.txt')).toBe('same-origin')
  expect(await policyOf('api/v1/message/latest/part/0')).toBe('same-origin')
  expect(await policyOf(`api/v1/message/${id}/part/0`)).toBeUndefined()
  expect((await ask(`${url}api/v1/messages`)).json()).toMatchObject({ unread: 1 })
})

test.for([
  ['a script', 'api/v1/wait?query=secret', 'empty'],
  ['a script', 'api/v1/message/latest', 'empty'],
  ['an image', 'api/v1/message/latest/part/0?query=secret', 'image'],
  ['an image', 'api/v1/message/late%73t/part/0/thumb?query=secret', 'image'],
  ['an object', 'view/latest.txt?query=secret', 'object'],
  ['a style', 'view/latest.html?query=secret', 'style'],
  ['a prefetch', 'view/latest?query=secret', 'empty'],
] as const)(
  'neither time nor failure tells %s elsewhere whether %s matches',
  async ([, at, destination]) => {
    const { url, smtpPort } = await startMailmitt()
    await sendMail(smtpPort, { text: 'The secret is 4711.', html: 'The secret is 4711.' })

    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-dest': destination }
      expect((await ask(url + at, { headers })).status).toBe(403)
    }
    expect((await ask(`${url}api/v1/messages`)).json()).toMatchObject({ unread: 1 })
  },
)

test('a link from elsewhere, our own pages, and those of --api-cors are let in', async () => {
  const { url, smtpPort } = await startMailmitt('--api-cors', PAGE)
  await sendMail(smtpPort, { html: 'Good morning.' })
  const asked = (at: string, headers: Record<string, string>) => ask(url + at, { headers })

  const answers = await Promise.all([
    asked('api/v1/messages', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }),
    asked('view/latest.html', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }),
    asked('view/latest.html', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' }),
    asked('view/latest.txt', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }),
    asked('api/v1/messages', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }),
    asked('api/v1/messages', { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'empty' }),
    asked('api/v1/messages', {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-dest': 'empty',
      origin: PAGE,
    }),
  ])

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
})
