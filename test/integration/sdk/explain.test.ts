import { expect, test } from 'vitest'
import { UnexpectedMessageError, isWaitTimeoutError } from '../../../client/client.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { failureOf, openMail, sendBy } from '../../support/sdk.ts'

/** Without what differs from run to run. */
function steady({ message }: Error): string {
  const text = message.replaceAll(/\b\d+\.\d s\b/g, '0.0 s')
  return text.replaceAll(/(localhost|127\.0\.0\.1|\[::1\]):\d+/g, '$1:1025')
}

test('nothing came: it says where the app should have sent to', async () => {
  const mail = await openMail()
  const inbox = mail.inbox('ann')

  const failure = await failureOf(inbox.waitFor({ subject: /welcome/i }, { timeout: 1 }))

  expect(steady(failure)).toMatchInlineSnapshot(`
    "No message came to inbox ann with subject /welcome/i within 0.0 s.
    Nothing reached Mailmitt in this time. Check that the app sends, and to smtp://ann:mailmitt@localhost:1025 or test@ann.inbox.test."
  `)
})

test('others came: the closest is the first, and each clause it misses is told', async () => {
  const mail = await openMail()
  const inbox = mail.inbox('ann')
  for (const subject of ['Hello', 'Your order', 'Bye', 'News', 'Receipt']) {
    await inbox.send({ subject, from: 'shop@example.com' })
  }

  const asked = { subject: /receipt/i, from: 'shop@example.com', attachments: ['invoice.pdf'] }
  const failure = await failureOf(inbox.waitFor(asked, { timeout: 1 }))

  expect(steady(failure)).toMatchInlineSnapshot(`
    "No message came to inbox ann with subject /receipt/i, from "shop@example.com", attachments "invoice.pdf" within 0.0 s.
    5 messages did come, the closest first:
      "Receipt" to test@ann.inbox.test: misses attachments "invoice.pdf" (there is none)
      "News" to test@ann.inbox.test: misses subject /receipt/i (is "News"); attachments "invoice.pdf" (there is none)
      "Bye" to test@ann.inbox.test: misses subject /receipt/i (is "Bye"); attachments "invoice.pdf" (there is none)
      … and 2 more"
  `)
  expect(isWaitTimeoutError(failure) && failure.arrived.map(({ subject }) => subject)).toEqual([
    'Receipt',
    'News',
    'Bye',
    'Your order',
    'Hello',
  ])
})

test('mail came elsewhere and a session failed: it says both', async () => {
  const mail = await openMail()
  const inbox = mail.inbox('ann')
  await inbox.ready()
  await sendBy(mail.smtpUrl, { to: 'ann@corp.example', subject: 'Welcome' })
  await inbox.fail({ stage: 'rcpt', code: 550, text: 'No such user', times: 1 })
  await failureOf(sendBy(inbox.smtpUrl, { to: inbox.address }))

  const failure = await failureOf(inbox.waitFor('Welcome', { timeout: 1 }))

  expect(steady(failure)).toMatchInlineSnapshot(`
    "No message came to inbox ann with subject "Welcome" within 0.0 s.
    1 came elsewhere: "Welcome" to ann@corp.example
    An SMTP session failed: RCPT was answered 550 5.1.1 No such user
    Check what the app does about it, and where it sends: this is for smtp://ann:mailmitt@localhost:1025 or test@ann.inbox.test."
  `)
})

test('at most ten lines, however much there is to say', async () => {
  const mail = await openMail({}, '--max', '30')
  const inbox = mail.inbox('ann')
  await inbox.ready()
  for (let count = 0; count < 40; count += 1) {
    const to = count % 2 === 0 ? inbox.address : 'bob@corp.example'
    await mail.client.send({
      From: { Email: 'shop@example.com' },
      To: [{ Email: to }],
      Subject: `${count} ${'very long '.repeat(90)}`,
      Text: 'x'.repeat(5_000),
    })
  }
  await inbox.fail({ stage: 'rcpt', code: 550 })
  await failureOf(sendBy(inbox.smtpUrl, { to: inbox.address }))

  const asked = { subject: '/receipt/i', text: 'x'.repeat(3_000), to: 'Ann', query: 'larger:1G' }
  const { message } = await failureOf(inbox.waitFor(asked, { timeout: 1 }))

  const lines = message.split('\n')
  expect(lines.length).toBeLessThanOrEqual(10)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(161)
  expect(lines[1]).toMatch(/^Can this ever match\?/)
})

test('an app that hung up half-way is told', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  await inbox.ready()
  const app = await connectSmtp(mail.smtp.port, mail.smtp.host)
  await app.openData([inbox.address])
  const ended = new Promise((resolve) => app.socket.once('close', resolve))
  app.socket.destroy()
  await ended

  await expect
    .poll(async () => (await failureOf(inbox.waitFor({}, { timeout: 1 }))).message)
    .toMatch(/An SMTP session failed:/)
})

test('what failed before this inbox was made is none of its business', async () => {
  const mail = await openMail()
  const before = mail.inbox()
  await before.fail({ stage: 'rcpt', code: 550 })
  await failureOf(sendBy(before.smtpUrl, { to: before.address }))
  await sendBy(mail.smtpUrl, { to: 'bob@corp.example' })

  const inbox = mail.inbox()
  await inbox.ready()
  const { message } = await failureOf(inbox.waitFor({}, { timeout: 1 }))

  expect(message).not.toMatch(/failed|elsewhere/)
})

test.for([
  [
    { to: 'test@bob.inbox.test' },
    'test@bob.inbox.test is an address of inbox bob, not of this one.',
  ],
  [{ query: 'subject:x inbox:bob' }, 'The query asks for inbox bob, and this is inbox ann.'],
  [
    { from: 'Shop.' },
    '"from" as text is a whole address: use an expression, such as /Shop\\./i, for a part of it.',
  ],
  [
    { subject: '/welcome/i' },
    'subject "/welcome/i" is text with slashes: write it without quotes for an expression.',
  ],
  [{ headers: { 'x-a:': true } }, 'No header can have the name "x-a:".'],
] as const)('criteria that can hardly match are told first: %o', async ([criteria, doubt]) => {
  const mail = await openMail()
  const inbox = mail.inbox('ann')

  const { message } = await failureOf(inbox.waitFor(criteria, { timeout: 1 }))

  expect(message.split('\n')[1]).toBe(`Can this ever match? ${doubt}`)
})

test.for([{ to: 'Ann' }, { subject: '/welcome/i' }, { headers: { 'x-a:': true } }] as const)(
  'that none comes is not taken for a proof where none can: %o',
  async (criteria) => {
    const mail = await openMail()

    await expect(mail.inbox('ann').expectNone(criteria)).rejects.toThrow(
      /^That none comes says nothing here\. /,
    )
  },
)

test('that an app sends nothing to the address of another inbox is proved', async () => {
  const mail = await openMail()
  const inbox = mail.inbox('ann')
  const toOther = { to: mail.inbox('bob').address }

  await inbox.expectNone(toOther, { within: 1 })
  await sendBy(inbox.smtpUrl, toOther)

  await expect(inbox.expectNone(toOther, { within: 1 })).rejects.toThrow(UnexpectedMessageError)
})

test.for([
  { to: 'test@ann.inbox.test' },
  { to: 'bob@corp.example' },
  { query: 'inbox:ann' },
  { from: /shop/ },
  { subject: 'a/b' },
] as const)('criteria that may match are not doubted: %o', async (criteria) => {
  const mail = await openMail()

  const { message } = await failureOf(mail.inbox('ann').waitFor(criteria, { timeout: 1 }))

  expect(message).not.toContain('ever match')
})
