import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { createInbox } from './support/inbox-test.ts'
import { startProgram } from './support/program.ts'

const users = path.join(tmpdir(), `mailmitt-users-${process.pid}`)
test.beforeAll(() => writeFileSync(users, 'ann:secret'))
test.afterAll(() => rmSync(users))
const names = 'sans:mail.test'

for (const [name, args] of [
  ['HTTP', []],
  ['HTTPS', ['--ui-tls-cert', names, '--ui-tls-key', names, '--webroot', 'mail']],
] as const) {
  test(`who has the password sees mail come, over ${name}`, async ({ browser }) => {
    const program = await startProgram({ args: ['--ui-auth-file', users, ...args] })
    const context = await browser.newContext({
      httpCredentials: { username: 'ann', password: 'secret' },
      ignoreHTTPSErrors: true,
    })
    const page = await context.newPage()
    const inbox = createInbox(page, program)

    await inbox.open()
    await expect(page.getByRole('heading', { name: 'Waiting for mail' })).toBeVisible()
    await inbox.send({ subject: 'Welcome aboard' })

    await expect(inbox.row('Welcome aboard')).toBeVisible()
    await context.close()
    await program.stop()
  })
}

test('without the password there is nothing to see', async ({ browser }) => {
  const program = await startProgram({ args: ['--ui-auth-file', users] })
  const context = await browser.newContext({
    httpCredentials: { username: 'ann', password: 'wrong' },
  })
  const page = await context.newPage()

  const answer = await page.goto(program.url)

  expect(answer?.status()).toBe(401)
  await context.close()
  await program.stop()
})

test('a label is in the title, and no button deletes all where it is hidden', async ({ page }) => {
  const program = await startProgram({ args: ['--label', 'Staging', '--hide-delete-all-button'] })
  const inbox = createInbox(page, program)
  await inbox.send({ subject: 'Welcome aboard' })

  await inbox.open()

  await expect(page).toHaveTitle('(1) Staging · Mailmitt')
  await expect(inbox.row('Welcome aboard')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete all messages' })).toHaveCount(0)
  await program.stop()
})
