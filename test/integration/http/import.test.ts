import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { ImportAnswer } from '../../../server/contract/app.ts'
import type { Answer } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import { listMessages, readMessage, readRaw } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const eml = Buffer.from(
  [
    'Return-Path: <bounce@example.com>',
    'From: Ann <ann@example.com>',
    'To: Bob <bob@example.com>, team: carl@example.com, dora@example.com;',
    'Cc: bob@example.com',
    'Bcc: erna@example.com',
    'Subject: Imported \u00e4',
    '',
    'bare\nline feeds\r\n.\r\n\0 and no end',
  ].join('\n'),
)

const mbox = [
  'From ann@example.com Thu Jan  1 00:00:00 2026',
  'Subject: one',
  '',
  '>From the start',
  '',
  'From ann@example.com Thu Jan  1 00:00:00 2026',
  'Subject: two',
  '',
  '',
  '',
].join('\n')

interface Import {
  readonly type?: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
}

function importMail(url: string, body: string | Buffer, how: Import = {}): Promise<Answer> {
  const { type = 'message/rfc822', query = '', headers } = how
  return ask(`${url}api/v1/import${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
  })
}

function idsOf(answer: Answer): readonly string[] {
  return (answer.json() as ImportAnswer).IDs
}

test('a message is kept to the byte, with the envelope of its headers and no session', async () => {
  const { url } = await startMailmitt()

  const answer = await importMail(url, eml)

  expect(answer.status).toBe(200)
  const [id, ...more] = idsOf(answer)
  expect(more).toEqual([])
  expect(await readRaw(url, id)).toEqual(eml)
  expect(await readMessage(url, id)).toMatchObject({
    Subject: 'Imported \u00e4',
    Session: null,
    EnvelopeFrom: 'ann@example.com',
    EnvelopeTo: ['bob@example.com', 'carl@example.com', 'dora@example.com', 'erna@example.com'],
  })
})

test('without From the sender is the Return-Path, without both it is the null sender', async () => {
  const { url } = await startMailmitt()

  await importMail(url, 'Return-Path: <bounce@example.com>\nSubject: x\n\n')
  await importMail(url, 'no header at all')

  const [without, withPath] = await listMessages(url)
  expect(withPath).toMatchObject({ EnvelopeFrom: 'bounce@example.com', EnvelopeTo: [] })
  expect(without).toMatchObject({ EnvelopeFrom: '', EnvelopeTo: [] })
})

test('the messages of an mbox come in its order', async () => {
  const { url } = await startMailmitt()

  const ids = idsOf(await importMail(url, mbox, { type: 'application/mbox' }))

  expect((await listMessages(url)).map(({ ID }) => ID).reverse()).toEqual(ids)
  expect((await readRaw(url, ids[0])).toString()).toBe('Subject: one\n\nFrom the start\n')
  expect((await readRaw(url, ids[1])).toString()).toBe('Subject: two\n\n')
})

test('a Content-Type may have parameters and capitals', async () => {
  const { url } = await startMailmitt()

  const answer = await importMail(url, eml, { type: 'Message/RFC822; charset=utf-8; =' })

  expect(answer.status).toBe(200)
})

test('the messages are in the inbox that was asked for, and in those of their recipients', async () => {
  const { url } = await startMailmitt()

  await importMail(url, 'To: bob@w7.inbox.test\n\n', { query: '?inbox=Shop' })

  expect(await readMessage(url)).toMatchObject({ Inboxes: ['shop', 'w7'] })
})

test('a wait hears of what was imported', async () => {
  const { url } = await startMailmitt()
  const held = ask(`${url}api/v1/wait?query=subject:two`)

  await importMail(url, mbox, { type: 'application/mbox' })

  expect((await held).status).toBe(200)
})

test.for([
  ['another type', eml, { type: 'text/plain' }, 'bad-request'],
  ['JSON', '{}', { type: 'application/json' }, 'bad-request'],
  ['no type', eml, { type: '' }, 'bad-request'],
  ['no message', '', {}, 'bad-request'],
  ['an empty mbox', '', { type: 'application/mbox' }, 'bad-request'],
  ['an mbox that is none', eml, { type: 'application/mbox' }, 'bad-request'],
  ['an impossible inbox', eml, { query: '?inbox=a%20b' }, 'bad-request'],
  ['a misspelt parameter', eml, { query: '?inbx=a' }, 'bad-request'],
  ['a page elsewhere', eml, { headers: { origin: 'https://evil.example' } }, 'forbidden-origin'],
] as const)('%s is refused', async ([, body, how, code]) => {
  const { url } = await startMailmitt()

  const answer = await importMail(url, body, how)

  expect(answer.status).toBe(code === 'bad-request' ? 400 : 403)
  expect(answer.json()).toMatchObject({ Code: code })
  expect(await listMessages(url)).toEqual([])
})

test('no body at all is refused', async () => {
  const { url } = await startMailmitt()

  expect((await ask(`${url}api/v1/import`, { method: 'POST' })).status).toBe(400)
})

test('of an mbox with one message above the limit nothing is kept', async () => {
  const { url } = await startMailmitt('--max-message-size', '0.01')
  const large = `${mbox}From x\n${'x'.repeat(20_000)}\n`

  const one = await importMail(url, 'x'.repeat(20_000))
  const many = await importMail(url, large, { type: 'application/mbox' })

  for (const answer of [one, many]) {
    expect(answer.status).toBe(413)
    expect(answer.json()).toMatchObject({ Code: 'message-too-large' })
  }
  expect(many.json()).toMatchObject({
    Error: 'Message 3 of the mbox has 20001 bytes, the limit is 10486; none was imported.',
  })
  expect(await listMessages(url)).toEqual([])
})

test('an mbox of more messages than one import may have is refused as a whole', async () => {
  const { url } = await startMailmitt()

  const answer = await importMail(url, 'From x\n\n'.repeat(100_000), { type: 'application/mbox' })

  expect(answer.status).toBe(413)
  expect(answer.json()).toMatchObject({ Code: 'body-too-large' })
  expect(await listMessages(url)).toEqual([])
})

test('a client that goes in the middle of its body leaves nothing and is no bug', async () => {
  const { url } = await startMailmitt()
  const { port } = new URL(url)
  const socket = connect(Number(port), 'localhost')
  await once(socket, 'connect')

  socket.write(
    'POST /api/v1/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\n',
  )
  socket.end('Content-Length: 100\r\n\r\nSubject: half')
  socket.resume()
  await once(socket, 'close')

  expect(await listMessages(url)).toEqual([])
})

test('an import of many messages holds nobody else up', async () => {
  const { url } = await startMailmitt()
  const many = 'From x\nSubject: one\n\ntext\n\n'.repeat(6_000)

  const end = new AbortController()
  const importing = importMail(url, many, { type: 'application/mbox' }).finally(() => end.abort())
  let others = 0
  while (!end.signal.aborted) {
    await ask(`${url}livez`)
    others += 1
  }

  expect(idsOf(await importing)).toHaveLength(6_000)
  // In one turn of the event loop it would be one or two.
  expect(others).toBeGreaterThan(10)
})
