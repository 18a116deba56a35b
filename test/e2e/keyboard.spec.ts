import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

test.beforeEach(async ({ inbox }) => {
  for (const subject of ['First', 'Second', 'Third']) {
    await inbox.send({ subject, text: `${subject} text`, html: `<p>${subject} page</p>` })
  }
  await inbox.open()
  await inbox.row('Third').waitFor()
})

test('j and k walk through the messages', async ({ inbox, page }) => {
  await page.keyboard.press('j')
  await expect(inbox.subject()).toHaveText('Third')
  await page.keyboard.press('j')
  await expect(inbox.subject()).toHaveText('Second')
  await page.keyboard.press('k')
  await expect(inbox.subject()).toHaveText('Third')
  await page.keyboard.press('k')
  await expect(inbox.subject()).toHaveText('Third')
})

test('Enter on a row opens it, Escape goes back to the row', async ({ inbox, page }) => {
  await page.getByRole('list', { name: 'Messages' }).getByRole('link').first().focus()
  await page.keyboard.press('Enter')
  await expect(inbox.subject()).toHaveText('Third')

  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(inbox.url)
  await expect(inbox.row('Third')).toBeFocused()
})

test('u marks unread, # deletes, t turns the tabs, p narrows the preview', async ({
  inbox,
  page,
}) => {
  await page.keyboard.press('j')
  await expect(inbox.subject()).toHaveText('Third')
  await page.keyboard.press('u')
  await expect(inbox.row('Third')).toContainText('Unread.')

  await page.keyboard.press('t')
  await expect(page.getByRole('tab', { name: 'Text' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('p')
  await expect(page.getByRole('tab', { name: 'Preview' })).toHaveAttribute('aria-selected', 'true')
  await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).toBe(375)

  await page.keyboard.press('#')
  await expect(inbox.subject()).toHaveText('Second')
  await expect(inbox.row('Third')).toHaveCount(0)
})

test('the tabs obey the arrow keys', async ({ inbox, page }) => {
  await inbox.row('Third').click()
  await page.getByRole('tab', { name: 'Preview' }).focus()

  await page.keyboard.press('ArrowLeft')

  await expect(page.getByRole('tab', { name: 'Session' })).toBeFocused()
  await expect(page.getByRole('tab', { name: 'Session' })).toHaveAttribute('aria-selected', 'true')
})

test('? lists the keys, and no key acts behind the dialog', async ({ inbox, page }) => {
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Next message')

  await page.keyboard.press('#')
  await page.keyboard.press('Escape')

  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(inbox.row('Third')).toBeVisible()
})

test('letters that are typed are text, not commands', async ({ inbox, page }) => {
  await page.getByRole('combobox', { name: 'Search mail' }).focus()

  await page.keyboard.type('j#u')

  await expect(page.getByRole('combobox', { name: 'Search mail' })).toHaveValue('j#u')
  expect(await inbox.ask('api/v1/messages')).toMatchObject({ total: 3, unread: 3 })
})
