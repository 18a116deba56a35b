import { sendBy } from '../support/sdk.ts'
import { startMailmitt } from '../support/start-mailmitt.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { MailTasks, PlainInbox } from '../../client/cypress-plugin.ts'
import { setupMailmitt } from '../../client/cypress-plugin.ts'
import type { RemoteMessage } from '../../client/runners/plain-message.ts'

type Command = (...args: unknown[]) => Promise<unknown>

/** As much of Cypress as `mailmitt/cypress` sees: its tasks run elsewhere, so what they exchange is JSON. */
async function start() {
  const { url } = await startMailmitt()
  vi.stubEnv('MAILMITT_URL', url)
  let tasks: Partial<Record<string, (argument: unknown) => Promise<unknown>>> = {}
  let afterRun = () => Promise.resolve()
  setupMailmitt((event: string, given: MailTasks | (() => Promise<void>)) => {
    if (typeof given === 'function') afterRun = given
    else tasks = given as unknown as typeof tasks
  })
  const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown
  const commands = new Map<string, Command>()
  vi.stubGlobal('Cypress', {
    Commands: { add: (name: string, command: Command) => commands.set(name, command) },
  })
  vi.stubGlobal('cy', {
    task: async (name: string, argument: unknown) => json(await tasks[name]?.(json(argument))),
  })
  onTestFinished(async () => {
    await afterRun()
    vi.unstubAllGlobals()
    vi.unstubAllEnvs()
    vi.resetModules()
  })
  await import('../../client/cypress.ts')
  return async function run<T>(name: string, ...args: unknown[]): Promise<T> {
    return (await commands.get(name)?.(...args)) as T
  }
}

test('a Cypress test waits for its mail, reads it, and sees no other', async () => {
  const run = await start()
  const inbox = await run<PlainInbox>('mailInbox')
  const other = await run<PlainInbox>('mailInbox')
  await sendBy(inbox.smtpUrl, {
    to: inbox.address,
    subject: 'Welcome',
    text: 'Your code is 482913. https://shop.example/confirm',
  })

  const mail = await run<RemoteMessage>('waitForMail', inbox, { subject: /^WELCOME/i })

  expect(mail).toMatchObject({ subject: 'Welcome', from: { address: 'shop@example.com' } })
  expect([mail.code(), mail.link(/confirm/)]).toEqual(['482913', 'https://shop.example/confirm'])
  await run('expectNoMail', inbox, 'Bye', { within: 1 })
  await run('expectNoMail', other, undefined, { within: 1 })
  await expect(run('expectNoMail', inbox, undefined, { within: 1 })).rejects.toThrow(
    /although none/,
  )
  await expect(run('waitForMail', inbox, 'Bye', { timeout: 1 })).rejects.toThrow(/is "Welcome"/)
})

test('an inbox by address, and criteria that Cypress cannot take', async () => {
  const run = await start()
  const inbox = await run<PlainInbox>('mailInbox', { address: 'ann@corp.example' })
  await sendBy(inbox.smtpUrl, { to: 'Ann@corp.example', subject: 'Hello' })

  expect((await run<RemoteMessage>('waitForMail', inbox)).subject).toBe('Hello')
  await expect(run('waitForMail', inbox, () => true)).rejects.toThrow('`where` cannot be used here')
})

test('tests that use an inbox of an earlier run are told', async () => {
  const run = await start()

  await expect(run('waitForMail', { key: '99' })).rejects.toThrow('make one with cy.mailInbox()')
})
