import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

function followButton(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('button', { name: 'Follow new mail' })
}

test('f follows: what comes in opens by itself, also after a reload, until f again', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Before' })
  await inbox.open()
  await inbox.row('Before').waitFor()

  await page.keyboard.press('f')
  await expect(followButton(page)).toHaveAttribute('aria-pressed', 'true')
  await inbox.send({ subject: 'First' })
  await expect(inbox.subject()).toHaveText('First')
  await expect(inbox.row('First')).toHaveAttribute('aria-current', 'true')
  await page.reload()
  await expect(inbox.subject()).toHaveText('First')
  await inbox.send({ subject: 'Second' })
  await expect(inbox.subject()).toHaveText('Second')

  await page.keyboard.press('f')
  await inbox.send({ subject: 'Third' })
  await expect(inbox.row('Third')).toContainText('Unread.')
  await expect(inbox.subject()).toHaveText('Second')
  // One step of the history, however many have opened.
  await page.goBack()
  await expect(page).toHaveURL(inbox.url)
})

test('the very first message opens by itself', async ({ inbox, page }) => {
  await inbox.open()
  await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()
  await page.keyboard.press('f')

  await inbox.send({ subject: 'The first' })

  await expect(inbox.subject()).toHaveText('The first')
})

test('nothing opens while the reader types, selects or is asked something', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Reading this', text: 'A long sentence to select.' })
  await inbox.open()
  await inbox.row('Reading this').click()
  await expect(inbox.subject()).toHaveText('Reading this')
  await page.keyboard.press('f')

  await page.getByRole('combobox', { name: 'Search mail' }).focus()
  await inbox.send({ subject: 'While typing' })
  await inbox.row('While typing').waitFor()
  await page.getByRole('combobox', { name: 'Search mail' }).blur()

  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await inbox.send({ subject: 'While asked' })
  await expect(page.locator('[aria-live="polite"]')).toHaveText('New message: While asked')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  await page.getByRole('tabpanel').getByText('A long sentence').selectText()
  await inbox.send({ subject: 'While marking' })
  await inbox.row('While marking').waitFor()
  await page.evaluate(() => document.getSelection()?.empty())

  await page.keyboard.press('x')
  await inbox.send({ subject: 'While selecting' })
  await inbox.row('While selecting').waitFor()
  await page.keyboard.press('Escape')

  await expect(inbox.subject()).toHaveText('Reading this')
  await inbox.send({ subject: 'Free again' })
  await expect(inbox.subject()).toHaveText('Free again')
  expect(await inbox.ask('api/v1/messages')).toMatchObject({ total: 6, unread: 4 })
})

test('only what the list shows opens, and nothing over the sessions', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Shop 1', to: 'ann@checkout.inbox.test' })
  await inbox.open('inbox/checkout')
  await inbox.row('Shop 1').waitFor()
  await page.keyboard.press('f')

  await inbox.send({ subject: 'Elsewhere', to: 'ann@blog.inbox.test' })
  await inbox.send({ subject: 'Shop 2', to: 'ann@checkout.inbox.test' })
  await expect(inbox.subject()).toHaveText('Shop 2')
  await expect(page).toHaveURL(/\/view\/[0-9A-Za-z]{22}\?inbox=checkout$/)

  await inbox.open('sessions')
  await page.getByRole('list', { name: 'Sessions' }).waitFor()
  await inbox.send({ subject: 'Behind the sessions' })
  await expect(page).toHaveTitle('(3) Sessions · Mailmitt')
  await expect(page).toHaveURL(`${inbox.url}sessions`)
  // Going to another list is no arrival of mail.
  await page.getByRole('link', { name: 'All mail 4' }).click()
  await expect(inbox.rows()).toHaveCount(4)
  await expect(page.getByText('Select a message to read it.')).toBeVisible()
})

test('while nobody sees the page nothing is read; then the last one opens', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Before' })
  await inbox.open()
  await inbox.row('Before').waitFor()
  await page.keyboard.press('f')
  const show = (isHidden: boolean): Promise<void> =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)

  await show(true)
  await inbox.send({ subject: 'Unseen 1' })
  await inbox.send({ subject: 'Unseen 2' })
  await expect(page).toHaveTitle('(3) Mailmitt')
  await expect(page.getByText('Select a message to read it.')).toBeVisible()
  await show(false)

  await expect(inbox.subject()).toHaveText('Unseen 2')
  await expect(inbox.row('Unseen 1')).toContainText('Unread.')
})
