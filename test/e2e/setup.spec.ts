import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import { sendLetter } from './support/inbox-test.ts'

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
