import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

test('new mail is on the screen without a reload, unread, and counted in the title', async ({
  inbox,
  page,
}) => {
  await inbox.open()
  await expect(page.getByRole('heading', { name: 'Waiting for mail' })).toBeVisible()

  await inbox.send({ subject: 'Welcome aboard', to: 'jane@example.com' })

  await expect(inbox.row('Welcome aboard')).toBeVisible()
  await expect(inbox.row('Welcome aboard')).toContainText('jane@example.com')
  await expect(inbox.row('Welcome aboard')).toContainText('Unread.')
  await expect(page).toHaveTitle('(1) Mailmitt')
  await expect(page.locator('[aria-live="polite"]')).toHaveText('New message: Welcome aboard')
})

test('the icon of the tab has the number of unread messages on it', async ({ inbox, page }) => {
  await inbox.open()
  const icon = page.locator('link[rel="icon"]')
  await expect(icon).toHaveAttribute('href', './favicon.svg')

  await inbox.send({ subject: 'One' })
  await inbox.send({ subject: 'Two' })
  await expect(icon).toHaveAttribute('href', /^data:image\/svg\+xml,.*%3E2%3C%2Ftext%3E/)
  await inbox.row('One').click()
  await expect(icon).toHaveAttribute('href', /%3E1%3C%2Ftext%3E/)
  await inbox.row('Two').click()
  await expect(icon).toHaveAttribute('href', './favicon.svg')
})

test('a click opens a message and marks it read, here and on the server', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Receipt', text: 'Thank you.\nhttps://shop.example/receipt' })
  await inbox.open()

  await inbox.row('Receipt').click()

  await expect(inbox.subject()).toHaveText('Receipt')
  await expect(page.getByRole('tabpanel')).toContainText('Thank you.')
  await expect(page.getByRole('tabpanel').getByRole('link')).toHaveAttribute('target', '_blank')
  await expect(inbox.row('Receipt')).not.toContainText('Unread.')
  await expect(page).toHaveTitle('Receipt · Mailmitt')
  expect(await inbox.ask('api/v1/messages')).toMatchObject({ unread: 0 })
})

test('the newest is on top, and the reader of an older one keeps the place', async ({
  inbox,
  page,
}) => {
  for (let number = 1; number <= 40; number += 1) await inbox.send({ subject: `Mail ${number}.` })
  await inbox.open()
  await expect(inbox.rows().first()).toContainText('Mail 40.')
  await page.getByRole('list', { name: 'Messages' }).hover()
  await page.mouse.wheel(0, 900)
  await expect(inbox.row('Mail 26.')).toBeInViewport()
  const before = await inbox.row('Mail 26.').boundingBox()

  for (const number of [41, 42, 43]) await inbox.send({ subject: `Mail ${number}.` })

  await expect(page.getByRole('button', { name: '3 new' })).toBeVisible()
  expect((await inbox.row('Mail 26.').boundingBox())?.y).toBe(before?.y)
  await page.getByRole('button', { name: '3 new' }).click()
  await expect(inbox.row('Mail 43.')).toBeInViewport()
  await expect(page.getByRole('button', { name: '3 new' })).toBeHidden()
})

test('sends sample messages of every kind', async ({ inbox, page }) => {
  await inbox.open()

  await page.getByRole('button', { name: 'Send sample messages' }).click()

  await expect(inbox.rows()).toHaveCount(6)
  await inbox.row('receipt').click()
  const attachments = page.getByRole('list', { name: 'Attachments' })
  await expect(attachments.getByRole('listitem')).toHaveCount(2)
})

test('the empty inbox shows where to point an app at', async ({ inbox, page, program }) => {
  await inbox.open()

  await expect(page.getByText(`smtp://localhost:${program.smtpPort}`)).toBeVisible()
  for (const [name, line] of [
    ['Nodemailer', `port: ${program.smtpPort},`],
    ['Laravel', `MAIL_PORT=${program.smtpPort}`],
    ['Django', `EMAIL_PORT = ${program.smtpPort}`],
    ['Rails', `port: ${program.smtpPort},`],
    ['Spring Boot', `spring.mail.port=${program.smtpPort}`],
    ['ASP.NET', `"localhost", ${program.smtpPort}`],
    ['Go', `"localhost:${program.smtpPort}"`],
    ['PHP', `$mail->Port = ${program.smtpPort};`],
    ['curl', `smtp://localhost:${program.smtpPort}`],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click()
    await expect(page.locator('pre')).toContainText(line)
  }
})
