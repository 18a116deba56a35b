import { expect, test } from 'vitest'
import { openMail, sendBy } from '../../support/sdk.ts'

const subjectsOf = (messages: readonly { readonly subject: string }[]): readonly string[] =>
  messages.map(({ subject }) => subject)

test('an inbox sees only its own mail: by the user of SMTP, and by the domain of a recipient', async () => {
  const mail = await openMail()
  const [ann, bob] = [mail.inbox(), mail.inbox()]

  await sendBy(ann.smtpUrl, { to: 'someone@corp.example', subject: 'By user' })
  await sendBy(mail.smtpUrl, { to: ann.alias('orders'), subject: 'By domain' })
  await sendBy(bob.smtpUrl, { to: bob.address, subject: 'For Bob' })

  expect(subjectsOf(await ann.messages())).toEqual(['By user', 'By domain'])
  expect(subjectsOf(await bob.messages())).toEqual(['For Bob'])
  expect(subjectsOf(await mail.messages())).toEqual(['By user', 'By domain', 'For Bob'])
})

test('a fresh inbox misses no mail, however soon it is sent', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()

  // Whether the cursor of the inbox is known by then is chance: it must not matter.
  const sent = sendBy(inbox.smtpUrl, { to: inbox.address })
  await Promise.all([sent, inbox.waitFor('Hello')])

  expect(await inbox.messages()).toHaveLength(1)
})

test('an inbox of the same name sees only what came since it was made', async () => {
  const mail = await openMail()
  const before = mail.inbox('ann')
  await before.ready()
  await sendBy(before.smtpUrl, { to: before.address, subject: 'Old' })

  const after = mail.inbox('ann')
  await after.ready()
  await sendBy(after.smtpUrl, { to: after.address, subject: 'New' })

  expect((await after.waitFor()).subject).toBe('New')
  expect(subjectsOf(await after.messages())).toEqual(['New'])
  expect(subjectsOf(await before.messages())).toEqual(['Old', 'New'])
})

test('an inbox by address has the mail with that recipient, in any case, since it was made', async () => {
  const mail = await openMail()
  await sendBy(mail.smtpUrl, { to: 'ann@corp.example', subject: 'Old' })
  const inbox = mail.inbox({ address: 'Ann@Corp.example' })
  await inbox.ready()

  await sendBy(mail.smtpUrl, { to: 'bob@corp.example', subject: 'For Bob' })
  await sendBy(mail.smtpUrl, { to: 'joann@corp.example', subject: 'For Joann' })
  await sendBy(mail.smtpUrl, { to: 'ann@corp.example.org', subject: 'For another' })
  await sendBy(mail.smtpUrl, { to: 'bob@corp.example', bcc: 'ANN@CORP.EXAMPLE', subject: 'Hidden' })
  await sendBy(mail.smtpUrl, { to: 'aNN@corp.example', subject: 'For Ann' })

  expect(subjectsOf(await inbox.messages())).toEqual(['Hidden', 'For Ann'])
})

test('mail to shared addresses is told by a cursor', async () => {
  const mail = await openMail()
  await sendBy(mail.smtpUrl, { to: 'ops@corp.example', subject: 'Alarm 1' })
  const since = await mail.cursor()

  const waiting = mail.waitFor({ to: 'ops@corp.example' }, { since })
  await sendBy(mail.smtpUrl, { to: 'ops@corp.example', subject: 'Alarm 2' })

  expect((await waiting).subject).toBe('Alarm 2')
  expect((await mail.waitFor({ to: 'ops@corp.example' })).subject).toBe('Alarm 1')
})

test('what was there before a Mailmitt is connected is none of its mail', async () => {
  const first = await openMail()
  await sendBy(first.smtpUrl, { to: 'ann@corp.example' })
  const { connectMailmitt } = await import('../../../client/client.ts')

  const second = await connectMailmitt(first.url)

  expect(await second.messages()).toEqual([])
  await second.close()
})

test('other inbox domains are taken from the server', async () => {
  const mail = await openMail({}, '--inbox-domain', 'mail.example')
  const inbox = mail.inbox('ann')

  expect(inbox.address).toBe('test@ann.mail.example')
  await inbox.ready()
  await sendBy(mail.smtpUrl, { to: inbox.address })

  expect(await inbox.waitFor()).toMatchObject({ inboxes: ['ann'] })
})

test.for([
  [{ name: 'Ann' }, /lower-case letters/],
  [{ name: 'a.b' }, /DNS label/],
  [{ name: '' }, /DNS label/],
  [{ address: 'ann' }, /no address/],
  [{ address: 'Ann <ann@corp.example>' }, /no address/],
  [{ name: 'ann', address: 'ann@corp.example' }, /not both/],
] as const)('an inbox cannot be %o', async ([options, problem]) => {
  const mail = await openMail()

  expect(() => mail.inbox(options)).toThrow(problem)
})
