import { expect, onTestFinished, test, vi } from 'vitest'
import { openMail, failureOf, sendBy } from '../../support/sdk.ts'

const subjectsOf = (messages: readonly { readonly subject: string }[]): readonly string[] =>
  messages.map(({ subject }) => subject)

async function openInbox() {
  const mail = await openMail()
  return mail.inbox()
}

test('waitFor takes mail that is there, and mail that comes later', async () => {
  const inbox = await openInbox()
  await inbox.send({ subject: 'First' })

  const later = inbox.waitFor({ subject: /second/i })
  const there = await inbox.waitFor('first')
  await inbox.send({ subject: 'Second' })

  expect(there.subject).toBe('First')
  expect((await later).subject).toBe('Second')
})

test('waitFor takes the first of several, again and again; since a cursor the next one', async () => {
  const inbox = await openInbox()
  await inbox.send({ subject: 'Code 1' })
  await inbox.send({ subject: 'Code 2' })

  const first = await inbox.waitFor('code')

  expect((await inbox.waitFor('code')).id).toBe(first.id)
  expect((await inbox.waitFor('code', { since: first.cursor })).subject).toBe('Code 2')
})

test('next gives each message once', async () => {
  const inbox = await openInbox()
  await inbox.send({ subject: 'Code 1' })
  await inbox.send({ subject: 'Other' })
  await inbox.send({ subject: 'Code 2' })

  const given = [await inbox.next('code'), await inbox.next('code'), await inbox.next()]

  expect(subjectsOf(given)).toEqual(['Code 1', 'Code 2', 'Other'])
  await expect(inbox.next(undefined, { timeout: 1 })).rejects.toThrow('No message came')
})

test('two that ask for the next at once are given two', async () => {
  const inbox = await openInbox()
  const waiting = Promise.all([inbox.next('code'), inbox.next('code')])

  await inbox.send({ subject: 'Code 1' })
  await inbox.send({ subject: 'Code 2' })

  expect(subjectsOf(await waiting).toSorted()).toEqual(['Code 1', 'Code 2'])
})

test('waitForCount gives the first so many in order, and says how many came', async () => {
  const inbox = await openInbox()
  const waiting = inbox.waitForCount(3, /^code/i)
  for (const subject of ['Code 1', 'Other', 'Code 2', 'Code 3', 'Code 4']) {
    await inbox.send({ subject })
  }

  expect(subjectsOf(await waiting)).toEqual(['Code 1', 'Code 2', 'Code 3'])
  await expect(inbox.waitForCount(5, 'code', { timeout: 1 })).rejects.toThrow(
    /^4 of 5 messages came to inbox \w+ with subject "code" within/,
  )
  await expect(inbox.waitForCount(0)).rejects.toThrow('whole number from 1')
})

test('waitForAll gives each of the criteria a message of its own, in any order', async () => {
  const inbox = await openInbox()
  const waiting = inbox.waitForAll([{ subject: 'code' }, { subject: 'Code 1' }, /receipt/i])

  await inbox.send({ subject: 'Receipt' })
  // The first that "code" finds is the only one for "Code 1".
  await inbox.send({ subject: 'Code 1' })
  await inbox.send({ subject: 'Code 2' })

  expect(subjectsOf(await waiting)).toEqual(['Code 2', 'Code 1', 'Receipt'])
  expect(await inbox.waitForAll([])).toEqual([])
})

test('waitForAll does not take one message for two of the criteria, and names what is missing', async () => {
  const inbox = await openInbox()
  await inbox.send({ subject: 'Welcome' })

  const { message } = await failureOf(inbox.waitForAll(['welcome', /^w/i, 'bye'], { timeout: 1 }))

  expect(message).toMatch(
    /^1 of 3 messages came to inbox \w+ within 0\.\d s\. Without a message: subject \/\^w\/i \| subject "bye"\.$/m,
  )
})

test('expectNone fails for what came before, and for what comes while it watches', async () => {
  const inbox = await openInbox()
  const watching = failureOf(inbox.expectNone({ subject: 'Bye' }, { within: 10_000 }))
  const silent = inbox.expectNone('Something else', { within: 50 })

  const bye = await inbox.send({ subject: 'Bye', text: 'See you.' })

  expect(await watching).toMatchObject({
    name: 'UnexpectedMessageError',
    unexpected: { id: bye.id },
  })
  await silent
  const { message } = await failureOf(inbox.expectNone({ within: 1 }))
  expect(message).toMatch(
    /^A message came to inbox \w+ although none was expected:\n {2}"Bye" from/,
  )
  await inbox.expectNone({ since: bye.cursor, within: 1 })
})

test('clear deletes what came to this inbox since it was made, and nothing else', async () => {
  const mail = await openMail()
  const old = mail.inbox('ann')
  await old.send({ subject: 'Old' })
  const [inbox, other] = [mail.inbox('ann'), mail.inbox()]
  await inbox.send({ subject: 'New' })
  await other.send({ subject: 'Other' })

  await inbox.clear()

  expect(await inbox.messages()).toEqual([])
  expect(subjectsOf(await mail.messages())).toEqual(['Old', 'Other'])
  await inbox.send({ subject: 'Newer' })
  expect(subjectsOf(await inbox.messages())).toEqual(['Newer'])
  await mail.clear()
  expect(await mail.messages()).toEqual([])
})

test('clear of an inbox by address deletes the mail to it', async () => {
  const mail = await openMail()
  const inbox = mail.inbox({ address: 'ann@corp.example' })
  await inbox.ready()
  await sendBy(mail.smtpUrl, { to: 'ann@corp.example' })
  await sendBy(mail.smtpUrl, { to: 'bob@corp.example' })

  await inbox.clear()

  expect(await mail.messages()).toHaveLength(1)
})

test('a signal ends a wait with its own reason, before and during it', async () => {
  const inbox = await openInbox()
  const stopping = new AbortController()
  const reason = new Error('The test is over.')
  const { signal } = stopping
  const waits = [
    inbox.waitFor('never', { signal, timeout: 60_000 }),
    inbox.waitForCount(2, 'never', { signal, timeout: 60_000 }),
    inbox.waitForAll(['never'], { signal, timeout: 60_000 }),
    inbox.expectNone('never', { signal, within: 60_000 }),
  ].map(failureOf)

  stopping.abort(reason)

  expect(await Promise.all(waits)).toEqual([reason, reason, reason, reason])
  expect(await failureOf(inbox.waitFor('never', { signal }))).toBe(reason)
})

test('closing an inbox ends its waits, and what is asked of it afterwards says so', async () => {
  const inbox = await openInbox()
  const waiting = failureOf(inbox.waitFor('never', { timeout: 60_000 }))

  await inbox.close()

  const sentence = `This inbox (${inbox.address}) is closed: make another with mail.inbox(), one for each test.`
  expect((await waiting).message).toBe(sentence)
  for (const asked of [
    inbox.waitFor(),
    inbox.messages(),
    inbox.expectNone(),
    inbox.clear(),
    inbox.send({}),
    inbox.deliver('Subject: x\r\n\r\n'),
    inbox.fail({ stage: 'rcpt', code: 451 }),
  ]) {
    expect((await failureOf(asked)).message).toBe(sentence)
  }
  await inbox.close()
})

test('closing a Mailmitt ends the waits of all of its inboxes', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  const waits = [
    inbox.waitFor('never', { timeout: 60_000 }),
    mail.waitFor('x', { timeout: 60_000 }),
  ]
  const failures = Promise.all(waits.map(failureOf))

  await mail.close()

  expect((await failures).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^This inbox .* is closed/),
    expect.stringMatching(/^This Mailmitt is closed/),
  ])
  expect(() => mail.inbox()).toThrow('Mailmitt is closed')
})

test('a wait takes as long as the call says, else the inbox, else the Mailmitt, else the environment', async () => {
  vi.stubEnv('MAILMITT_TIMEOUT', '3')
  onTestFinished(() => void vi.unstubAllEnvs())
  const byEnvironment = (await openMail()).inbox()
  const mail = await openMail({ timeout: 2 })
  const waited = async (wait: Promise<unknown>) => (await failureOf(wait)).name

  expect(await waited(byEnvironment.waitFor())).toBe('WaitTimeoutError')
  expect(await waited(mail.waitFor())).toBe('WaitTimeoutError')
  expect(await waited(mail.inbox({ timeout: 1 }).waitFor())).toBe('WaitTimeoutError')
  expect(await waited(mail.inbox({ timeout: 60_000 }).waitFor({}, { timeout: 0 }))).toBe(
    'WaitTimeoutError',
  )
  vi.stubEnv('MAILMITT_TIMEOUT', '4s')
  await expect(openMail()).rejects.toThrow('MAILMITT_TIMEOUT is a number of milliseconds, not 4s.')
  vi.stubEnv('MAILMITT_TIMEOUT', '')
  for (const timeout of [-1, Number.NaN, Infinity, '5' as unknown as number]) {
    await expect(mail.waitFor({}, { timeout })).rejects.toThrow('number of milliseconds')
    await expect(openMail({ timeout })).rejects.toThrow('number of milliseconds')
  }
})
