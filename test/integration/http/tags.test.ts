import { expect, test } from 'vitest'
import { createClient } from '../../../client/http.ts'
import type { AppInfo, SendAnswer } from '../../../server/contract/app.ts'
import type { MessageList } from '../../../server/contract/message.ts'
import type { Cursor } from '../../../server/contract/wait.ts'
import { limits } from '../../../server/core/limits.ts'
import type { Answer } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import type { Feed } from '../../support/open-feed.ts'
import { openFeed } from '../../support/open-feed.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { listMessages, readMessage, readRaw } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

function put(url: string, body: unknown): Promise<Answer> {
  return ask(url, { method: 'PUT', body: JSON.stringify(body) })
}

async function tagsOf(url: string): Promise<unknown> {
  return (await ask(`${url}api/v1/tags`)).json()
}

/** One mail; resolves with its id. */
async function keep(smtpPort: number, tags = ''): Promise<string> {
  return idOf(await sendMail(smtpPort, tags === '' ? {} : { headers: { 'X-Tags': tags } }))
}

/** Behind what has been answered with 250 so far. */
async function feedFromNow(url: string): Promise<Feed> {
  const { Seq } = (await ask(`${url}api/v1/cursor`)).json() as Cursor
  return openFeed(url, `?since=${Seq}`)
}

test('tags are set in place of those that were there, told once, and listed by name', async () => {
  const { smtpPort, url } = await startMailmitt()
  const [one, two] = [await keep(smtpPort, 'old'), await keep(smtpPort)]
  const feed = await feedFromNow(url)

  const answer = await put(`${url}api/v1/tags`, {
    Tags: [' Zoo', 'apple', 'ZOO', 'a/b', '', '!'],
    IDs: [two, one],
  })

  expect(answer).toMatchObject({ status: 200, text: 'ok' })
  expect(answer.headers['content-type']).toContain('text/plain')
  const tags = ['a b', 'apple', 'Zoo']
  expect(await tagsOf(url)).toEqual(tags)
  expect((await listMessages(url)).map(({ Tags }) => Tags)).toEqual([tags, tags])
  expect((await ask(`${url}api/v1/messages`)).json()).toMatchObject({ tags })
  expect(((await ask(`${url}api/v1/info`)).json() as AppInfo).Tags).toEqual({
    'a b': 2,
    apple: 2,
    Zoo: 2,
  })
  expect(await feed.take(2)).toMatchObject([
    { Type: 'update', Data: { ID: one, Inboxes: [], Tags: tags } },
    { Type: 'update', Data: { ID: two, Inboxes: [], Tags: tags } },
  ])
})

test('keys match without case, as Mailpit’s clients rely on; no tags takes them off', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = await keep(smtpPort, 'a,b')

  expect((await put(`${url}api/v1/tags`, { tags: ['c'], ids: [id] })).status).toBe(200)
  expect(await tagsOf(url)).toEqual(['c'])
  expect((await put(`${url}api/v1/tags`, { Tags: [], IDs: [id] })).status).toBe(200)

  expect(await tagsOf(url)).toEqual([])
})

test('without an ID nothing is done, as in Mailpit', async () => {
  const { smtpPort, url } = await startMailmitt()
  await keep(smtpPort, 'a')

  for (const body of [{}, { Tags: ['b'] }, { Tags: ['b'], IDs: [] }]) {
    expect(await put(`${url}api/v1/tags`, body)).toMatchObject({ status: 200, text: 'ok' })
  }

  expect(await tagsOf(url)).toEqual(['a'])
})

test('an ID of no message is refused, and the others keep their tags', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = await keep(smtpPort, 'a')

  for (const other of ['latest', 'unknown', '']) {
    const answer = await put(`${url}api/v1/tags`, { Tags: ['b'], IDs: [id, other] })
    expect({ status: answer.status, body: answer.json() }).toEqual({
      status: 404,
      body: { Error: `There is no message ${other}; no tag was set.`, Code: 'not-found' },
    })
  }

  expect(await tagsOf(url)).toEqual(['a'])
})

test('a mail can be tagged as soon as it was answered with 250', async () => {
  const { smtpPort, url } = await startMailmitt()

  for (let left = 20; left > 0; left -= 1) {
    const id = await keep(smtpPort)
    expect((await put(`${url}api/v1/tags`, { Tags: ['now'], IDs: [id] })).status).toBe(200)
  }

  expect(await tagsOf(url)).toEqual(['now'])
})

test('a tag is renamed and removed everywhere, each told as one reload', async () => {
  const { smtpPort, url } = await startMailmitt()
  await keep(smtpPort, 'order, other')
  await keep(smtpPort, 'order')
  const feed = await feedFromNow(url)

  const renamed = await put(`${url}api/v1/tags/ORDER`, { Name: ' Purchase / 1 ' })
  const listed = await tagsOf(url)
  const removed = await ask(`${url}api/v1/tags/purchase%201`, { method: 'DELETE' })

  expect([renamed, removed]).toMatchObject([
    { status: 200, text: 'ok' },
    { status: 200, text: 'ok' },
  ])
  expect(listed).toEqual(['other', 'Purchase 1'])
  expect((await listMessages(url)).map(({ Tags }) => Tags)).toEqual([[], ['other']])
  expect(await feed.take(2)).toMatchObject([
    { Type: 'prune', Data: null },
    { Type: 'prune', Data: null },
  ])
})

test('a tag can be spelt in another case, and is not another tag for it', async () => {
  const { smtpPort, url } = await startMailmitt()
  await keep(smtpPort, 'order, other')

  expect((await put(`${url}api/v1/tags/order`, { Name: 'Order' })).status).toBe(200)

  expect(await tagsOf(url)).toEqual(['Order', 'other'])
})

test.for([
  ['PUT', 'order', { Name: '!' }, 'Invalid tag name: !. It takes 1 to 100 letters'],
  ['PUT', 'order', { Name: 'x'.repeat(101) }, 'Invalid tag name: xxx'],
  ['PUT', 'order', { Name: 'x'.repeat(100_000) }, 'Invalid tag name: xxx'],
  ['PUT', 'order', { Name: '..' }, 'Invalid tag name: ...'],
  ['PUT', 'nothing', { Name: 'x' }, 'Tag not found: nothing.'],
  ['PUT', 'order', { Name: 'OTHER' }, 'Tag already exists: OTHER.'],
  ['DELETE', 'nothing', undefined, 'Tag not found: nothing.'],
  // Not cleaned: no tag has such a name.
  ['DELETE', 'order%2F', undefined, 'Tag not found: order/.'],
  ['DELETE', '%00', undefined, 'Tag not found: \0.'],
  ['DELETE', '__proto__', undefined, 'Tag not found: __proto__.'],
  ['DELETE', '%F0%9F%8E%89', undefined, 'Tag not found: 🎉.'],
] as const)('%s tags/%s %j is refused', async ([method, tag, body, sentence]) => {
  const { smtpPort, url } = await startMailmitt()
  await keep(smtpPort, 'order, other')

  const answer = await ask(`${url}api/v1/tags/${tag}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

  expect(answer.status).toBe(400)
  expect(answer.json()).toMatchObject({ Code: 'bad-request' })
  expect((answer.json() as { Error: string }).Error).toContain(sentence)
  expect(answer.text.length).toBeLessThan(400)
  expect(await tagsOf(url)).toEqual(['order', 'other'])
})

test('?inbox= lists the tags of its messages alone', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { to: 'a+one+Two@pr-1.inbox.test' })
  await sendMail(smtpPort, { to: 'a+two@pr-2.inbox.test' })
  await sendMail(smtpPort, { to: 'a+three@example.com' })

  expect((await ask(`${url}api/v1/tags?inbox=PR-1`)).json()).toEqual(['one', 'Two'])
  expect((await ask(`${url}api/v1/tags?inbox=pr-2`)).json()).toEqual(['Two'])
  expect((await ask(`${url}api/v1/tags?inbox=none`)).json()).toEqual([])
})

test('a search finds a tag in any case, and Unicode names go through every route', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = await keep(smtpPort)
  for (const name of ['Über uns', '日本語', 'עברית', '__proto__', 'a.b@c_d-e', '100']) {
    await put(`${url}api/v1/tags`, { Tags: [name], IDs: [id] })

    const query = encodeURIComponent(`tag:"${name.toUpperCase()}"`)
    const found = (await ask(`${url}api/v1/search?query=${query}`)).json() as MessageList
    expect([found.messages_count, found.tags], name).toEqual([1, [name]])
    const info = (await ask(`${url}api/v1/info`)).json() as AppInfo
    expect(Object.entries(info.Tags)).toEqual([[name, 1]])
    const path = `${url}api/v1/tags/${encodeURIComponent(name)}`
    expect((await put(path, { Name: `${name} x` })).status).toBe(200)
    expect(await tagsOf(url)).toEqual([`${name} x`])
    expect((await ask(`${path}%20x`, { method: 'DELETE' })).status).toBe(200)
    expect(await tagsOf(url)).toEqual([])
  }
})

test('there may be only so many different tags, and a request for more says so', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = await keep(smtpPort)
  const client = createClient(url)
  const size = limits.tagsPerMessageMax
  for (let from = 0; from < limits.tagsMax; from += size) {
    const names = Array.from({ length: size }, (_, at) => `t${from + at}`)
    await client.setTags([await keep(smtpPort)], names)
  }

  await expect(client.setTags([id], ['new'])).rejects.toMatchObject({
    status: 409,
    code: 'too-many-tags',
    message: 'There can be 10000 different tags; delete some first.',
  })
  expect(await client.tags()).toHaveLength(limits.tagsMax)
})

test('a message that is composed has the Tags of its body, in a header, too', async () => {
  const { url } = await startMailmitt('--tags-disable', 'x-tags', '--tags-title-case')
  const body = {
    From: { Email: 'ann@example.com' },
    To: [{ Email: 'bob@example.com' }],
    Tags: ['order', 'Über uns', 'order', '!'],
  }

  const answer = await ask(`${url}api/v1/send`, { method: 'POST', body: JSON.stringify(body) })

  const { ID } = answer.json() as SendAnswer
  expect((await readMessage(url, ID)).Tags).toEqual(['order', 'Über uns'])
  const raw = await readRaw(url, ID)
  expect(raw.toString()).toMatch(/^X-Tags: /m)
  const again = await startMailmitt()
  await createClient(again.url).importMail(raw)
  expect((await readMessage(again.url)).Tags).toEqual(['order', 'Über uns'])
})

test('who composes a message under a name is its tag, too, where that is asked for', async () => {
  const { url } = await startMailmitt('--tags-username', '--send-api-auth-accept-any')
  const body = { From: { Email: 'a@x.test' }, To: [{ Email: 'b@x.test' }], Tags: ['order'] }

  await ask(`${url}api/v1/send`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('shop:x').toString('base64')}` },
    body: JSON.stringify(body),
  })

  expect((await readMessage(url)).Tags).toEqual(['order', 'shop'])
})

test('X-Tags beside Tags is refused, alone it is a header as any', async () => {
  const { url } = await startMailmitt()
  const mail = {
    From: { Email: 'ann@example.com' },
    To: [{ Email: 'bob@example.com' }],
    Headers: { 'x-tags': 'one, two' },
  }
  const send = (body: object): Promise<Answer> =>
    ask(`${url}api/v1/send`, { method: 'POST', body: JSON.stringify(body) })

  const both = await send({ ...mail, Tags: ['three'] })
  const alone = await send({ ...mail, Tags: [] })

  expect({ status: both.status, body: both.json() }).toEqual({
    status: 400,
    body: {
      Error: 'Cannot overwrite header: "x-tags". It is made from the other fields.',
      Code: 'bad-request',
    },
  })
  expect((await readMessage(url, (alone.json() as SendAnswer).ID)).Tags).toEqual(['one', 'two'])
})

test('a name in Tags cannot write a header', async () => {
  const { url } = await startMailmitt()
  const body = {
    From: { Email: 'ann@example.com' },
    To: [{ Email: 'bob@example.com' }],
    Tags: ['a\r\nBcc: evil@example.com', '=?utf-8?Q?x?='],
  }

  await ask(`${url}api/v1/send`, { method: 'POST', body: JSON.stringify(body) })

  const { Tags, Bcc } = await readMessage(url)
  expect(Tags).toEqual(['a Bcc evil@example.com', 'utf-8 Q x'])
  expect(Bcc).toEqual([])
})

test('the client names each of the routes', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = createClient(url)
  const ids = [await keep(smtpPort), await keep(smtpPort)]

  await client.setTags(ids, ['a/1', 'b'])
  await client.renameTag('a 1', 'c')
  await client.deleteTag('B')

  expect(await client.tags()).toEqual(['c'])
  await expect(client.deleteTag('a/b')).rejects.toMatchObject({ message: 'Tag not found: a/b.' })
})
