const { signUp } = require('./app.cjs')
const { useMailmitt } = require('mailmitt/jest')

const mail = useMailmitt()

test('the mail of a sign-up is received and read', async () => {
  const { inbox } = mail
  await signUp(inbox)

  const welcome = await inbox.waitFor({ subject: /welcome/i })

  expect(welcome.code()).toMatch(/^\d{6}$/)
  expect(welcome.link(/confirm/)).toContain('https://shop.example/confirm')
  expect(await welcome.attachments['invoice.pdf'].text()).toBe('PDF')
  await expect(inbox).toHaveReceived({ subject: 'Welcome', attachments: ['invoice.pdf'] })
  await expect(welcome).toMatchMessage({ from: 'shop@example.com', code: true })
  expect(welcome).toMatchMailSnapshot()
})

test('another test sees none of it', async () => {
  await expect(mail.inbox).not.toHaveReceived()
})

test('a failure explains itself', async () => {
  await signUp(mail.inbox)

  const failing = expect(mail.inbox).toHaveReceived({ subject: 'Receipt' }, { timeout: 100 })

  await expect(failing).rejects.toThrow(/subject "Receipt" \(is "Welcome, Ann"\)/)
})
