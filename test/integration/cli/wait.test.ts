import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { connect, createServer as createTcpServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Message, MessageSummary } from '../../../server/contract/message.ts'
import type {
  Cursor,
  WaitAnswer,
  WaitTimeout,
  WaitUnexpected,
} from '../../../server/contract/wait.ts'
import { ask } from '../../support/http.ts'
import type { Ended } from '../../support/run-program.ts'
import { runProgram } from '../../support/run-program.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { readMessage } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const nobody = 'http://127.0.0.1:1/'

function wait(url: string, ...argv: readonly string[]): Promise<Ended> {
  return runProgram(['wait', ...argv], { env: { MAILMITT_URL: url } })
}

const signUp = {
  to: 'ann@shop.inbox.test',
  subject: 'Welcome',
  html: `<p>Your code is <b>482913</b>.</p>
    <a href="https://shop.example/help?a=1&amp;b=2">Help</a>
    <a href="https://shop.example/c?t=a1">Confirm your address</a>`,
}

test('mail that comes ends the wait, as a line for people', async () => {
  const { smtpPort, url } = await startMailmitt()
  const { Seq } = (await ask(`${url}api/v1/cursor`)).json() as Cursor
  const held = wait(url, '--inbox', 'shop', '--subject', 'welcome', '--timeout', '2m')
  await sendMail(smtpPort, { ...signUp, subject: 'Another' })
  const id = idOf(await sendMail(smtpPort, signUp))

  const ended = await held

  const line = `${id}  ann@example.com → ann@shop.inbox.test  Welcome\n`
  expect(ended).toEqual({ code: 0, out: line, err: '' })
  expect(await wait(url, '--since', String(Seq), '--subject', 'Welcome')).toEqual(ended)
})

test('the cursor is what --since takes: what is there already does not count', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { subject: 'old' })

  const { code, out } = await runProgram(['cursor', '--url', url])

  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^\d{16}\n$/) as string })
  const id = idOf(await sendMail(smtpPort, { subject: 'new' }))
  const found = await wait(url, '--since', out.trim())
  expect(found.out).toMatch(new RegExp(`^${id} .* new\n$`))
})

test('--code prints the code alone, of the first message that has one', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { to: 'ann@shop.inbox.test', subject: 'We are glad you are here' })
  await sendMail(smtpPort, signUp)

  const ended = await wait(url, '--inbox', 'shop', '--code')

  expect(ended).toEqual({ code: 0, out: '482913\n', err: '' })
  expect((await readMessage(url)).Subject).toBe('Welcome')
})

test('--link prints the first address, with words the first whose words or address have them', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    to: 'ann@shop.inbox.test',
    html: '<a href="https://a.test/">News</a>',
  })
  await sendMail(smtpPort, signUp)

  const [first, named, other] = await Promise.all([
    wait(url, '--link'),
    wait(url, '--link', 'confirm your'),
    wait(url, '--subject', 'Welcome', '--link'),
  ])

  expect(first).toEqual({ code: 0, out: 'https://a.test/\n', err: '' })
  expect(named).toEqual({ code: 0, out: 'https://shop.example/c?t=a1\n', err: '' })
  expect(other).toEqual({ code: 0, out: 'https://shop.example/help?a=1&b=2\n', err: '' })
})

test('without a code or link in time, standard error says what there is instead', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { subject: 'News', html: '<a href="https://a.test/">Read it</a>' })

  const [link, code] = await Promise.all([
    wait(url, '--link', 'confirm', '--timeout', '50ms'),
    wait(url, '--code', '--timeout', '50ms'),
  ])

  expect(link).toEqual({
    code: 1,
    out: '',
    err: 'The message "News" has no link like "confirm".\nIts links:\n  Read it → https://a.test/\n',
  })
  expect({ code: code.code, out: code.out }).toEqual({ code: 1, out: '' })
  expect(code.err).toMatch(
    /^No message matched has:code within \d+ ms\. The closest, "News", missed has:code\.\n$/,
  )
})

test('--json is the answer as one line, --full with whole messages, which stay unread', async () => {
  const { smtpPort, url } = await startMailmitt()
  const ids = [idOf(await sendMail(smtpPort, signUp)), idOf(await sendMail(smtpPort))]

  const [short, full] = await Promise.all([
    wait(url, '--count', '2', '--json'),
    wait(url, '--count', '2', '--full'),
  ])

  expect([short.code, full.code]).toEqual([0, 0])
  expect([short, full].map(({ out }) => out.split('\n').length)).toEqual([2, 2])
  const { messages, Cursor } = JSON.parse(short.out) as WaitAnswer
  expect(messages.map(({ ID }) => ID)).toEqual(ids)
  expect(Cursor).toBe(messages[1]?.Seq)
  const whole = (JSON.parse(full.out) as { messages: Message[] }).messages
  expect(whole.map(({ ID, Read }) => [ID, Read])).toEqual(ids.map((id) => [id, false]))
  expect(whole[0]).toMatchObject({ Codes: [{ Value: '482913' }], Links: { length: 2 } })
})

test('no match in time is code 1 with the sentence of the server, and in JSON the whole reason', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { subject: 'Hello' })

  const ended = await wait(url, '--subject', 'Welcome', '--timeout', '50ms', '--json')

  expect(ended.code).toBe(1)
  expect(ended.err).toMatch(/^No message matched subject:"Welcome" within \d+ ms\. The closest/)
  const answer = JSON.parse(ended.out) as WaitTimeout
  expect(answer).toMatchObject({ Code: 'timeout', Arrived: [{ Missed: ['subject:"Welcome"'] }] })
})

test('--to is the whole address of a recipient of the envelope', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { to: 'joann@example.com', subject: 'other' })
  await sendMail(smtpPort, { to: 'x@example.com', bcc: 'Ann@example.com', subject: 'hers' })

  const { out } = await wait(
    url,
    '--to',
    'ann@example.com',
    '--query',
    'subject:other OR subject:hers',
  )

  expect(out).toMatch(/ hers\n$/)
})

test('--count 0 asserts silence', async () => {
  const { smtpPort, url } = await startMailmitt()

  const silence = await wait(url, '--count', '0', '--timeout', '50ms')
  const held = wait(url, '--count', '0', '--timeout', '4m', '--json')
  await sendMail(smtpPort)
  const broken = await held

  expect(silence).toEqual({ code: 0, out: '', err: '' })
  expect(broken.code).toBe(1)
  expect(broken.err).toBe(
    'A message came although none was expected: "Hello" to bob@example.com.\n',
  )
  expect((JSON.parse(broken.out) as WaitUnexpected).Message.Subject).toBe('Hello')
})

test('a query that cannot be read is code 2, with a mark where the server stopped', async () => {
  const { url } = await startMailmitt()

  const [alone, added] = await Promise.all([
    wait(url, '--query', 'subject:a form:ann'),
    wait(url, '--inbox', 'shop', '--code', '--query', '"open'),
  ])

  expect({ ...alone, err: alone.err.split('\n').slice(1) }).toEqual({
    code: 2,
    out: '',
    err: ['  subject:a form:ann', '            ^', ''],
  })
  expect(alone.err).toContain('did you mean "from:"?')
  expect(added).toMatchObject({ code: 2 })
  expect(added.err.split('\n').slice(1)).toEqual(['  has:code ("open)', '            ^', ''])
})

test('wrong use is code 2, before anybody is asked', async () => {
  const ended = await wait(nobody, '--count', 'abc')

  expect(ended).toEqual({
    code: 2,
    out: '',
    err: "error: option '--count <n>' argument 'abc' is invalid. It must be a whole number up to 10000.\n",
  })
})

test('--help tells the exit codes', async () => {
  const { code, out } = await wait(nobody, '--help')

  expect(code).toBe(0)
  expect(out).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}3 /)
})

test('nobody there is code 3, a --url that is no URL code 2', async () => {
  const [gone, nonsense] = await Promise.all([
    wait(nobody, '--timeout', '4m'),
    wait(nobody, '--url', 'nonsense'),
  ])

  expect(gone).toEqual({ code: 3, out: '', err: `Mailmitt does not answer at ${nobody}.\n` })
  expect(nonsense.code).toBe(2)
})

test('a Mailmitt that is stopped during the wait says so', async () => {
  const { url, close } = await startMailmitt()
  const relay = await startRelay(url)
  const held = wait(relay.url, '--timeout', '4m')
  await relay.passed
  // What is answered now came behind the wait.
  await ask(`${url}api/v1/cursor`)
  await ask(`${url}api/v1/cursor`)

  await close()

  expect(await held).toEqual({ code: 1, out: '', err: 'Mailmitt is shutting down.\n' })
})

/** Passes one connection on, and tells when its first request has gone out. */
async function startRelay(
  url: string,
): Promise<{ readonly url: string; readonly passed: Promise<void> }> {
  const { hostname, port } = new URL(url)
  let pass: () => void = () => undefined
  const passed = new Promise<void>((resolve) => (pass = resolve))
  const relay = createTcpServer((client) => {
    const server = connect({ host: hostname, port: Number(port) })
    for (const socket of [client, server]) {
      socket.on('error', () => undefined)
      onTestFinished(() => void socket.destroy())
    }
    client.once('data', (bytes) => {
      server.write(bytes, () => pass())
      client.pipe(server).pipe(client)
    })
  })
  relay.listen(0, '127.0.0.1')
  onTestFinished(() => void relay.close())
  await once(relay, 'listening')
  return { url: toUrl(relay), passed }
}

function toUrl(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('a cursor of another run is code 1 with a sentence', async () => {
  const { url } = await startMailmitt()

  const { code, err } = await wait(url, '--since', '5')

  expect(code).toBe(1)
  expect(err).toMatch(/^The cursor 5 is not from this run of Mailmitt/)
})

test('what a mail has in its subject does not steer the terminal', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { subject: 'red \u001b[31m bell \u0007 csi \u009b2J turned \u202e' })

  const [{ out }, json] = await Promise.all([wait(url), wait(url, '--json')])

  expect(`${out}${json.out}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  const { messages } = JSON.parse(json.out) as { messages: MessageSummary[] }
  expect(messages[0]?.Subject).toContain('\u009b2J turned \u202e')
})

/** Something else than Mailmitt. */
async function startImpostor(answers: (path: string) => string | undefined): Promise<string> {
  const server = createServer((request, response) => {
    const text = answers(request.url ?? '')
    if (text === undefined) request.socket.destroy()
    else response.end(text)
  })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return toUrl(server)
}

test('a server that dies in the wait is code 3', async () => {
  const url = await startImpostor(() => undefined)

  const ended = await wait(url)

  expect(ended).toEqual({ code: 3, out: '', err: `Mailmitt does not answer at ${url}.\n` })
})

test.for([
  ['a page', '<html>Hello</html>', '--json'],
  ['JSON of another kind', 'null', '--json'],
  ['a wait that finds the same for ever', '{"messages":[{"ID":"x"}],"Cursor":0}', '--code'],
] as const)('%s instead of Mailmitt is told in a sentence', async ([, text, flag]) => {
  const url = await startImpostor(() => text)

  const ended = await wait(url, flag)

  expect(ended).toEqual({ code: 1, out: '', err: `What answers at ${url} is not Mailmitt.\n` })
})
