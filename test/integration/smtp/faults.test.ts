import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Fault } from '../../../server/contract/faults.ts'
import type { Session } from '../../../server/contract/session.ts'
import { ask } from '../../support/http.ts'
import { stuff } from '../../support/smtp-bytes.ts'
import type { SmtpClient } from '../../support/smtp-client.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { listMessages } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const hello = stuff(Buffer.from('Subject: Hello\r\n\r\nGood morning.\r\n'))
const plainLogin = `AUTH PLAIN ${Buffer.from('\0ann\0secret').toString('base64')}`

/** Up to the command of each stage, and that command. */
const stages = [
  ['helo', [], 'EHLO client.example'],
  ['starttls', ['EHLO client.example'], 'STARTTLS'],
  ['auth', ['EHLO client.example'], plainLogin],
  ['mail', ['EHLO client.example'], 'MAIL FROM:<ann@example.com>'],
  ['rcpt', ['EHLO client.example', 'MAIL FROM:<ann@example.com>'], 'RCPT TO:<bob@example.com>'],
  [
    'data',
    ['EHLO client.example', 'MAIL FROM:<ann@example.com>', 'RCPT TO:<bob@example.com>'],
    'DATA',
  ],
  [
    'message',
    ['EHLO client.example', 'MAIL FROM:<ann@example.com>', 'RCPT TO:<bob@example.com>', 'DATA'],
    'Subject: Hello\r\n\r\n.',
  ],
] as const

test.for(stages)(
  '%s can be refused once, and goes through then',
  async ([stage, before, command]) => {
    const { smtpPort, url } = await startMailmitt()
    await addFault(url, {
      Stage: stage,
      Action: { Reject: { Code: 454, Enhanced: '4.7.1', Text: 'Not now' } },
      Times: 1,
    })
    const client = await connectSmtp(smtpPort)
    await sayAll(client, before)

    expect(await client.say(command)).toBe('454 4.7.1 Not now')
    const again = stage === 'message' ? [before.slice(1), command].flat() : [command]
    await sayAll(client, again)
    expect(await listFaults(url)).toMatchObject([{ Hits: 1, Remaining: 0 }])
  },
)

test.for(stages)(
  'at %s the connection can be dropped with a FIN',
  async ([stage, before, command]) => {
    const { smtpPort, url } = await startMailmitt()
    const { ID } = await addFault(url, { Stage: stage, Action: { Drop: 'fin' } })
    const client = await connectSmtp(smtpPort)
    await sayAll(client, before)

    client.socket.write(`${command}\r\n`)

    expect(await client.hear()).toBeUndefined()
    client.socket.destroy()
    const [session] = await endedSessions(url)
    expect(session).toMatchObject({
      Outcome: 'aborted',
      Error: `The fault ${ID} dropped the connection at ${stage}.`,
    })
    expect(await listMessages(url)).toEqual([])
  },
)

test.for(stages)('at %s the connection can be reset', async ([stage, before, command]) => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: stage, Action: { Drop: 'rst' } })
  const client = await connectSmtp(smtpPort)
  await sayAll(client, before)

  const failure = once(client.socket, 'error')
  client.socket.write(`${command}\r\n`)

  expect(await failure).toMatchObject([{ code: 'ECONNRESET' }])
})

test('a connection can be refused before its greeting', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'connect', Action: { Reject: { Code: 554, Text: 'Go away' } } })

  const client = await connectSmtp(smtpPort)

  expect(client.greeting).toMatch(/^554 .*Go away$/)
  expect(await client.hear()).toBeUndefined()
  expect(await endedSessions(url)).toMatchObject([{ Outcome: 'refused' }])
})

test('inside TLS a reset is an end without a word', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'rcpt', Action: { Drop: 'rst' } })
  const plain = await connectSmtp(smtpPort)
  const client = await plain.startTls()
  await sayAll(client, ['EHLO client.example', 'MAIL FROM:<ann@example.com>'])

  const gone = once(plain.socket, 'close')
  client.socket.on('error', () => undefined)
  client.socket.write('RCPT TO:<bob@example.com>\r\n')
  await gone

  expect(await endedSessions(url)).toMatchObject([
    { Outcome: 'aborted', TLS: { Protocol: 'TLSv1.3' } },
  ])
})

test('what is pipelined behind a command that is dropped with a reset does not run', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'rcpt', Match: { Nth: 2 }, Action: { Drop: 'rst' } })
  const client = await connectSmtp(smtpPort)
  await sayAll(client, ['EHLO client.example', 'MAIL FROM:<ann@example.com>'])
  client.socket.on('error', () => undefined)

  client.socket.write('RCPT TO:<bob@b.test>\r\nRCPT TO:<carl@b.test>\r\nBDAT 2 LAST\r\nhi')

  expect(await endedSessions(url)).toMatchObject([{ Outcome: 'aborted', Messages: [] }])
  expect(await listMessages(url)).toEqual([])
})

test('a message whose reply is lost is kept all the same, when asked for', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'message', Action: { Drop: 'rst', Keep: true } })
  const client = await connectSmtp(smtpPort)
  await client.openData()

  const gone = once(client.socket, 'error')
  client.socket.write(hello)
  await gone

  expect((await listMessages(url)).map(({ Subject }) => Subject)).toEqual(['Hello'])
  const [session] = await endedSessions(url)
  expect(session).toMatchObject({ Outcome: 'aborted' })
  expect(session?.Messages).toHaveLength(1)
})

test('a delay holds back its own reply, and nobody else’s', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'rcpt', Match: { Recipient: 'slow@*' }, Action: { DelayMs: 700 } })
  const slow = await connectSmtp(smtpPort)
  const quick = await connectSmtp(smtpPort)
  for (const client of [slow, quick]) {
    await sayAll(client, ['EHLO client.example', 'MAIL FROM:<ann@example.com>'])
  }
  const order: string[] = []
  const start = performance.now()

  await Promise.all([
    slow.say('RCPT TO:<slow@example.com>').then(() => order.push('slow')),
    quick.say('RCPT TO:<bob@example.com>').then(() => order.push('quick')),
  ])

  expect(order).toEqual(['quick', 'slow'])
  expect(performance.now() - start).toBeGreaterThan(650)
})

test('a client that leaves during a delay is gone at once', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'mail', Action: { DelayMs: 600_000 } })
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  client.socket.write('MAIL FROM:<ann@example.com>\r\n')
  await expect.poll(async () => (await listFaults(url))[0]?.Hits).toBe(1)

  client.socket.resetAndDestroy()

  expect(await endedSessions(url)).toHaveLength(1)
})

test('throttled DATA takes its time and arrives whole', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'data', Action: { BytesPerSecond: 20_000 } })
  const client = await connectSmtp(smtpPort)
  await client.openData()
  const message = stuff(Buffer.from(`Subject: Slow\r\n\r\n${'line\r\n'.repeat(2_000)}`))
  const start = performance.now()

  expect(await client.send(message)).toMatch(/^250 /)

  expect(performance.now() - start).toBeGreaterThan((message.length / 20_000) * 900)
  expect((await listMessages(url))[0]?.Size).toBe(message.length - 3)
})

test('what throttles one transaction leaves the next one alone', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'data', Action: { BytesPerSecond: 100 }, Times: 1 })
  const client = await connectSmtp(smtpPort)
  await client.deliver(hello)
  const start = performance.now()

  await client.deliver(hello)

  expect(performance.now() - start).toBeLessThan(400)
})

test('a connection that is throttled from its beginning still is inside TLS', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'connect', Action: { BytesPerSecond: 500 } })
  const client = await (await connectSmtp(smtpPort)).startTls()
  const start = performance.now()

  await client.say(`NOOP ${'x'.repeat(250)}`)

  expect(performance.now() - start).toBeGreaterThan(400)
})

test('a rule for DATA holds for BDAT too, and the bytes of the chunk are no commands', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'data', Action: { Reject: { Code: 451 } }, Times: 1 })
  const client = await connectSmtp(smtpPort)
  const transaction = ['MAIL FROM:<ann@example.com>', 'RCPT TO:<bob@example.com>']
  await sayAll(client, ['EHLO client.example', ...transaction])

  expect(await client.say('BDAT 6 LAST\r\nQUIT')).toMatch(/^451 /)
  await sayAll(client, [...transaction, 'BDAT 6 LAST\r\nHELO'])

  expect(await listMessages(url)).toHaveLength(1)
})

test('a rule for a subject lets other messages through', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, {
    Stage: 'message',
    Match: { Subject: '*invoice*' },
    Action: { Reject: { Code: 552, Enhanced: '5.2.2', Text: 'Mailbox full' } },
  })
  const client = await connectSmtp(smtpPort)

  const refused = await client.deliver(
    stuff(Buffer.from('Subject: Your =?utf-8?q?Inv=6fice?=\r\n\r\n')),
  )
  const taken = await client.deliver(hello)

  expect(refused).toBe('552 5.2.2 Mailbox full')
  expect(taken).toMatch(/^250 /)
  expect((await listMessages(url)).map(({ Subject }) => Subject)).toEqual(['Hello'])
})

test('the nth recipient of a transaction can be refused; the others get the mail', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'rcpt', Match: { Nth: 2 }, Action: { Reject: { Code: 550 } } })
  const client = await connectSmtp(smtpPort)
  await sayAll(client, ['EHLO client.example', 'MAIL FROM:<ann@example.com>'])

  const replies = []
  for (const name of ['a', 'b', 'c'])
    replies.push(await client.say(`RCPT TO:<${name}@example.com>`))
  await client.say('DATA')
  await client.send(hello)

  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['250', '550', '250'])
  expect((await listMessages(url))[0]?.EnvelopeTo).toEqual(['a@example.com', 'c@example.com'])
})

test('greylisting refuses a pair the first time, and takes it then', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Stage: 'rcpt', Action: { Greylist: true } })
  const client = await connectSmtp(smtpPort)
  await sayAll(client, ['EHLO client.example', 'MAIL FROM:<ann@example.com>'])

  const replies = []
  for (const name of ['a', 'b', 'a', 'b']) {
    replies.push(await client.say(`RCPT TO:<${name}@example.com>`))
  }

  expect(replies.map((reply) => reply.slice(0, 9))).toEqual([
    '451 4.7.1',
    '451 4.7.1',
    '250 2.1.5',
    '250 2.1.5',
  ])
})

test('a rule of one inbox leaves the others alone: by user, and by recipient', async () => {
  const { smtpPort, url } = await startMailmitt()
  await addFault(url, { Inbox: 'ann', Stage: 'rcpt', Action: { Reject: { Code: 450 } } })
  const ann = await connectSmtp(smtpPort)
  const bob = await connectSmtp(smtpPort)
  await sayAll(ann, ['EHLO x', plainLogin, 'MAIL FROM:<a@example.com>'])
  await sayAll(bob, ['EHLO x', 'MAIL FROM:<a@example.com>'])

  expect(await ann.say('RCPT TO:<x@example.com>')).toMatch(/^450 /)
  expect(await bob.say('RCPT TO:<x@example.com>')).toMatch(/^250 /)
  expect(await bob.say('RCPT TO:<x@ann.inbox.test>')).toMatch(/^450 /)
})

test('the third RCPT gets through where the address says to refuse it twice', async () => {
  const { smtpPort } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await sayAll(client, ['EHLO x', 'MAIL FROM:<a@example.com>'])

  const replies = []
  for (let left = 4; left > 0; left -= 1) {
    replies.push(await client.say('RCPT TO:<reject-451-twice@fault.test>'))
  }

  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['451', '451', '250', '451'])
})

test('chaos at 100 % refuses every sender, and is off again at 0 %', async () => {
  const { smtpPort, url } = await startMailmitt('--chaos-triggers', 'Sender:450:100')
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO x')

  expect(await client.say('MAIL FROM:<a@example.com>')).toBe('450 Chaos sender error')
  await ask(`${url}api/v1/chaos`, { method: 'PUT', body: '{}' })
  expect(await client.say('MAIL FROM:<a@example.com>')).toMatch(/^250 /)
})

async function addFault(url: string, rule: object): Promise<Fault> {
  const answer = await ask(`${url}api/v1/faults`, { method: 'POST', body: JSON.stringify(rule) })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json() as Fault
}

async function listFaults(url: string): Promise<readonly Fault[]> {
  return (await ask(`${url}api/v1/faults`)).json() as readonly Fault[]
}

/** Sessions once the first has ended. */
async function endedSessions(url: string): Promise<readonly Session[]> {
  let sessions: readonly Session[] = []
  await expect
    .poll(async () => {
      sessions = (await ask(`${url}api/v1/sessions`)).json() as readonly Session[]
      return sessions.some(({ Ended }) => Ended !== null)
    })
    .toBe(true)
  return sessions.filter(({ Ended }) => Ended !== null)
}

async function sayAll(client: SmtpClient, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const reply = await client.say(line)
    if (!/^[23]/.test(reply)) throw new Error(`${line} was answered ${reply}`)
  }
}
