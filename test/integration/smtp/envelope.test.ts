import { expect, test } from 'vitest'
import { stuff } from '../../support/smtp-bytes.ts'
import type { SmtpClient } from '../../support/smtp-client.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { explainSilence, listMessages, readMessage } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const hello = stuff(Buffer.from('Subject: Hello\r\n\r\nGood morning.\r\n'))

test('the envelope is kept as it was sent: order, duplicates, case and parameters', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  await sayAll(client, [
    'EHLO client.example',
    'MAIL FROM:<Ann@Example.com> size=42 BODY=8BITMIME RET=HDRS ENVID=a+2Bb',
    'RCPT TO:<zoe@example.com>',
    'RCPT TO:<Bob@Example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Bob@Example.com',
    'RCPT TO:<bob@example.com>',
    'RCPT TO:<zoe@example.com>',
    'DATA',
  ])
  await client.send(hello)

  expect(await readMessage(url)).toMatchObject({
    EnvelopeFrom: 'Ann@Example.com',
    EnvelopeTo: ['zoe@example.com', 'Bob@Example.com', 'bob@example.com', 'zoe@example.com'],
    Envelope: {
      From: 'Ann@Example.com',
      To: ['zoe@example.com', 'Bob@Example.com', 'bob@example.com', 'zoe@example.com'],
      MailParams: { SIZE: '42', BODY: '8BITMIME', RET: 'HDRS', ENVID: 'a+2Bb' },
      RcptParams: [{}, { NOTIFY: 'SUCCESS,FAILURE', ORCPT: 'rfc822;Bob@Example.com' }, {}, {}],
    },
  })
})

test.for([
  ['<>', ''],
  ['<root>', 'root'],
  ['<"ann smith"@example.com>', '"ann smith"@example.com'],
  ['<a..b@my_host.test>', 'a..b@my_host.test'],
  ['<@relay.example:ann@example.com>', 'ann@example.com'],
  ['<j\xfcrgen@example.com>', 'jürgen@example.com'],
] as const)('the sender %s is shown as %j', async ([path, shown]) => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  await client.say('EHLO client.example')
  await client.send(Buffer.from(`MAIL FROM:${path}\r\n`, 'latin1'))
  await sayAll(client, ['RCPT TO:<bob@example.com>', 'DATA'])
  await client.send(hello)

  expect(await readMessage(url)).toMatchObject({ EnvelopeFrom: shown })
})

test('a refused recipient is not in the envelope, and the session says why', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-max-recipients', '1')
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<ann@example.com>')
  await client.say('RCPT TO:<bob@example.com>')
  await client.say('RCPT TO:<cem@example.com>')
  await client.say('DATA')
  await client.send(hello)
  await client.say('QUIT')
  await client.hear()

  expect(await readMessage(url)).toMatchObject({ EnvelopeTo: ['bob@example.com'] })
  await expect
    .poll(async () => (await explainSilence(url)).FailedSessions)
    .toMatchObject([{ Outcome: 'partial', Error: expect.stringContaining('452') as string }])
})

test('one transaction leaves nothing to the next', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.deliver(hello, ['bob@example.com', 'cem@example.com'])
  await client.say('MAIL FROM:<eve@example.com>')
  await client.say('RCPT TO:<eve@example.com>')
  await client.say('RSET')

  await client.deliver(hello, ['dora@example.com'])

  expect(await readMessage(url)).toMatchObject({ EnvelopeTo: ['dora@example.com'] })
  expect(await listMessages(url)).toHaveLength(2)
})

test.for([
  ['HELO Client.Example', [], 'SMTP'],
  ['EHLO Client.Example', [], 'ESMTP'],
  ['EHLO Client.Example', ['AUTH PLAIN AGFubgBzZWNyZXQ='], 'ESMTPA'],
] as const)('the session after %s and %j is %s', async ([hello1, commands, protocol]) => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  await sayAll(client, [hello1, ...commands])
  await sayAll(client, ['MAIL FROM:<ann@example.com>', 'RCPT TO:<bob@example.com>', 'DATA'])
  await client.send(hello)

  expect(await readMessage(url)).toMatchObject({
    Session: {
      Protocol: protocol,
      ClientName: 'Client.Example',
      RemoteAddress: '127.0.0.1',
      ID: expect.stringMatching(/^\w{16,}$/) as string,
    },
  })
})

test.for([
  ['EHLO client.example', 'HELO', 'ESMTP'],
  ['EHLO client.example', 'LHLO client.example', 'ESMTP'],
  ['LHLO client.example', 'EHLO client.example', 'LMTP'],
] as const)('after %s, a %s that is refused changes no protocol', async ([good, bad, protocol]) => {
  const { smtp, url } = await startMailmitt('--lmtp', 'localhost:0')
  const listener = smtp.find(({ LMTP }) => LMTP === (protocol === 'LMTP'))
  const client = await connectSmtp(listener?.Port ?? 0)
  await client.say(good)

  expect(await client.say(bad)).toMatch(/^50/)

  await sayAll(client, ['MAIL FROM:<ann@example.com>', 'RCPT TO:<bob@example.com>', 'DATA'])
  await client.send(hello)
  expect(await readMessage(url)).toMatchObject({ Session: { Protocol: protocol } })
})

test('the session inside TLS is told with protocol and cipher', async () => {
  const { smtpPort, url } = await startMailmitt()
  const plain = await connectSmtp(smtpPort)
  const client = await plain.startTls()

  await client.say('EHLO inside.example')
  await client.say('AUTH PLAIN AGFubgBzZWNyZXQ=')
  await client.say('MAIL FROM:<jürgen@example.com> SMTPUTF8')
  await sayAll(client, ['RCPT TO:<bob@example.com>', 'DATA'])
  await client.send(hello)

  expect(await readMessage(url)).toMatchObject({
    Session: {
      Protocol: 'UTF8SMTPSA',
      ClientName: 'inside.example',
      User: 'ann',
      AuthMechanism: 'PLAIN',
      TLS: { Protocol: 'TLSv1.3', Cipher: expect.stringMatching(/^TLS_/) as string },
    },
  })
})

test('a message is in the inboxes of its user and of its recipients', async () => {
  const { smtpPort, url } = await startMailmitt('--inbox-domain', 'mail.local')
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  await client.say(`AUTH PLAIN ${Buffer.from('\0Shop-1\0x').toString('base64')}`)

  await client.deliver(hello, ['any@pr-42.mail.local', 'any@inbox.test', 'any@x.inbox.test'])

  expect((await readMessage(url)).Inboxes).toEqual(['shop-1', 'pr-42'])
})

async function sayAll(client: SmtpClient, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const reply = await client.say(line)
    if (!/^[23]/.test(reply)) throw new Error(`${line} was answered ${reply}`)
  }
}
