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

test.describe('with room for the sidebar', () => {
  test.use({ viewport: { width: 1280, height: 800 } })

  test('it has the inboxes with their unread mail, and keeps up', async ({ inbox, page }) => {
    const places = page.getByRole('navigation', { name: 'Mailboxes' })
    const checkout = places.getByRole('link', { name: /checkout/ })
    await expect(checkout).toHaveText(/checkout\s+1\sunread/)

    await inbox.send({ subject: 'Again', to: 'bob@checkout.inbox.test' })
    await expect(checkout).toHaveText(/checkout\s+2\sunread/)
    await inbox.row('Again').click()
    await expect(checkout).toHaveText(/checkout\s+1\sunread/)

    await inbox.send({ subject: 'Elsewhere', to: 'bob@blog.inbox.test' })
    await expect(places.getByRole('link', { name: /blog/ })).toHaveText(/blog\s+1\sunread/)
  })

  test('an inbox goes with its last message, unless one is in it', async ({ inbox, page }) => {
    const places = page.getByRole('navigation', { name: 'Mailboxes' })
    await places.getByRole('link', { name: /checkout/ }).click()
    await expect(inbox.rows()).toHaveCount(1)

    await fetch(new URL('api/v1/inboxes/checkout', inbox.url), { method: 'DELETE' })

    await expect(page.getByText('Nothing matches.')).toBeVisible()
    await expect(places.getByRole('link', { name: /checkout/ })).toHaveAttribute(
      'aria-current',
      'page',
    )
    await places.getByRole('link', { name: /All mail/ }).click()
    await expect(places.getByRole('link', { name: /checkout/ })).toHaveCount(0)
  })

  test('it has the tags, and a click on one is a search for it', async ({ inbox, page }) => {
    const places = page.getByRole('navigation', { name: 'Mailboxes' })
    await inbox.send({ subject: 'About money', to: 'ann+billing@example.com' })

    await places.getByRole('link', { name: 'billing' }).click()

    await expect(page).toHaveURL(`${inbox.url}search?q=tag%3Abilling`)
    await expect(inbox.rows()).toHaveCount(1)
    await expect(inbox.row('About money')).toContainText('billing')
    await expect(page.getByRole('heading', { name: 'billing' })).toBeVisible()
    await expect(places.getByRole('link', { name: 'billing' })).toHaveAttribute(
      'aria-current',
      'page',
    )
  })

  test('a tag of a message leads where the sidebar does, which marks it', async ({
    inbox,
    page,
  }) => {
    const places = page.getByRole('navigation', { name: 'Mailboxes' })
    await inbox.send({ subject: 'Spaced', to: 'ann+two words@example.com' })
    await inbox.send({ subject: 'About money', to: 'ann+billing@example.com' })
    await inbox.row('About money').click()
    const ofMessage = page.getByRole('list', { name: 'Tags of this message' })

    await ofMessage.getByRole('link', { name: 'billing' }).click()

    await expect(page).toHaveURL(`${inbox.url}search?q=tag%3Abilling`)
    await expect(places.getByRole('link', { name: 'billing' })).toHaveAttribute(
      'aria-current',
      'page',
    )
    await expect(inbox.rows()).toHaveCount(1)
  })

  test('a tag or an inbox that is written by hand is marked as well, in any case', async ({
    inbox,
    page,
  }) => {
    const places = page.getByRole('navigation', { name: 'Mailboxes' })
    const box = page.getByRole('combobox', { name: 'Search mail' })
    const current = places.locator('[aria-current="page"]')
    await inbox.send({ subject: 'About money', to: 'ann+Billing@example.com' })

    await box.fill('tag:"BILLING"')
    await expect(current).toHaveText(/Billing/)
    await box.fill('inbox:Checkout')
    await expect(current).toHaveText(/checkout/)
    await expect(inbox.rows()).toHaveCount(1)
    await box.fill('inbox:checkout is:read')
    await expect(current).toHaveCount(0)
  })

  test('an address with quotes and spaces in it finds its mail', async ({ inbox, page }) => {
    await inbox.send({
      subject: 'Odd sender',
      from: { name: '', address: '"odd (one) \\\\ more"@a.test' },
    })
    await inbox.row('Odd sender').click()

    const message = page.getByRole('region', { name: 'Message', exact: true })
    await message.getByRole('link', { name: /odd/ }).click()

    await expect(page).toHaveURL(/search\?q=from%3A/)
    await expect(inbox.rows()).toHaveText([/Odd sender/])
  })
})
