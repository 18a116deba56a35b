import { expect, test, vi } from 'vitest'
import { sendMail } from '../../support/send-mail.ts'
import { stuff } from '../../support/smtp-bytes.ts'
import type { SmtpClient } from '../../support/smtp-client.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { explainSilence, listMessages } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const isBuilt = process.env['MAILMITT_UNDER_TEST'] === 'built'

/** How far a client gets before it vanishes. */
const stages: readonly (readonly [string, (client: SmtpClient) => Promise<SmtpClient>])[] = [
  ['after the greeting', (client) => Promise.resolve(client)],
  [
    'in the middle of a command',
    async (client) => {
      await client.say('EHLO client.example')
      client.socket.write('MAIL FROM:<ann@exam')
      return client
    },
  ],
  [
    'in the middle of AUTH',
    async (client) => {
      await client.say('EHLO client.example')
      await client.say('AUTH LOGIN')
      return client
    },
  ],
  [
    'in the middle of DATA',
    async (client) => {
      await client.openData()
      client.socket.write('Subject: Half\r\n\r\nhalf a mess')
      return client
    },
  ],
  [
    'in the middle of the TLS handshake',
    async (client) => {
      await client.say('EHLO client.example')
      await client.say('STARTTLS')
      // The beginning of a TLS record that never comes.
      client.socket.write(Buffer.from('16030100', 'hex'))
      return client
    },
  ],
  [
    'in the middle of DATA inside TLS',
    async (client) => {
      const secure = await client.startTls()
      await secure.openData()
      secure.socket.write('Subject: Half\r\n\r\nhalf a mess')
      return secure
    },
  ],
]

const endings = [
  ['resets its connection', (raw: SmtpClient) => raw.socket.resetAndDestroy()],
  ['closes its connection', (raw: SmtpClient) => raw.socket.destroy()],
] as const

for (const [ending, vanish] of endings) {
  test.for(stages)(`a client that ${ending} %s leaves nothing behind`, async ([, reach]) => {
    const { smtpPort, url } = await startMailmitt()

    for (let at = 0; at < 10; at += 1) {
      const client = await connectSmtp(smtpPort)
      await reach(client)
      vanish(client)
    }

    await sendMail(smtpPort, { subject: 'Still here' })
    expect((await listMessages(url)).map(({ Subject }) => Subject)).toEqual(['Still here'])
  })
}

test.for([
  ['DATA', stages[3]?.[1], 'transaction', 'after MAIL'],
  ['AUTH', stages[2]?.[1], 'auth', 'AUTH'],
  ['the TLS handshake', stages[4]?.[1], 'tls', 'TLS'],
] as const)('a session that was lost in %s is told as aborted', async ([, reach, , word]) => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await reach?.(client)

  client.socket.resetAndDestroy()

  await expect
    .poll(async () => (await explainSilence(url)).FailedSessions)
    .toMatchObject([{ Outcome: 'aborted', Error: expect.stringContaining(word) as string }])
})

test.skipIf(isBuilt)(
  'connections that are gone are not held (looks at the sockets of this process: sources only)',
  async () => {
    const { smtpPort } = await startMailmitt()
    const before = countSockets()

    for (let at = 0; at < 30; at += 1) {
      for (const [, reach] of stages) {
        const client = await connectSmtp(smtpPort)
        await reach(client)
        client.socket.resetAndDestroy()
      }
    }

    await vi.waitFor(() => expect(countSockets()).toBeLessThanOrEqual(before), { timeout: 10_000 })
  },
)

test('a client that leaves while the certificate for its STARTTLS is made is no bug', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  const witness = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')

  client.socket.write('STARTTLS\r\n')
  // Behind it, so that STARTTLS has been read.
  await witness.say('NOOP')
  client.socket.resetAndDestroy()

  // The next one waits for the same certificate, behind it.
  const secure = await (await connectSmtp(smtpPort)).startTls()
  expect(await secure.deliver(stuff(Buffer.from('Subject: Hello\r\n\r\n')))).toMatch(/^250 /)
  expect(await listMessages(url)).toHaveLength(1)
})

test('200 connections that send nothing do not stop the 201st', async () => {
  const { smtpPort, url } = await startMailmitt()
  await Promise.all(Array.from({ length: 200 }, () => connectSmtp(smtpPort)))

  await sendMail(smtpPort, { subject: 'The 201st' })

  expect((await listMessages(url)).map(({ Subject }) => Subject)).toEqual(['The 201st'])
})

test('100 clients stuck in DATA do not stop another', async () => {
  const { smtpPort, url } = await startMailmitt()
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      const client = await connectSmtp(smtpPort)
      await client.openData()
      client.socket.write('Subject: Stuck\r\n')
    }),
  )

  await sendMail(smtpPort, { subject: 'Another' })

  expect((await listMessages(url)).map(({ Subject }) => Subject)).toEqual(['Another'])
})

test('a client that sends before the greeting is heard', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  const message = stuff(Buffer.from('Subject: Early\r\n\r\n')).toString()
  const lines = ['EHLO x', 'MAIL FROM:<a@x>', 'RCPT TO:<b@x>', 'DATA', `${message}QUIT`]

  client.socket.write(`${lines.join('\r\n')}\r\n`)
  const replies: (string | undefined)[] = []
  for (let left = 6; left > 0; left -= 1) replies.push(await client.hear())

  expect(replies.map((reply) => reply?.slice(0, 3))).toEqual([
    '250',
    '250',
    '250',
    '354',
    '250',
    '221',
  ])
  expect(await listMessages(url)).toHaveLength(1)
})

test('the greeting comes without the 100 ms in which the library looks for early talkers', async () => {
  const { smtpPort } = await startMailmitt()
  const waits: number[] = []

  for (let at = 0; at < 20; at += 1) {
    const start = performance.now()
    await connectSmtp(smtpPort)
    waits.push(performance.now() - start)
  }

  // With the pause not one of them could be quicker, however idle the machine is.
  expect(Math.min(...waits)).toBeLessThan(90)
})

test('a client that floods without reading the replies is slowed down, not buffered for', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  client.socket.pause()
  for (let at = 0; at < 40; at += 1) client.socket.write('NOOP\r\n'.repeat(50_000))

  await sendMail(smtpPort, { subject: 'Meanwhile' })

  expect(await listMessages(url)).toHaveLength(1)
})

function countSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
}
