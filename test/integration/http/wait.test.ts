import { once } from 'node:events'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Cursor, WaitAnswer, WaitTimeout } from '../../../server/contract/wait.ts'
import type { Answer } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import { connectHttp } from '../../support/raw-http.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

function wait(url: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  return ask(`${url}api/v1/wait?${new URLSearchParams(parameters)}`)
}

async function cursor(url: string): Promise<string> {
  return String(((await ask(`${url}api/v1/cursor`)).json() as Cursor).Seq)
}

test('a message that is there already answers at once', async () => {
  const { smtpPort, url } = await startMailmitt()
  const id = idOf(await sendMail(smtpPort, { subject: 'Welcome' }))

  const answer = await wait(url, { query: 'subject:welcome', timeout: '0' })

  expect(answer.status).toBe(200)
  const { messages, Cursor } = answer.json() as WaitAnswer
  expect(messages.map(({ ID }) => ID)).toEqual([id])
  expect(Cursor).toBe(messages[0]?.Seq)
})

test('a message that comes later ends the wait', async () => {
  const { smtpPort, url } = await startMailmitt()
  const held = wait(url, { query: 'subject:welcome', timeout: '1m' })
  await sendMail(smtpPort, { subject: 'Something else' })
  const id = idOf(await sendMail(smtpPort, { subject: 'Welcome' }))

  const { messages } = (await held).json() as WaitAnswer

  expect(messages.map(({ ID }) => ID)).toEqual([id])
})

test('only messages after the cursor count', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { subject: 'old' })
  const since = await cursor(url)
  const id = idOf(await sendMail(smtpPort, { subject: 'new' }))

  const { messages } = (await wait(url, { since, timeout: '1m' })).json() as WaitAnswer

  expect(messages.map(({ ID }) => ID)).toEqual([id])
})

test('waits for as many as were asked for, in order of arrival', async () => {
  const { smtpPort, url } = await startMailmitt()
  const held = wait(url, { count: '3', timeout: '1m' })
  for (const subject of ['one', 'two', 'three', 'four']) await sendMail(smtpPort, { subject })

  const { messages } = (await held).json() as WaitAnswer

  expect(messages.map(({ Subject }) => Subject)).toEqual(['one', 'two', 'three'])
})

test('a timeout says what came instead, closest first, and which terms it missed', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { subject: 'Newsletter', to: 'zoe@example.com' })
  await sendMail(smtpPort, { subject: 'Welcome', to: 'zoe@example.com' })

  const answer = await wait(url, { query: 'subject:Welcome to:bob', timeout: '50ms' })

  expect(answer.status).toBe(404)
  const report = answer.json() as WaitTimeout
  expect(report.Code).toBe('timeout')
  expect(report.WaitedMs).toBeGreaterThanOrEqual(50)
  expect(report.Arrived.map(({ Message, Missed }) => [Message.Subject, Missed])).toEqual([
    ['Welcome', ['to:bob']],
    ['Newsletter', ['subject:Welcome', 'to:bob']],
  ])
  expect(report.Error).toContain('The closest, "Welcome", missed to:bob.')
})

test('a timeout tells what went to other inboxes and which sessions failed', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-max-recipients', '1')
  await sendMail(smtpPort, { to: 'a@other.inbox.test' })
  await sendMail(smtpPort, { to: ['a@mine.inbox.test', 'b@mine.inbox.test'] })

  const answer = await wait(url, { inbox: 'mine', query: 'subject:x', timeout: '0' })

  const report = answer.json() as WaitTimeout
  expect(report).toMatchObject({ Elsewhere: 1, Evicted: 0 })
  expect(report.Arrived).toHaveLength(1)
  expect(report.FailedSessions).toMatchObject([{ Outcome: 'partial', RemoteAddress: '127.0.0.1' }])
  expect(report.FailedSessions[0]?.Error).toContain('452')
})

test('a timeout counts what was evicted meanwhile', async () => {
  const { smtpPort, url } = await startMailmitt('--max', '1')
  const since = await cursor(url)
  await sendMail(smtpPort)
  await sendMail(smtpPort)

  const report = (await wait(url, { since, query: 'x:y', timeout: '0' })).json() as WaitTimeout

  expect(report.Evicted).toBe(1)
})

test('silence is asserted with count 0', async () => {
  const { smtpPort, url } = await startMailmitt()
  const since = await cursor(url)
  const silent = await wait(url, { since, count: '0', timeout: '30ms' })
  expect(silent.status).toBe(200)
  expect(silent.json()).toMatchObject({ messages: [] })

  const broken = wait(url, { since, count: '0', timeout: '1m' })
  await sendMail(smtpPort, { subject: 'Surprise' })

  expect((await broken).status).toBe(409)
  expect((await broken).json()).toMatchObject({
    Code: 'unexpected-message',
    Message: { Subject: 'Surprise' },
  })
})

test('a client that hangs up does not end the waits of others', async () => {
  const { smtpPort, url } = await startMailmitt()
  const { port } = new URL(url)
  const gone = connect(Number(port), '127.0.0.1')
  gone.write('GET /api/v1/wait?timeout=1m HTTP/1.1\r\nHost: localhost\r\n\r\n', () =>
    gone.resetAndDestroy(),
  )
  const held = wait(url, { timeout: '1m' })
  await sendMail(smtpPort)

  expect((await held).status).toBe(200)
})

test('a cursor from another run, or ahead of the log, is gone', async () => {
  const { url } = await startMailmitt()
  const ahead = String(Number(await cursor(url)) + 1)

  for (const since of ['12345', ahead, String(Number.MAX_SAFE_INTEGER)]) {
    const answer = await wait(url, { since, timeout: '1m' })
    expect([answer.status, answer.json()]).toMatchObject([410, { Code: 'stale-cursor' }])
  }
})

test.for(['4m', '240s', '0', '0s'])('a timeout of %s is taken', async (timeout) => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)

  expect((await wait(url, { timeout })).status).toBe(200)
})

test.for(['4m1s', '241s', '5m', '-1s', '10', '1e3ms'])(
  'a timeout of %s is refused',
  async (bad) => {
    const { url } = await startMailmitt()

    const answer = await wait(url, { timeout: bad })

    expect([answer.status, answer.json()]).toMatchObject([400, { Code: 'bad-request' }])
  },
)

test('a refusal on a connection that stays open is told to the waits of its time alone', async () => {
  const { smtpPort, url } = await startMailmitt()
  const failed = async (since: string, inbox = 'mine'): Promise<unknown> =>
    ((await wait(url, { since, inbox, timeout: '0' })).json() as WaitTimeout).FailedSessions
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO x')
  await client.say('MAIL FROM:<a@x>')
  const before = await cursor(url)

  await client.say('RCPT TO:<reject-550@fault.test>')
  const after = await cursor(url)

  // It has reached no inbox, so that it may have been meant for any.
  expect(await failed(before)).toMatchObject([{ Outcome: 'open' }])
  expect(await failed(after)).toEqual([])
  await client.say('QUIT')
  await expect.poll(() => failed(before)).toMatchObject([{ Outcome: 'refused' }])
  expect(await failed(after)).toEqual([])
})

test('messages after the cursor count although the log does not reach back to it', async () => {
  const { smtpPort, url } = await startMailmitt()
  const since = await cursor(url)
  const id = idOf(await sendMail(smtpPort, { subject: 'Welcome' }))
  // Each change of 150 messages is 150 entries; the ring holds 10,000.
  await importMails(url, 150)
  for (let round = 0; round < 70; round += 1) await markAll(url, round % 2 === 0)
  expect((await ask(`${url}api/v1/events?since=${since}`)).status).toBe(410)

  const { messages } = (await wait(url, { since, query: 'subject:welcome' })).json() as WaitAnswer

  expect(messages.map(({ ID }) => ID)).toEqual([id])
})

test('a client that pipelines hears the answers in the order of its requests', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectHttp(url)
  client.get('api/v1/wait?query=subject:first', 'api/v1/wait?query=subject:second')
  await sendMail(smtpPort, { subject: 'second' })
  await sendMail(smtpPort, { subject: 'first' })

  const subjects = [await client.hear(), await client.hear()].flatMap(({ body }) =>
    (JSON.parse(body) as WaitAnswer).messages.map(({ Subject }) => Subject),
  )

  expect(subjects).toEqual(['first', 'second'])
})

test('a stop answers held waits with 503', async () => {
  const { url, close } = await startMailmitt()
  // The answer "100 Continue" says that the server has the request.
  const held = get(`${url}api/v1/wait?timeout=1m`, { headers: { expect: '100-continue' } })
  await once(held, 'continue')
  const answered = once(held, 'response') as Promise<[IncomingMessage]>

  await close()

  const [response] = await answered
  expect(response.statusCode).toBe(503)
  // So that the stop need not wait for the client.
  expect(response.headers.connection).toBe('close')
  expect(JSON.parse(await text(response))).toMatchObject({ Code: 'shutting-down' })
})

test('a timeout shows the matches that were not enough', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { subject: 'Welcome' })
  await sendMail(smtpPort, { subject: 'Newsletter' })

  const answer = await wait(url, { query: 'subject:welcome', count: '2', timeout: '0' })

  const report = answer.json() as WaitTimeout
  expect(report.Error).toMatch(/^1 of 2 messages matched/)
  expect(report.Arrived.map(({ Message, Missed }) => [Message.Subject, Missed])).toEqual([
    ['Welcome', []],
    ['Newsletter', ['subject:welcome']],
  ])
})

async function importMails(url: string, count: number): Promise<void> {
  const mail = 'From a@x Thu Jan  1 00:00:00 2026\nSubject: Newsletter\n\nHi.\n'
  const headers = { 'content-type': 'application/mbox' }
  const body = Array.from({ length: count }, () => mail).join('\n')
  const { status } = await ask(`${url}api/v1/import`, { method: 'POST', headers, body })
  expect(status).toBe(200)
}

async function markAll(url: string, Read: boolean): Promise<void> {
  const body = JSON.stringify({ Read })
  const { status } = await ask(`${url}api/v1/messages`, { method: 'PUT', body })
  expect(status).toBe(200)
}
