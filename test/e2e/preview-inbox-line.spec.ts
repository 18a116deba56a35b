import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

test('shows sender, subject and preheader as the lists of mail clients do, if asked to', async ({
  inbox,
  page,
}) => {
  await inbox.send({
    from: 'Northwind <no-reply@northwind.example>',
    subject: 'Your order is on its way',
    html: `<div style="display:none">Arrives on Friday${'&zwnj;&nbsp;'.repeat(120)}</div><h1>Hello</h1>`,
  })
  await inbox.open('view/latest')
  const asInInbox = page.getByRole('region', { name: 'As in an inbox' })
  await expect(asInInbox).toBeHidden()

  await page.getByRole('button', { name: 'As in an inbox' }).click()

  await expect(asInInbox.getByText('Northwind')).toHaveCount(2)
  await expect(asInInbox.getByText('Your order is on its way')).toHaveCount(2)
  await expect(asInInbox.getByText('Arrives on Friday', { exact: true })).toHaveCount(2)
  await expect(asInInbox).toContainText('Preheader: text that the mail hides')
  await page.reload()
  await expect(asInInbox).toBeVisible()
  await page.getByRole('button', { name: 'As in an inbox' }).click()
  await expect(asInInbox).toBeHidden()
})

test('without a preheader the first words stand there, without words the subject alone', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Picture', html: '<img src="data:,">' })
  await inbox.send({ subject: 'Words', html: '<p>View in browser</p><p>Hello</p>' })
  await inbox.open('view/latest')
  await page.getByRole('button', { name: 'As in an inbox' }).click()
  const asInInbox = page.getByRole('region', { name: 'As in an inbox' })
  await expect(asInInbox).toContainText('View in browser Hello')
  await expect(asInInbox).toContainText('Preheader: the first words of the mail')

  await page.keyboard.press('j')

  await expect(asInInbox).toContainText('No words: a list shows the subject alone')
})

test('a mail that Gmail clips says so, to the byte', async ({ inbox, page }) => {
  // The line end of the last line is two bytes of the HTML too.
  await inbox.send({ subject: 'Over', html: `<p>${'x'.repeat(102_396)}` })
  await inbox.send({ subject: 'Up to', html: `<p>${'x'.repeat(102_395)}` })
  await inbox.open('view/latest')
  await expect(page.frameLocator('iframe').locator('p')).toBeVisible()
  await expect(page.getByText('Gmail clips')).toBeHidden()

  await page.keyboard.press('j')

  await expect(inbox.subject()).toHaveText('Over')
  await expect(page.getByText('102,401 bytes of HTML: Gmail clips it at 102,400')).toBeVisible()
})
