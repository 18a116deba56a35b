import { expect, test } from 'vitest'
import { ERROR_CODES } from '../../../server/contract/app.ts'
import type { MessageList } from '../../../server/contract/message.ts'
import type { Ask } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import { sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

interface BadCase {
  readonly name: string
  readonly path: string
  readonly ask?: Ask
  readonly status: number
  readonly code: (typeof ERROR_CODES)[number]
  /** What the answer says beyond its sentence and its code. */
  readonly more?: object
}

const json = (value: unknown, method: string): Ask => ({ method, body: JSON.stringify(value) })
const big = `{"IDs":["${'x'.repeat(5 * 1024 * 1024)}"]}`

const BAD: readonly BadCase[] = [
  ...[
    ['a misspelt key', '{"IDz":["x"]}'],
    ['malformed JSON', '{"IDs":['],
    ['a string for a list', '{"IDs":"x"}'],
    ['numbers for ids', '{"IDs":[1]}'],
    ['null for ids', '{"IDs":null}'],
    ['null for a body', 'null'],
    ['an array for a body', '["x"]'],
    ['a text for a body', '"IDs"'],
    ['a key twice in two cases', '{"IDs":["x"],"ids":["y"]}'],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ].map(([name, body]) => ({
    name: `DELETE messages with ${String(name)}`,
    path: 'api/v1/messages',
    ask: { method: 'DELETE', body: body as string },
    status: 400,
    code: 'bad-request' as const,
  })),
  {
    name: 'POST webui',
    path: 'api/v1/webui',
    ask: { method: 'POST' },
    status: 405,
    code: 'method-not-allowed',
  },
  {
    name: 'DELETE messages with a misspelt inbox',
    path: 'api/v1/messages?inbx=a',
    ask: { method: 'DELETE' },
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'DELETE messages with an impossible inbox',
    path: 'api/v1/messages?inbox=a%20b',
    ask: { method: 'DELETE' },
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'DELETE messages with 5 MiB and more',
    path: 'api/v1/messages',
    ask: { method: 'DELETE', body: big },
    status: 413,
    code: 'body-too-large',
  },
  {
    name: 'DELETE search without a query',
    path: 'api/v1/search',
    ask: { method: 'DELETE' },
    status: 400,
    code: 'bad-request',
  },
  ...['subject:', '"', '""', ' ', 'subject: ""'].map((query) => ({
    name: `DELETE search for ${query}, which says nothing`,
    path: `api/v1/search?query=${encodeURIComponent(query)}`,
    ask: { method: 'DELETE' },
    status: 400,
    code: 'invalid-query' as const,
  })),
  {
    name: 'search for an unclosed quote',
    path: 'api/v1/search?query=%22open',
    status: 400,
    code: 'invalid-query',
  },
  {
    name: 'a query of 5,000 characters',
    path: `api/v1/search?query=${'x'.repeat(5_000)}`,
    status: 400,
    code: 'invalid-query',
  },
  { name: 'search without a query', path: 'api/v1/search', status: 400, code: 'bad-request' },
  {
    name: 'PUT messages with both IDs and Search',
    path: 'api/v1/messages',
    ask: json({ IDs: ['x'], Search: 'y', Read: true }, 'PUT'),
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'PUT messages with a text for Read',
    path: 'api/v1/messages',
    ask: json({ Read: 'true' }, 'PUT'),
    status: 400,
    code: 'bad-request',
  },
  ...['unknown', '..%2F..%2Fetc%2Fpasswd', '%00', 'x'.repeat(500), '%F0%9F%92%A9'].flatMap((id) =>
    ['', '/raw', '/headers', '/part/0', '/part/0/thumb'].map((rest) => ({
      name: `message ${id.slice(0, 30)}${rest}`,
      path: `api/v1/message/${id}${rest}`,
      status: 404,
      code: 'not-found' as const,
    })),
  ),
  ...['9', '../../x', '..%2F..%2Fpackage.json', '-1', '1.1.1', 'x', '%2e%2e'].map((part) => ({
    name: `part ${part}`,
    path: `api/v1/message/latest/part/${part}`,
    status: 404,
    code: 'not-found' as const,
  })),
  ...['9', '..%2F..%2Fpackage.json', '-1', '1.1.1', '%00'].map((part) => ({
    name: `thumbnail of part ${part}`,
    path: `api/v1/message/latest/part/${part}/thumb`,
    status: 404,
    code: 'not-found' as const,
  })),
  ...['', '/raw', '/headers', '/part/0', '/part/0/thumb'].map((rest) => ({
    name: `message latest${rest} of an impossible inbox`,
    path: `api/v1/message/latest${rest}?inbox=a%20b`,
    status: 400,
    code: 'bad-request' as const,
  })),
  {
    name: 'DELETE search with a list of IDs',
    path: 'api/v1/search?query=hello',
    ask: json({ IDs: ['x'] }, 'DELETE'),
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'DELETE search with a misspelt inbox',
    path: 'api/v1/search?query=hello&inbx=a',
    ask: { method: 'DELETE' },
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'PUT messages with a misspelt inbox',
    path: 'api/v1/messages?inbx=a',
    ask: json({ Read: true }, 'PUT'),
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'PUT messages with a Search that says nothing',
    path: 'api/v1/messages',
    ask: json({ Read: true, Search: 'subject:' }, 'PUT'),
    status: 400,
    code: 'invalid-query',
  },
  {
    name: 'send with a parameter',
    path: 'api/v1/send?inbox=a',
    ask: json({ From: { Email: 'a@b.c' }, To: [{ Email: 'a@b.c' }] }, 'POST'),
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'a session that there is not',
    path: 'api/v1/sessions/x',
    status: 404,
    code: 'not-found',
  },
  {
    name: 'a session of an impossible inbox',
    path: 'api/v1/sessions/x?inbox=a%20b',
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'the feed without a websocket',
    path: 'api/events',
    status: 400,
    code: 'bad-request',
  },
  ...['image', 'style', 'iframe', 'script', 'video'].flatMap((destination) =>
    ['message/latest', 'wait?timeout=0', 'events?since=0'].map((path) => ({
      name: `${path} embedded as ${destination}`,
      path: `api/v1/${path}`,
      ask: { headers: { 'sec-fetch-dest': destination } },
      status: 403,
      code: 'forbidden-origin' as const,
    })),
  ),
  ...[
    { Tags: ['a'], IDs: 'x' },
    { Tags: 'a', IDs: ['x'] },
    { Tags: [1], IDs: ['x'] },
    { Tags: null, IDs: ['x'] },
    { Tags: ['a'], IDz: ['x'] },
    { Tags: ['x'.repeat(101)], IDs: [] },
    { Tags: Array.from({ length: 101 }, (_, at) => `t${at}`), IDs: [] },
    ['a'],
    null,
  ].map((body, index) => ({
    name: `PUT tags, bad body ${index + 1}`,
    path: 'api/v1/tags',
    ask: json(body, 'PUT'),
    status: 400,
    code: 'bad-request' as const,
  })),
  {
    name: 'PUT tags for a message that is not there',
    path: 'api/v1/tags',
    ask: json({ Tags: ['a'], IDs: ['x'] }, 'PUT'),
    status: 404,
    code: 'not-found',
  },
  ...[{}, { Name: 1 }, { Name: null }, { Nmae: 'a' }, { Name: 'a', name: 'b' }, null].map(
    (body, index) => ({
      name: `PUT tags/a, bad body ${index + 1}`,
      path: 'api/v1/tags/a',
      ask: json(body, 'PUT'),
      status: 400,
      code: 'bad-request' as const,
    }),
  ),
  {
    name: 'DELETE a tag of some messages',
    path: 'api/v1/tags/a',
    ask: json({ IDs: ['x'] }, 'DELETE'),
    status: 400,
    code: 'bad-request',
  },
  ...['PUT', 'DELETE'].map((method) => ({
    name: `${method} a tag in an inbox`,
    path: 'api/v1/tags/a?inbox=x',
    ask: method === 'PUT' ? json({ Name: 'b' }, method) : { method },
    status: 400,
    code: 'bad-request' as const,
  })),
  {
    name: 'tags of an impossible inbox',
    path: 'api/v1/tags?inbox=a%20b',
    status: 400,
    code: 'bad-request',
  },
  {
    name: 'DELETE all tags',
    path: 'api/v1/tags',
    ask: { method: 'DELETE' },
    status: 405,
    code: 'method-not-allowed',
  },
  { name: 'a malformed escape', path: 'api/v1/message/%zz', status: 400, code: 'bad-request' },
  { name: 'an unknown route', path: 'api/v1/nothing', status: 404, code: 'not-found' },
  {
    name: 'a wrong method',
    path: 'api/v1/messages',
    ask: { method: 'PATCH' },
    status: 405,
    code: 'method-not-allowed',
  },
  ...[
    'timeout=soon',
    'timeout=5m',
    'timeout=-1s',
    'count=-1',
    'count=x',
    'since=x',
    'since=1.5',
  ].map((query) => ({
    name: `wait with ${query}`,
    path: `api/v1/wait?${query}`,
    status: 400,
    code: 'bad-request' as const,
  })),
  {
    name: 'wait with a bad query',
    path: 'api/v1/wait?query=%22',
    status: 400,
    code: 'invalid-query',
  },
  {
    name: 'wait with a cursor of another run',
    path: 'api/v1/wait?since=12345',
    status: 410,
    code: 'stale-cursor',
  },
  {
    name: 'events from another run',
    path: 'api/v1/events?since=12345',
    status: 410,
    code: 'stale-cursor',
    more: { Cursor: expect.any(Number) as number },
  },
  { name: 'events without a cursor', path: 'api/v1/events', status: 400, code: 'bad-request' },
  {
    name: 'a foreign Host',
    path: 'api/v1/messages',
    ask: { headers: { host: 'evil.example.com' } },
    status: 403,
    code: 'forbidden-host',
  },
  {
    name: 'a foreign Host with an address as its prefix',
    path: '',
    ask: { headers: { host: '127.0.0.1.evil.example.com:8025' } },
    status: 403,
    code: 'forbidden-host',
  },
  {
    name: 'a foreign Origin that deletes',
    path: 'api/v1/messages',
    ask: { method: 'DELETE', headers: { origin: 'https://evil.example.com' } },
    status: 403,
    code: 'forbidden-origin',
  },
  {
    name: 'an opaque Origin that deletes',
    path: 'api/v1/messages',
    ask: { method: 'DELETE', headers: { origin: 'null' } },
    status: 403,
    code: 'forbidden-origin',
  },
  ...[
    { From: { Email: 'nobody' }, To: [{ Email: 'a@b.c' }] },
    { From: { Email: 'a@b.c', Nmae: 'A' }, To: [{ Email: 'a@b.c' }] },
    { From: { Email: 'a@b.c' } },
    { From: { Email: 'a@b.c' }, To: [{ Email: 'x\r\nRCPT TO:<y>' }] },
    { From: { Email: 'a@b.c' }, To: [{ Email: 'a@b.c' }], Headers: { Subject: 'x' } },
    { From: { Email: 'a@b.c' }, To: [{ Email: 'a@b.c' }], Headers: { 'A\r\nB': 'x' } },
    {
      From: { Email: 'a@b.c' },
      To: [{ Email: 'a@b.c' }],
      Attachments: [{ Filename: 'f', Content: '***' }],
    },
    {
      From: { Email: 'a@b.c' },
      To: [{ Email: 'a@b.c' }],
      Attachments: [{ Filename: 'f', Path: '/etc/passwd' }],
    },
    { From: { Email: 'a@b.c' }, To: [{ Email: 'a@b.c' }], Tags: 'x' },
    { From: { Email: 'a@b.c' }, To: [{ Email: 'a@b.c' }], Tags: ['x'.repeat(101)] },
    {
      From: { Email: 'a@b.c' },
      To: [{ Email: 'a@b.c' }],
      Tags: ['x'],
      Headers: { 'X-TAGS': 'y' },
    },
  ].map((body, index) => ({
    name: `send, bad body ${index + 1}`,
    path: 'api/v1/send',
    ask: json(body, 'POST'),
    status: 400,
    code: 'bad-request' as const,
  })),
]

test('every bad request gets its status and a sentence, and nothing is lost', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)

  for (const bad of BAD) {
    const answer = await ask(`${url}${bad.path}`, bad.ask)
    const body: unknown = answer.text.startsWith('{') ? answer.json() : answer.text
    expect({ name: bad.name, status: answer.status, body }).toEqual({
      name: bad.name,
      status: bad.status,
      body: {
        Error: expect.stringMatching(/^.{8,}[.!?]$/s) as string,
        Code: bad.code,
        ...bad.more,
      },
    })
  }

  const { total, unread } = (await ask(`${url}api/v1/messages`)).json() as MessageList
  expect({ total, unread }).toEqual({ total: 1, unread: 1 })
})

test('every code of an answer is in the closed list of the contract', () => {
  for (const { code } of BAD) expect(ERROR_CODES).toContain(code)
})

test('an unknown key is named', async () => {
  const { url } = await startMailmitt()

  const answer = await ask(`${url}api/v1/messages`, { method: 'DELETE', body: '{"Idz":[]}' })

  expect(answer.json()).toEqual({
    Error: 'The body has the unknown key "Idz".',
    Code: 'bad-request',
  })
})

test('a wrong method is told which are right', async () => {
  const { url } = await startMailmitt()

  const answer = await ask(`${url}api/v1/messages`, { method: 'POST' })

  expect(answer.status).toBe(405)
  expect(answer.headers.allow).toBe('DELETE, GET, HEAD, PUT')
})

test.for([
  ['localhost', 200],
  ['127.0.0.1:1', 200],
  ['[::1]:8025', 200],
  ['mailmitt', 200],
  ['mail.localhost', 200],
  ['mailmitt.internal:80', 200],
  ['app.test', 200],
  ['example.com', 403],
  ['test.example.com', 403],
  ['localhost.example.com', 403],
] as const)('the Host %s is answered %i', async ([host, status]) => {
  const { url } = await startMailmitt()

  expect((await ask(`${url}api/v1/info`, { headers: { host } })).status).toBe(status)
})

test('--allowed-hosts and --api-cors let named strangers in', async () => {
  const { url } = await startMailmitt(
    '--allowed-hosts',
    'mail.example.com',
    '--api-cors',
    'https://app.example.com',
  )

  const read = await ask(`${url}api/v1/info`, { headers: { host: 'mail.example.com' } })
  const write = await ask(`${url}api/v1/messages`, {
    method: 'DELETE',
    headers: { origin: 'https://app.example.com' },
  })

  expect([read.status, write.status]).toEqual([200, 200])
})

test('a page of our own may write', async () => {
  const { url } = await startMailmitt()
  const { origin } = new URL(url)

  const answer = await ask(`${url}api/v1/messages`, { method: 'DELETE', headers: { origin } })

  expect(answer.status).toBe(200)
})

test('--api-cors answers the preflight and lets the page read', async () => {
  const { url } = await startMailmitt('--api-cors', 'app.example.com')
  const origin = 'https://app.example.com'

  const preflight = await ask(`${url}api/v1/messages`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'DELETE' },
  })
  const read = await ask(`${url}api/v1/messages`, { headers: { origin } })
  const stranger = await ask(`${url}api/v1/messages`, {
    headers: { origin: 'https://evil.example.com' },
  })

  expect(preflight.status).toBe(200)
  expect(preflight.headers['access-control-allow-methods']).toContain('DELETE')
  expect(read.headers['access-control-allow-origin']).toBe(origin)
  expect(stranger.headers['access-control-allow-origin']).toBeUndefined()
})

test.for(['foo', '', 'a/b, c/d', 'text/plain'])(
  'a body is JSON whatever its Content-Type, also "%s"',
  async (contentType) => {
    const { smtpPort, url } = await startMailmitt()
    await sendMail(smtpPort)

    const answer = await ask(`${url}api/v1/messages`, {
      method: 'DELETE',
      headers: { 'content-type': contentType },
      body: '{"IDs":["none"]}',
    })

    expect(answer.status).toBe(200)
    expect((await ask(`${url}api/v1/messages`)).json()).toMatchObject({ total: 1 })
  },
)

test('of a parameter that is given twice the last counts on reads', async () => {
  const { smtpPort, url } = await startMailmitt()
  for (const subject of ['one', 'two']) await sendMail(smtpPort, { subject })

  const answer = await ask(`${url}api/v1/messages?limit=x&limit=1`)

  expect(answer.json()).toMatchObject({ count: 1, total: 2 })
})
