import { expect, test } from 'mailmitt/playwright'
import { signUp } from './app.js'

test('the mail of a sign-up is received, read and seen', async ({ inbox, openMail }) => {
  await signUp(inbox)

  const welcome = await inbox.waitFor({ subject: /welcome/i })
  const page = await openMail(welcome)

  await expect(page.getByRole('link', { name: 'Confirm' })).toBeVisible()
  await expect(inbox).toHaveReceived({ subject: 'Welcome', attachments: ['invoice.pdf'] })
  await expect(welcome).toMatchMessage({ from: 'shop@example.com', code: true })
  expect(welcome).toMatchMailSnapshot('welcome.txt')
})

test('another test sees none of it', async ({ inbox }) => {
  await expect(inbox).not.toHaveReceived()
})

test.describe('an app that all tests share', () => {
  test.use({ inboxOptions: { address: 'ann@corp.example' } })

  test('tells them apart by recipient', async ({ inbox, mailmitt }) => {
    await signUp({ smtpUrl: mailmitt.smtpUrl, address: 'bob@corp.example', person: 'Bob' })
    await signUp({ smtpUrl: mailmitt.smtpUrl, address: 'Ann@corp.example' })

    expect((await inbox.next()).subject).toBe('Welcome, Ann')
    await inbox.expectNone('Bob')
  })
})
