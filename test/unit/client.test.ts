import { expect, test } from 'vitest'
import {
  MailmittHttpError,
  createClient,
  isWaitTimeout,
  isWaitUnexpected,
} from '../../client/http.ts'
import type { Client } from '../../client/http.ts'

interface Call {
  url: string
  method: string
  body: string
  authorization: string | null
}

function answering(
  response: () => Response,
  address = 'http://localhost:8025/root',
): { client: Client; calls: Call[] } {
  const calls: Call[] = []
  const fetch = (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const body = typeof init.body === 'string' ? init.body : ''
    calls.push({
      url: input instanceof Request ? input.url : input.toString(),
      method: init.method ?? 'GET',
      body,
      authorization: new Headers(init.headers).get('authorization'),
    })
    return Promise.resolve(response())
  }
  return { client: createClient(address, { fetch }), calls }
}

test('asks under the webroot', async () => {
  const { client, calls } = answering(() => Response.json({ messages: [] }))

  await client.search('from:"Ann B"', { start: 100, limit: 50 })

  expect(calls[0]?.url).toBe(
    'http://localhost:8025/root/api/v1/search?start=100&limit=50&query=from%3A%22Ann+B%22',
  )
  expect(client.eventsUrl(5)).toBe('ws://localhost:8025/root/api/events?since=5')
  expect(client.viewWithRemoteUrl('a')).toBe('http://localhost:8025/root/view/a.html?remote=1')
  expect(client.viewUrl('a')).toBe('http://localhost:8025/root/view/a.html')
  expect(client.viewUrl('a', { remote: true, images: false, scheme: 'dark' })).toBe(
    'http://localhost:8025/root/view/a.html?remote=1&images=0&scheme=dark',
  )
})

test("an error carries the server's sentence, code and status", async () => {
  const { client } = answering(() =>
    Response.json({ Error: 'There is no message x.', Code: 'not-found' }, { status: 404 }),
  )

  await expect(client.peek('x')).rejects.toMatchObject({
    name: 'MailmittHttpError',
    message: 'There is no message x.',
    code: 'not-found',
    status: 404,
  })
})

test('asks for events after a cursor', async () => {
  const { client, calls } = answering(() => Response.json({ events: [], Cursor: 9 }))

  const page = await client.events(7, { limit: 2, inbox: 'ann', query: 'subject:x' })

  expect(page.Cursor).toBe(9)
  expect(calls[0]?.url).toBe(
    'http://localhost:8025/root/api/v1/events?limit=2&inbox=ann&query=subject%3Ax&since=7',
  )
})

test('asks to wait with all that can be said of it', async () => {
  const { client, calls } = answering(() => Response.json({ messages: [], Cursor: 9 }))

  await client.wait({ query: 'x', inbox: 'ann', since: 7, count: 0, timeout: '2m' })

  expect(calls[0]?.url).toBe(
    'http://localhost:8025/root/api/v1/wait?query=x&inbox=ann&since=7&count=0&timeout=2m',
  )
})

test('a wait that failed is told from other errors, and its answer is typed', async () => {
  const failed = async (status: number, answer: object): Promise<unknown> =>
    answering(() => Response.json(answer, { status }))
      .client.wait()
      .catch((error: unknown) => error)
  const late = await failed(404, { Error: 'No message came.', Code: 'timeout', Elsewhere: 2 })
  const broken = await failed(409, {
    Error: 'A message came.',
    Code: 'unexpected-message',
    Message: { Subject: 'Surprise' },
  })

  expect(isWaitTimeout(late) && late.answer.Elsewhere).toBe(2)
  expect(isWaitUnexpected(broken) && broken.answer.Message.Subject).toBe('Surprise')
  expect([isWaitTimeout(broken), isWaitUnexpected(late), isWaitTimeout(new Error())]).toEqual([
    false,
    false,
    false,
  ])
})

test('an answer that is not ours is an error all the same', async () => {
  const { client } = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))

  await expect(client.info()).rejects.toMatchObject({ status: 502, code: 'unexpected-answer' })
})

test('a plain sentence is the error, whatever the answer is', async () => {
  const { client } = answering(() => new Response('Mailmitt is starting\n', { status: 503 }))

  await expect(client.ready()).rejects.toMatchObject({
    message: 'Mailmitt is starting',
    status: 503,
    code: 'unexpected-answer',
  })
})

test('nobody there is an error with a sentence', async () => {
  const client = createClient('http://localhost:8025/', {
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  })

  await expect(client.info()).rejects.toBeInstanceOf(MailmittHttpError)
  await expect(client.info()).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})

test('deleting no messages deletes none', async () => {
  const { client, calls } = answering(() => new Response('ok'))

  await client.deleteMessages([])
  expect(calls).toEqual([])
  await client.deleteMessages(['a'])
  await client.deleteAll()

  expect(calls.map(({ method, body }) => `${method} ${body}`)).toEqual([
    'DELETE {"IDs":["a"]}',
    'DELETE ',
  ])
})

test('reads only the beginning of a large message', async () => {
  const { client } = answering(() => new Response('0123456789'))

  const start = await client.rawStart('a', 4)

  expect(new TextDecoder().decode(start.bytes)).toBe('0123')
  expect(start.complete).toBe(false)
  expect((await client.rawStart('a', 10)).complete).toBe(true)
})

test.for([
  ['http://ann:secret@localhost:8025/', 'ann:secret'],
  ['https://ann@localhost:8025/', 'ann:'],
  ['http://:secret@localhost:8025/', ':secret'],
  ['http://%C3%A4nn:a%3Ab%40%F0%9F%94%91@localhost:8025/', 'änn:a:b@🔑'],
  ['http://ann:50%@localhost:8025/', 'ann:50%'],
] as const)(
  'user and password of %s go into a header, and nowhere else',
  async ([address, said]) => {
    const { client, calls } = answering(() => Response.json({ ID: 'x' }), address)
    const body = { From: { Email: 'a@example.com' } }

    await client.send(body)
    await client.raw('x')

    const origin = address.replace(/\/\/.*@/, '//')
    const header = `Basic ${Buffer.from(said).toString('base64')}`
    expect(calls).toEqual([
      {
        url: `${origin}api/v1/send`,
        method: 'POST',
        body: JSON.stringify(body),
        authorization: header,
      },
      { url: `${origin}api/v1/message/x/raw`, method: 'GET', body: '', authorization: header },
    ])
    expect(client.downloadUrl('x')).toBe(`${origin}api/v1/message/x/raw?dl=1`)
    expect(client.eventsUrl(5)).toBe(`${address.replace('http', 'ws')}api/events?since=5`)
  },
)

test('an address without them sends none, and an error never shows them', async () => {
  const { client, calls } = answering(() => Response.json({ Seq: 1 }))
  await client.cursor()
  const silent = createClient('http://ann:secret@localhost:8025/', {
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  })

  expect(calls[0]?.authorization).toBeNull()
  await expect(silent.cursor()).rejects.toThrow(
    'Mailmitt does not answer at http://localhost:8025/.',
  )
})
