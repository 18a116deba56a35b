import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { connectMailmitt } from '../../../client/client.ts'
import { startMailmitt } from '../../../client/index.ts'
import {
  launchMailmitt,
  startMailmitt as startServer,
  startMailmittIn,
} from '../../support/start-mailmitt.ts'
import { failureOf, openMail } from '../../support/sdk.ts'

/** Another web server. */
async function startOther(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('a server that is not there', async () => {
  const url = await startOther(() => undefined)
  const { port } = new URL(url)
  const free = `http://127.0.0.1:${port === '1' ? '2' : '1'}/`

  expect((await failureOf(connectMailmitt(free))).message).toBe(
    `Mailmitt does not answer at ${free}. Start it (npx mailmitt), or set MAILMITT_URL to where it is.`,
  )
})

test.for<readonly [string, RequestListener]>([
  [
    'says it in HTML',
    (_, response) => void response.setHeader('content-type', 'text/html').end('<p>Hi</p>'),
  ],
  ['has no such page', (_, response) => void response.writeHead(404).end('not found')],
  ['answers with JSON of its own', (_, response) => void response.end('{"error":"no"}')],
  ['answers with null', (_, response) => void response.end('null')],
  [
    'refuses with JSON of its own',
    (_, response) => void response.writeHead(404).end('{"error":"no"}'),
  ],
])('another web server, which %s', async ([, answer]) => {
  const url = await startOther(answer)

  expect((await failureOf(connectMailmitt(url))).message).toBe(
    `What answers at ${url} is not Mailmitt. Give the address of its web UI, with its --webroot if it has one.`,
  )
})

test('a path that is not the one of Mailmitt', async () => {
  const { url } = await startServer('--webroot', 'mail')
  const wrong = new URL('/other/', url).href

  expect((await failureOf(connectMailmitt(wrong))).message).toBe(
    `What answers at ${wrong} is not Mailmitt. Give the address of its web UI, with its --webroot if it has one.`,
  )
  await (await connectMailmitt(url.replace(/\/$/, ''))).close()
})

test.for([
  ['localhost:8025', /^"localhost:8025" is no web address. Give that of Mailmitt's web UI/],
  ['smtp://localhost:1025', /is no web address. That is where apps send mail to; give that of/],
  ['', /is no web address/],
  ['file:///tmp', /is no web address/],
] as const)('%o is no address', async ([address, sentence]) => {
  expect((await failureOf(connectMailmitt(address))).message).toMatch(sentence)
})

test('a server that dies in a wait, and what is asked of it then', async () => {
  const server = await launchMailmitt()
  const mail = await connectMailmitt(server.url)
  const inbox = mail.inbox()
  await inbox.fail({ stage: 'rcpt', code: 451 })
  const waiting = failureOf(inbox.waitFor('never', { timeout: 60_000 }))
  const counting = failureOf(mail.waitForCount(2, /never/, { timeout: 60_000 }))

  await server.close()

  const sentence = `Mailmitt at ${server.url} does not answer any more. See in its log why it ended, and start it again.`
  expect((await waiting).message).toBe(sentence)
  expect((await counting).message).toBe(sentence)
  expect((await failureOf(inbox.waitFor())).message).toBe(sentence)
  expect((await failureOf(mail.cursor())).message).toBe(sentence)
  expect((await failureOf(mail.inbox('late').waitFor())).message).toBe(sentence)
  await mail.close()
})

test('a connection that breaks off in the middle of an answer', async () => {
  const url = await startOther((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://x')
    if (pathname.endsWith('webui')) {
      const smtp = { Host: 'localhost', Port: 1, TLS: 'none', LMTP: false }
      response.end(JSON.stringify({ SMTP: [smtp], InboxDomains: ['inbox.test'] }))
    } else if (pathname.endsWith('cursor')) response.end('{"Seq":1}')
    else response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy())
  })
  const mail = await connectMailmitt(url)

  expect((await failureOf(mail.waitFor())).message).toMatch(/does not answer any more/)
})

test('a cursor of another run', async () => {
  const mail = await openMail()

  expect((await failureOf(mail.waitFor({}, { since: 999_999 }))).message).toBe(
    `Mailmitt at ${mail.url} was started anew, or this \`since\` is not its own. Connect to it again, or take a new cursor().`,
  )
})

test('a server that asks who it is', async () => {
  const server = await startMailmittIn({ MAILMITT_UI_AUTH: 'shop:secret' })

  expect((await failureOf(connectMailmitt(server.url))).message).toBe(
    `The Mailmitt at ${server.url} asks who it is: give its address as http://user:password@….`,
  )
  const mail = await connectMailmitt(server.url.replace('//', '//shop:secret@'))
  await mail.inbox().send({ subject: 'x' })
  await mail.close()
})

test('a query that cannot be read', async () => {
  const mail = await openMail()

  await expect(mail.waitFor({ query: 'from:"half' })).rejects.toThrow(
    /quote at position \d+ is never closed/,
  )
})

test('a second start on the same ports', async () => {
  await using mail = await startMailmitt()
  const smtpPort = mail.smtp.port
  const httpPort = Number(new URL(mail.url).port)

  expect((await failureOf(startMailmitt({ smtpPort }))).message).toMatch(
    new RegExp(
      `^Port ${smtpPort} is taken by another program \\(.*\\); leave smtpPort out for a free one`,
    ),
  )
  expect((await failureOf(startMailmitt({ httpPort }))).message).toMatch(
    new RegExp(
      `^Port ${httpPort} is taken by another program \\(.*\\); leave httpPort out for a free one`,
    ),
  )
})

test('a flag that there is not', async () => {
  expect((await failureOf(startMailmitt({ flags: ['--maxx', '5'] }))).message).toMatch(/--maxx/)
  expect((await failureOf(startMailmitt({ timeout: -1 }))).message).toMatch(/milliseconds/)
})
