import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { listMessages, readMessage } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const from = 'Ann <ann@example.com>'
const to = 'bob@example.com'

test('a mail with text, HTML, an inline image and an attachment arrives whole', async () => {
  const { smtpPort: port, url } = await startMailmitt()
  const attachment = Buffer.from(Array.from({ length: 3_000 }, (_, at) => at % 256))
  const attachments = [
    { filename: 'bytes.bin', content: attachment },
    { filename: 'dot.gif', content: Buffer.from('R0lGODlhAQABAAAAACw=', 'base64'), cid: 'dot' },
  ]

  await createTransport({ host: 'localhost', port }).sendMail({
    from,
    to,
    cc: 'cem@example.com',
    bcc: 'dora@example.com',
    subject: 'Grüße aus Köln',
    text: 'plain text\n.\n..\n',
    html: '<p>Hello <img src="cid:dot"></p>',
    attachments,
  })

  const message = await readMessage(url)
  expect(message).toMatchObject({
    Subject: 'Grüße aus Köln',
    HasText: true,
    HasHTML: true,
    From: { Name: 'Ann', Address: 'ann@example.com' },
    Bcc: [{ Address: 'dora@example.com' }],
    EnvelopeTo: ['bob@example.com', 'cem@example.com', 'dora@example.com'],
    Attachments: [{ FileName: 'bytes.bin', Size: 3_000 }],
    Inline: [{ ContentID: 'dot' }],
    Problems: [],
  })
  expect(message.Text.replaceAll('\r\n', '\n')).toContain('plain text\n.\n..\n')
})

test('a pool sends over its kept connections', async () => {
  const { smtpPort: port, url } = await startMailmitt()
  const pool = createTransport({ pool: true, host: 'localhost', port, maxConnections: 3 })
  onTestFinished(() => pool.close())
  const subjects = Array.from({ length: 60 }, (_, at) => `Mail ${at}`)

  await Promise.all(subjects.map((subject) => pool.sendMail({ from, to, subject, text: subject })))

  const messages = await listMessages(url)
  expect(messages.map(({ Subject }) => Subject).sort()).toEqual([...subjects].sort())
  const sessions = await Promise.all(
    messages.map(async ({ ID }) => (await readMessage(url, ID)).Session?.ID),
  )
  expect(new Set(sessions).size).toBeLessThanOrEqual(3)
})

test.for(['PLAIN', 'LOGIN'] as const)('AUTH %s takes any user and password', async (method) => {
  const { smtpPort: port, url } = await startMailmitt()
  const auth = { user: 'shop', pass: 'no matter what' }

  await createTransport({ host: 'localhost', port, authMethod: method, auth }).sendMail({
    from,
    to,
  })

  expect(await readMessage(url)).toMatchObject({
    Username: 'shop',
    Inboxes: ['shop'],
    Session: { User: 'shop', AuthMechanism: method, Protocol: 'ESMTPA', TLS: null },
  })
})

test('the defaults get through, because STARTTLS is not offered', async () => {
  const { smtpPort: port, url } = await startMailmitt()

  await createTransport({ host: 'localhost', port }).sendMail({ from, to })

  expect(await readMessage(url)).toMatchObject({ Session: { Protocol: 'ESMTP', TLS: null } })
})

test('TLS is there for who asks, though it is not offered', async () => {
  const { smtpPort: port, url } = await startMailmitt()
  const transport = createTransport({
    host: 'localhost',
    port,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
    auth: { user: 'ann', pass: 'secret' },
  })

  await transport.sendMail({ from, to })

  expect(await readMessage(url)).toMatchObject({
    Session: { Protocol: 'ESMTPSA', User: 'ann', TLS: { Protocol: 'TLSv1.3' } },
  })
})

test('TLS that is offered is used', async () => {
  const { smtpPort: port, url } = await startMailmitt('--smtp-starttls', 'offered')
  const tls = { rejectUnauthorized: false }

  await createTransport({ host: 'localhost', port, tls }).sendMail({ from, to })

  expect(await readMessage(url)).toMatchObject({ Session: { Protocol: 'ESMTPS' } })
})

test('addresses in UTF-8 are kept', async () => {
  const { smtpPort: port, url } = await startMailmitt()

  await createTransport({ host: 'localhost', port }).sendMail({
    from: 'jürgen@example.com',
    to: '用户@example.com',
    subject: 'UTF-8',
  })

  expect(await readMessage(url)).toMatchObject({
    EnvelopeFrom: 'jürgen@example.com',
    EnvelopeTo: ['用户@example.com'],
    Envelope: { MailParams: { SMTPUTF8: '' } },
    Session: { Protocol: 'UTF8SMTP' },
  })
})

test('a mail over the limit fails with 552 and is not kept', async () => {
  const { smtpPort: port, url } = await startMailmitt('--max-message-size', '0.01')
  const text = 'long line\n'.repeat(5_000)

  const sending = createTransport({ host: 'localhost', port }).sendMail({ from, to, text })

  await expect(sending).rejects.toMatchObject({ responseCode: 552 })
  expect(await listMessages(url)).toEqual([])
})
