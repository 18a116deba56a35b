import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

test('searches while typing, and the address says what for', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Invoice 7' })
  await inbox.send({ subject: 'Welcome' })
  await inbox.open()
  await inbox.row('Welcome').waitFor()

  await page.keyboard.press('/')
  await page.keyboard.type('subject:invoice')

  await expect(inbox.rows()).toHaveCount(1)
  await expect(inbox.row('Invoice 7')).toBeVisible()
  await expect(page).toHaveURL(/\/search\?q=subject%3Ainvoice$/)
  await page.reload()
  await expect(inbox.rows()).toHaveCount(1)
  await expect(page.getByRole('combobox', { name: 'Search mail' })).toHaveValue('subject:invoice')
})

test('a query that is not one says why, and keeps the last results', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Invoice 7' })
  await inbox.send({ subject: 'Welcome' })
  await inbox.open('search?q=invoice')
  await expect(inbox.rows()).toHaveCount(1)

  await page.getByRole('combobox', { name: 'Search mail' }).fill('subject:"oops')

  await expect(page.getByRole('alert')).toContainText('quote')
  await expect(inbox.row('Invoice 7')).toBeVisible()
})

test('mail that matches appears in a search, and only that', async ({ inbox, page }) => {
  await inbox.open('search?q=invoice')
  await expect(page.getByText('Nothing matches.')).toBeVisible()

  await inbox.send({ subject: 'Welcome' })
  await inbox.send({ subject: 'Invoice 8' })

  await expect(inbox.row('Invoice 8')).toBeVisible()
  await expect(inbox.rows()).toHaveCount(1)
})

test('an inbox is a list of its own', async ({ inbox, page }) => {
  await inbox.send({ subject: 'For checkout', to: 'bob@checkout.inbox.test' })
  await inbox.send({ subject: 'For nobody', to: 'bob@example.com' })
  await inbox.open()

  const places = page.getByRole('navigation', { name: 'Mailboxes' })
  await places.getByRole('link', { name: 'checkout' }).click()

  await expect(page).toHaveURL(/\/inbox\/checkout$/)
  await expect(inbox.rows()).toHaveCount(1)
  await expect(inbox.row('For checkout')).toBeVisible()
})

test('deletes what a search shows, and leaves the rest', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Invoice 7' })
  await inbox.send({ subject: 'Welcome' })
  await inbox.open('search?q=invoice')

  await page.getByRole('button', { name: 'Delete all that match' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete all' }).click()

  await expect(page.getByText('Nothing matches.')).toBeVisible()
  await page.getByRole('link', { name: 'All mail', exact: false }).first().click()
  await expect(inbox.row('Welcome')).toBeVisible()
  await expect(inbox.rows()).toHaveCount(1)
})
