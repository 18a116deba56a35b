import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { startMailmitt } from '../../../client/index.ts'

test('a test waits for its mail, and reads it', async () => {
  await using mail = await startMailmitt()
  const inbox = mail.inbox()
  const app = createTransport(inbox.smtpUrl)

  await app.sendMail({
    from: 'Shop <shop@example.com>',
    to: inbox.address,
    subject: 'Welcome, Ann',
    text: 'Your code is 482913.',
    html: '<p>Your code is <b>482913</b>.</p><a class="button" href="https://x.example/confirm?t=1">Confirm</a>',
    attachments: [{ filename: 'invoice.pdf', content: 'PDF' }],
  })
  const welcome = await inbox.waitFor({ subject: /welcome/i, attachments: ['invoice.pdf'] })

  expect(welcome.code()).toBe('482913')
  expect(welcome.link(/confirm/)).toBe('https://x.example/confirm?t=1')
  expect(welcome.$('a.button').text).toBe('Confirm')
  expect(await welcome.attachments['invoice.pdf']?.text()).toBe('PDF')
  console.log(
    await inbox
      .waitFor({ subject: /bye/i, to: 'nobody@x.test' }, { timeout: 200 })
      .catch((e: Error) => e.message),
  )
  const other = mail.inbox()
  console.log(await other.waitFor('Hello', { timeout: 200 }).catch((e: Error) => e.message))
  await inbox.expectNone({ subject: 'Bye' }, { within: 100 })
  console.log(await inbox.expectNone().catch((e: Error) => e.message))
})
