import { expect } from 'vitest'
import { test } from 'mailmitt/vitest'
import { signUp } from './app.js'

test('the mail of a sign-up is received and read', async ({ inbox }) => {
  await signUp(inbox)

  const welcome = await inbox.waitFor({ subject: /welcome/i })

  expect(welcome.code()).toMatch(/^\d{6}$/)
  expect(welcome.link(/confirm/)).toContain('https://shop.example/confirm')
  await expect(inbox).toHaveReceived({ subject: 'Welcome', attachments: ['invoice.pdf'] })
  await expect(welcome).toMatchMessage({ from: 'shop@example.com', code: true })
  expect(welcome).toMatchMailSnapshot()
})

test('another test sees none of it', async ({ inbox }) => {
  await expect(inbox).not.toHaveReceived()
})

test('a failure explains itself', async ({ inbox }) => {
  await signUp(inbox)

  const failing = expect(inbox).toHaveReceived({ subject: 'Receipt' }, { timeout: 100 })

  await expect(failing).rejects.toThrow(/subject "Receipt" \(is "Welcome, Ann"\)/)
  await expect(expect(inbox).not.toHaveReceived('Welcome')).rejects.toThrow(/although none/)
})
