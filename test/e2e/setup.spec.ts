import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import { sendLetter } from './support/inbox-test.ts'
import { startProgram } from './support/program.ts'

test('how to set up an app is there later as well, and remembers which app', async ({
  inbox,
  page,
  program,
}) => {
  await inbox.send({ subject: 'There is mail' })
  await inbox.open()
  await inbox.row('There is mail').waitFor()

  await page.getByRole('button', { name: 'Set up an app' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set up an app' })
  await expect(dialog).toContainText(`smtp://localhost:${program.smtpPort}`)
  await dialog.getByRole('button', { name: 'Django', exact: true }).click()
  await expect(dialog.locator('pre')).toContainText(`"port": ${program.smtpPort}`)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Set up an app' })).toBeFocused()

  await page.reload()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Set up an app' }).click()
  await expect(dialog.getByRole('button', { name: 'Django', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Settings', exact: true })).toBeFocused()
})

test('settings are copied to the byte', async ({ context, inbox, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await inbox.open()
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  const shown = await page.locator('pre').textContent()

  await page.getByRole('button', { name: 'Copy settings' }).click()

  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown)
})

test('an empty inbox says when the mail did not get through', async ({ inbox, page, program }) => {
  await inbox.open()
  await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()

  await expect(sendLetter(program, { to: 'reject-550@fault.test' })).rejects.toThrow('550')

  await page.getByRole('link', { name: /SMTP sessions? failed/ }).click()
  await expect(page).toHaveURL(`${inbox.url}sessions?failed=true`)
  await expect(page.getByRole('list', { name: 'Sessions' })).toContainText('Refused')
})

test('no password is said to be needless where the server asks for one', async ({ page }) => {
  const auth = path.join(mkdtempSync(path.join(tmpdir(), 'mailmitt-')), 'users')
  writeFileSync(auth, 'app:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n')
  const own = await startProgram({ args: ['--smtp-auth-file', auth] })
  try {
    await page.goto(own.url)
    await expect(page.getByText('Only the users of --smtp-auth-file')).toBeVisible()
    await expect(page.getByText(/No user name/)).toHaveCount(0)
    await expect(page.locator('pre')).toContainText("auth: { user: 'USER', pass: 'PASSWORD' }")
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  } finally {
    await own.stop()
  }
})

test('where anybody may send, nothing is asked for', async ({ inbox, page }) => {
  await inbox.open()

  await expect(page.getByText('No user name, password or TLS needed.')).toBeVisible()
  await expect(page.locator('pre')).not.toContainText('PASSWORD')
})
