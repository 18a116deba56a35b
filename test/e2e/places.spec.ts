import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

test.use({ viewport: { width: 800, height: 800 } })

test.beforeEach(async ({ inbox }) => {
  await inbox.send({ subject: 'For the shop', to: 'bob@checkout.inbox.test' })
  await inbox.send({ subject: 'For nobody' })
  await inbox.open()
  await inbox.row('For nobody').waitFor()
})

test('without room for the sidebar, its places are behind the title of the list', async ({
  inbox,
  page,
}) => {
  await page.getByRole('button', { name: 'All mail' }).click()
  const places = page.getByRole('navigation', { name: 'Mailboxes' })
  await expect(places.getByRole('link')).toHaveText([/All mail/, /Unread/, /Sessions/, /checkout/])
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await places.getByRole('link', { name: 'checkout' }).click()

  await expect(page).toHaveURL(`${inbox.url}inbox/checkout`)
  await expect(inbox.rows()).toHaveCount(1)
  await expect(places).toBeHidden()
  await expect(page.getByRole('button', { name: 'checkout' })).toBeFocused()
})

test('the places close with Escape, which leaves the message open, and with a click elsewhere', async ({
  inbox,
  page,
}) => {
  await inbox.row('For nobody').click()
  await expect(inbox.subject()).toHaveText('For nobody')
  const places = page.getByRole('navigation', { name: 'Mailboxes' })
  const button = page.getByRole('button', { name: 'All mail' })

  await button.press('Enter')
  await expect(places).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(places).toBeHidden()
  await expect(button).toBeFocused()
  await expect(inbox.subject()).toBeVisible()

  await button.click()
  await expect(places).toBeVisible()
  await inbox.subject().click()
  await expect(places).toBeHidden()
})
