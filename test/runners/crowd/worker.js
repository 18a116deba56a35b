import { createTransport } from 'nodemailer'
import { expect } from 'vitest'
import { test } from 'mailmitt/vitest'

/** The tests of one worker. Every test sends the same subjects as all others, so that only inboxes tell them apart. */
export function defineTests(worker, count) {
  for (let number = 0; number < count; number += 1) {
    test(`${worker}.${number} is sent its own mail only`, async ({ inbox, mailmitt }) => {
      const own = `${worker}.${number}`
      const app = createTransport(inbox.smtpUrl)
      const shared = createTransport(mailmitt.smtpUrl)
      const mail = { from: 'shop@example.com', to: inbox.address, subject: 'Welcome' }
      const waiting = inbox.waitForAll([{ subject: /^welcome/i, text: own }, 'Receipt'])
      // What fails first is told: the wait is looked at below.
      waiting.catch(() => undefined)

      await app.sendMail({ ...mail, text: `For ${own}, by user` })
      await shared.sendMail({ ...mail, subject: 'Receipt', text: `For ${own}, by recipient` })

      const found = await waiting
      expect(found.map(({ text }) => text.trim())).toEqual([
        `For ${own}, by user`,
        `For ${own}, by recipient`,
      ])
      expect(await inbox.messages()).toHaveLength(2)
      await inbox.expectNone('Bye', { within: 1 })
      app.close()
      shared.close()
    })
  }
}
