import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { LoggedEvent } from '../../../server/contract/events.ts'
import type { Session } from '../../../server/contract/session.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { stuff } from '../../support/smtp-bytes.ts'
import type { SmtpClient } from '../../support/smtp-client.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { explainSilence, readMessage } from '../../support/smtp-inbox.ts'
import type { RunningMailmitt } from '../../support/start-mailmitt.ts'
import { launchMailmittIn, startMailmitt } from '../../support/start-mailmitt.ts'

const hello = stuff(Buffer.from('Subject: Hello\r\n\r\nGood morning.\r\n'))

test('the transcript is what was said, DATA as one line', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.deliver(hello)
  await quit(client)

  const [session] = await endedSessions(url)

  expect(session).toMatchObject({
    Outcome: 'delivered',
    Error: '',
    ClientName: 'client.example',
    RemoteAddress: '127.0.0.1',
    User: '',
    TLS: null,
  })
  expect(session?.Messages).toHaveLength(1)
  const lines = session?.Lines.map(({ From, Text }) => `${From}: ${Text}`) ?? []
  expect(lines[0]).toMatch(/^S: 220 \S+ ESMTP Mailmitt$/)
  expect(lines[1]).toBe('C: EHLO client.example')
  expect(lines.filter((line) => line.startsWith('C'))).toEqual([
    'C: EHLO client.example',
    'C: MAIL FROM:<ann@example.com>',
    'C: RCPT TO:<bob@example.com>',
    'C: DATA',
    `C: … ${hello.length - 3} bytes of message …`,
    'C: QUIT',
  ])
  expect(lines.at(-1)).toBe('S: 221 2.0.0 Bye')
  const times = session?.Lines.map(({ At }) => At) ?? []
  expect(times).toEqual(times.toSorted())
})

test('the session of a message leads to its transcript', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.deliver(hello)

  const message = await readMessage(url)
  const answer = await ask(`${url}api/v1/sessions/${message.Session?.ID}`)

  expect(message.Session?.HasTranscript).toBe(true)
  expect(answer.json()).toMatchObject({ Outcome: 'open', Ended: null, Messages: [message.ID] })
})

test('a refused AUTH is told with the reason, and without the password', async () => {
  const { smtpPort, url } = await startMailmittWithUser()
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  const blob = Buffer.from('\0ann\0letmein').toString('base64')
  expect(await client.say(`AUTH PLAIN ${blob}`)).toMatch(/^535 5\.7\.8 /)
  await quit(client)

  const [session] = await endedSessions(url)

  expect(session).toMatchObject({
    Outcome: 'refused',
    Error: 'AUTH was answered 535 5.7.8 Authentication credentials invalid',
  })
  expect(session?.Lines.map(({ Text }) => Text)).toContain('AUTH PLAIN ****')
  expect(JSON.stringify(session)).not.toContain(blob)
  expect((await explainSilence(url)).FailedSessions).toMatchObject([{ Outcome: 'refused' }])
})

test('a failed TLS handshake is a session: STARTTLS, and implicit TLS', async () => {
  const { url, smtp } = await startMailmitt('--smtps', 'localhost:0')
  const starting = await connectSmtp(smtp[0]?.Port ?? 0)
  await starting.say('EHLO client.example')
  await starting.say('STARTTLS')
  starting.socket.write('this is no handshake\r\n')
  await expect.poll(async () => (await endedSessions(url)).length).toBe(1)
  await ask(`http://127.0.0.1:${smtp[1]?.Port ?? 0}/`).catch(() => undefined)
  await expect.poll(async () => (await endedSessions(url)).length).toBe(2)

  for (const session of await endedSessions(url)) {
    expect(session).toMatchObject({
      Outcome: 'aborted',
      // One sentence, without the addresses and files of OpenSSL.
      Error: expect.stringMatching(/^The TLS handshake failed: [A-Za-z ]+\.$/) as string,
    })
    const remarks = session.Lines.filter(({ Text }) => Text.includes('TLS handshake'))
    expect(remarks.map(({ Text }) => Text)).toEqual([
      expect.stringMatching(/^… TLS handshake failed: [A-Za-z ]+ …$/) as string,
    ])
  }
})

test('failed=true leaves out what went well, and limit and inbox choose', async () => {
  const { smtpPort, url } = await startMailmitt()
  const well = await connectSmtp(smtpPort)
  await well.deliver(hello)
  await quit(well)
  const refused = await connectSmtp(smtpPort)
  for (const line of ['EHLO x', 'MAIL FROM:<a@x>', 'RCPT TO:<reject-550@fault.test>']) {
    await refused.say(line)
  }
  await quit(refused)
  await expect.poll(async () => (await endedSessions(url)).length).toBe(2)

  const outcomes = async (query: string): Promise<readonly string[]> =>
    (await listSessions(url, query)).map(({ Outcome }) => Outcome)
  expect(await outcomes('?failed=true')).toEqual(['refused'])
  expect(await outcomes('?limit=1')).toEqual(['refused'])
  expect(await outcomes('?inbox=nobody')).toEqual([])
  expect((await ask(`${url}api/v1/sessions?inbox=a%20b`)).status).toBe(400)
})

test('lines=false leaves the transcripts out of the list, and nothing else', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.deliver(hello)
  await quit(client)
  const [whole] = await endedSessions(url)

  const listed = await listSessions(url, '?lines=false')

  expect(whole?.Lines).not.toEqual([])
  expect(listed).toEqual([{ ...whole, Lines: [] }])
  expect(await listSessions(url, '?lines=true')).toEqual([whole])
})

test('a session is in the inboxes of its user and of every recipient, refused ones too', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-allowed-recipients', '@ok')
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO x')
  await client.say(`AUTH PLAIN ${Buffer.from('\0Shop\0x').toString('base64')}`)
  await client.say('MAIL FROM:<a@x>')
  expect(await client.say('RCPT TO:<a@refused.inbox.test>')).toMatch(/^550 5\.1\.1 /)
  await quit(client)

  const [session] = await endedSessions(url)

  expect(session?.Inboxes.toSorted()).toEqual(['refused', 'shop'])
  expect(await listSessions(url, '?inbox=refused')).toHaveLength(1)
})

test('the end of a session is an event, for its inboxes only', async () => {
  const { smtpPort, url } = await startMailmitt()
  const mine = await openFeed(url, '?inbox=mine', { types: ['session'] })
  for (const name of ['other', 'mine']) {
    const client = await connectSmtp(smtpPort)
    await client.deliver(hello, [`a@${name}.inbox.test`])
    await quit(client)
  }

  const [event] = (await mine.take(1)) as readonly LoggedEvent[]

  expect(event).toMatchObject({
    Type: 'session',
    Data: { Inboxes: ['mine'], Outcome: 'delivered' },
  })
  expect(event?.Data).not.toHaveProperty('Lines')
})

test('a long session keeps its beginning and its end', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  for (let left = 500; left > 0; left -= 1) await client.say(`NOOP ${left}`)
  await quit(client)

  const [session] = await endedSessions(url)
  const texts = session?.Lines.map(({ Text }) => Text) ?? []

  expect(texts.length).toBeLessThan(500)
  expect(texts).toContain('EHLO client.example')
  expect(texts).toContain('NOOP 1')
  expect(texts.some((text) => /^… \d+ lines left out …$/.test(text))).toBe(true)
})

test('what a client says comes as text, whatever it says', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.send(Buffer.from('EHLO \xff<script>\u0000"\u001b[31m\r\n', 'latin1'))
  await quit(client)

  const [session] = await endedSessions(url)

  expect(session?.Lines[1]?.Text).toBe('EHLO ÿ<script>\u0000"\u001b[31m')
})

test.for([
  ['no recipient is taken', ['RCPT TO:<reject-550@fault.test>'], 'refused'],
  ['a recipient is taken', ['RCPT TO:<bob@example.com>'], 'aborted'],
  ['nobody is named', [], 'aborted'],
] as const)('a client that just leaves where %s', async ([, commands, outcome]) => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  for (const line of ['EHLO x', 'MAIL FROM:<a@x>', ...commands]) await client.say(line)

  client.socket.destroy()

  expect(await endedSessions(url)).toMatchObject([{ Outcome: outcome }])
})

test('a client that says QUIT in the middle has lost nothing', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  for (const line of ['EHLO x', 'MAIL FROM:<a@x>', 'RCPT TO:<b@x>']) await client.say(line)
  await quit(client)

  expect(await endedSessions(url)).toMatchObject([{ Outcome: 'empty', Error: '' }])
})

test('a wait tells of a failure on a connection that is kept open, until it is made good', async () => {
  const { smtpPort, url } = await startMailmitt()
  const pool = await connectSmtp(smtpPort)
  for (const line of ['EHLO x', 'MAIL FROM:<a@x>', 'RCPT TO:<reject-550@fault.test>', 'RSET']) {
    await pool.say(line)
  }

  expect((await explainSilence(url)).FailedSessions).toMatchObject([
    { Outcome: 'open', Error: expect.stringContaining('RCPT was answered 550') as string },
  ])
  await pool.deliver(hello)
  expect((await explainSilence(url)).FailedSessions).toEqual([])
})

test('plain text where TLS is spoken is told in one plain sentence', async () => {
  const { url, smtp } = await startMailmitt('--smtps', 'localhost:0')
  const socket = connect({ port: smtp[1]?.Port ?? 0, host: '127.0.0.1' })
  socket.write('EHLO client.example\r\n')
  await once(socket.resume(), 'close')

  expect(await endedSessions(url)).toMatchObject([
    {
      Outcome: 'aborted',
      Error: 'The TLS handshake failed: what the client sent is no TLS that is spoken here.',
    },
  ])
})

test('a session that is not there is 404', async () => {
  const { url } = await startMailmitt()
  expect((await ask(`${url}api/v1/sessions/nobody`)).status).toBe(404)
})

test('a bad PROXY header is a session too', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-proxy', '*')
  const socket = connect({ port: smtpPort, host: '127.0.0.1' })
  socket.write('EHLO client.example\r\n')
  await once(socket.resume(), 'close')

  expect(await endedSessions(url)).toMatchObject([
    { Outcome: 'aborted', Error: expect.stringContaining('PROXY header') as string },
  ])
})

async function startMailmittWithUser(): Promise<RunningMailmitt> {
  const running = await launchMailmittIn({ MAILMITT_SMTP_AUTH: 'ann:secret' })
  onTestFinished(() => running.close())
  return running
}

async function quit(client: SmtpClient): Promise<void> {
  await client.say('QUIT')
  await client.hear()
  client.socket.destroy()
}

async function listSessions(url: string, query = ''): Promise<readonly Session[]> {
  return (await ask(`${url}api/v1/sessions${query}`)).json() as readonly Session[]
}

/** Sessions that have ended, once there is one. */
async function endedSessions(url: string): Promise<readonly Session[]> {
  let ended: readonly Session[] = []
  await expect
    .poll(async () => {
      ended = (await listSessions(url)).filter(({ Ended }) => Ended !== null)
      return ended.length
    })
    .toBeGreaterThan(0)
  return ended
}
