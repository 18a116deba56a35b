import { test } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { createTransport } from 'nodemailer'
import { startProgram } from './program.ts'
import type { Program } from './program.ts'

export interface Letter {
  readonly from?: string | { name: string; address: string }
  readonly to?: string | string[]
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly attachments?: { filename: string; content: string | Buffer; cid?: string }[]
  readonly envelope?: { from: string; to: string[] }
}

/** What a person does with the inbox, and what their app does to it. */
export interface Inbox {
  readonly url: string
  open(path?: string): Promise<void>
  /** Sends over SMTP; resolves when the mail was accepted. */
  send(letter: Letter): Promise<void>
  rows(): Locator
  row(text: string): Locator
  subject(): Locator
  ask(path: string): Promise<unknown>
}

interface Fixtures {
  inbox: Inbox
}

interface WorkerFixtures {
  program: Program
}

export const inboxTest = test.extend<Fixtures, WorkerFixtures>({
  program: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern.
    async ({}, use) => {
      const program = await startProgram()
      await use(program)
      await program.stop()
    },
    { scope: 'worker' },
  ],
  inbox: async ({ page, program }, use) => {
    await fetch(new URL('api/v1/messages', program.url), { method: 'DELETE' })
    await use(createInbox(page, program))
  },
})

export function createInbox(page: Page, program: Program): Inbox {
  const rows = (): Locator => page.getByRole('list', { name: 'Messages' }).getByRole('listitem')
  return {
    url: program.url,
    async open(path = '') {
      await page.goto(program.url + path)
    },
    send: (letter) => sendLetter(program, letter),
    rows,
    row: (text) => rows().filter({ hasText: text }).getByRole('link'),
    subject: () => page.getByRole('region', { name: 'Message', exact: true }).getByRole('heading'),
    async ask(path) {
      const answer: unknown = await (await fetch(new URL(path, program.url))).json()
      return answer
    },
  }
}

export async function sendLetter(program: Program, letter: Letter): Promise<void> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: program.smtpPort,
    secure: false,
    ignoreTLS: true,
  })
  await transport.sendMail({
    from: 'App <app@example.com>',
    to: 'ann@example.com',
    text: letter.html === undefined ? 'A text.' : '',
    ...letter,
  })
  transport.close()
}
