import { expect, onTestFinished, test, vi } from 'vitest'
import { sendMail } from '../support/send-mail.ts'
import { startMailmittIn } from '../support/start-mailmitt.ts'
import { installCypress } from './cypress-runner.ts'

interface Summary {
  readonly ID: string
  readonly Subject: string
  readonly Read: boolean
}

interface List {
  readonly messages: readonly Summary[]
  readonly messages_count: number
  readonly unread: number
}

const used = new Set<string>()

/** cypress-mailpit as npm has it, in a runner of Cypress's commands. */
async function start() {
  const { url, smtpPort } = await startMailmittIn({ MAILMITT_UI_AUTH: 'shop:secret' })
  const { commands } = installCypress({
    MAILPIT_URL: url.replace(/\/$/, ''),
    MAILPIT_USERNAME: 'shop',
    MAILPIT_PASSWORD: 'secret',
  })
  onTestFinished(() => {
    vi.resetModules()
  })
  await import('cypress-mailpit')
  async function run<T>(name: string, ...args: unknown[]): Promise<T> {
    const command = commands.get(name)
    if (!command) throw new Error(`cypress-mailpit has no command ${name}`)
    used.add(name)
    return (await command(...args)) as T
  }
  return { run, smtpPort, commands }
}

test('mailpitSendMail, mailpitGetMail and what it asks of a mail', async () => {
  const { run } = await start()

  const { ID } = await run<Summary>('mailpitSendMail', {
    subject: 'Hello',
    attachments: [{ Content: 'aGVsbG8=', Filename: 'hello.txt', ContentType: 'text/plain' }],
  })

  const mail = await run<Summary>('mailpitGetMail')
  expect(mail).toMatchObject({ ID, Subject: 'Hello' })
  expect(await run('mailpitGetMail', ID)).toMatchObject({ ID })
  expect(await run('mailpitGetSubject', mail)).toBe('Hello')
  expect(await run('mailpitGetFromAddress', mail)).toBe('from@example.com')
  expect(await run('mailpitGetRecipientAddress', mail)).toEqual(['jane@example.com'])
  expect(await run('mailpitGetAttachments', mail)).toEqual(['hello.txt'])
  expect(await run('mailpitGetMailHTMlBody', mail)).toContain('<p>hello from mailpit</p>')
  expect(await run('mailpitGetMailTextBody', mail)).toContain('hello from mailpit')
})

test('lists and searches', async () => {
  const { run, smtpPort } = await start()
  await sendMail(smtpPort, { subject: 'Reset your password', to: 'ann@example.com' })
  await sendMail(smtpPort, { subject: 'Welcome to the shop', to: 'bob@example.com' })

  const all = await run<List>('mailpitGetAllMails')
  const page = await run<List>('mailpitGetAllMails', 1, 1)
  const bySubject = await run<List>('mailpitGetEmailsBySubject', 'Reset your password')
  const byTo = await run<List>('mailpitGetEmailsByTo', 'bob@example.com')
  const found = await run<List>('mailpitSearchEmails', 'is:unread welcome')

  expect(all.messages.map(({ Subject }) => Subject)).toEqual([
    'Welcome to the shop',
    'Reset your password',
  ])
  expect(page.messages.map(({ Subject }) => Subject)).toEqual(['Reset your password'])
  expect(bySubject).toMatchObject({ messages_count: 1 })
  expect(byTo.messages).toMatchObject([{ Subject: 'Welcome to the shop' }])
  expect(found.messages).toMatchObject([{ Subject: 'Welcome to the shop' }])
})

test('waits until there is mail, or none', async () => {
  const { run, smtpPort } = await start()
  const quick = { timeout: 4_000, interval: 20 }

  const waits = [
    run<List>('mailpitHasEmailsBySubject', 'Welcome', 0, 50, quick),
    run<List>('mailpitHasEmailsByTo', 'ann@example.com', 0, 50, quick),
    run<List>('mailpitHasEmailsBySearch', 'from:shop', 0, 50, quick),
  ]
  await sendMail(smtpPort, { subject: 'Welcome', from: 'shop@x.test', to: 'ann@example.com' })

  for (const { messages_count } of await Promise.all(waits)) expect(messages_count).toBe(1)
  for (const [name, what] of [
    ['mailpitNotHasEmailsBySubject', 'Other'],
    ['mailpitNotHasEmailsByTo', 'bob@example.com'],
    ['mailpitNotHasEmailsBySearch', 'from:nobody'],
  ] as const) {
    expect(await run<List>(name, what, 0, 50, quick)).toMatchObject({ messages_count: 0 })
  }
})

test('marks one, some and all as read and unread', async () => {
  const { run, smtpPort } = await start()
  for (const subject of ['One', 'Two', 'Three']) await sendMail(smtpPort, { subject })
  const unread = async (): Promise<number> => (await run<List>('mailpitGetAllMails')).unread
  const { messages } = await run<List>('mailpitGetAllMails')

  expect(await run('mailpitSetStatusAsRead', messages[0])).toBe('ok')
  expect(await unread()).toBe(2)
  expect(await run('mailpitSetStatusAsRead', messages.slice(0, 2))).toBe('ok')
  expect(await unread()).toBe(1)
  expect(await run('mailpitSetStatusAsUnRead', messages[0])).toBe('ok')
  expect(await unread()).toBe(2)
  expect(await run('mailpitSetAllEmailStatusAsRead')).toBe('ok')
  expect(await unread()).toBe(0)
  expect(await run('mailpitSetAllEmailStatusAsUnRead')).toBe('ok')
  expect(await unread()).toBe(3)
})

test('deletes by search and everything', async () => {
  const { run, smtpPort } = await start()
  for (const subject of ['One', 'Two', 'Three']) await sendMail(smtpPort, { subject })

  await run('mailpitDeleteEmailsBySearch', 'subject:two')
  const left = await run<List>('mailpitGetAllMails')
  await run('mailpitDeleteAllEmails')

  expect(left.messages.map(({ Subject }) => Subject)).toEqual(['Three', 'One'])
  expect(await run('mailpitGetAllMails')).toMatchObject({ total: 0, messages: [] })
})

test('every command but those for SpamAssassin has been run', async () => {
  const { commands } = await start()

  expect([...commands.keys()].filter((name) => !used.has(name)).sort()).toEqual([
    'mailpitGetMailSpamAssainSummary',
    'mailpitGetMailSpamAssassinSummary',
  ])
})
