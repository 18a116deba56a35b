import { expect as baseExpect, test as base } from '@playwright/test'
import type { Page, TestInfo } from '@playwright/test'
import type { CriteriaArgument } from './mail/criteria.ts'
import type { Inbox, InboxOptions } from './mail/inbox.ts'
import type { Mailmitt } from './mail/mailmitt.ts'
import type { Message } from './mail/message.ts'
import { mailSnapshot } from './mail/snapshot.ts'
import type { ReceivedSettings } from './runners/matchers.ts'
import { messageOf, toHaveReceived, toMatchMessage } from './runners/matchers.ts'
import { openMailmitt } from './runners/shared-mailmitt.ts'

export { mailSnapshot }

export interface MailFixtures {
  /** One for each test; its mail is attached to the report when the test fails. */
  inbox: Inbox
  /** `test.use({ inboxOptions: { address: 'ann@corp.example' } })` */
  inboxOptions: InboxOptions
  /** Renders a message in the page, as in a mail client: no script of it runs. */
  openMail: (message: Message) => Promise<Page>
}

export interface MailWorkerFixtures {
  /** One for each worker; the server of `MAILMITT_URL` where that is set. */
  mailmitt: Mailmitt
}

/** More than this is no help in a report. */
const attachedMax = 20

export const test = base.extend<MailFixtures, MailWorkerFixtures>({
  mailmitt: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern.
    async ({}, use) => {
      const mailmitt = await openMailmitt()
      await use(mailmitt)
      await mailmitt.close()
    },
    { scope: 'worker' },
  ],
  inboxOptions: [{}, { option: true }],
  inbox: async ({ mailmitt, inboxOptions }, use, testInfo) => {
    const inbox = mailmitt.inbox(inboxOptions)
    await inbox.ready()
    await use(inbox)
    if (testInfo.status !== testInfo.expectedStatus) await attachMail(inbox, testInfo)
    await inbox.close()
  },
  openMail: async ({ page }, use) => {
    await use(async (message) => {
      if (!message.hasHtml) {
        throw new Error(`The message "${message.subject}" has no HTML: read message.text instead.`)
      }
      await page.goto(message.viewUrl)
      return page
    })
  },
})

async function attachMail(inbox: Inbox, testInfo: TestInfo): Promise<void> {
  const messages = await inbox.messages()
  for (const message of messages.slice(-attachedMax)) {
    const body = Buffer.from(await message.raw())
    await testInfo.attach(`${message.subject || 'no subject'}.eml`, {
      body,
      contentType: 'message/rfc822',
    })
  }
}

export const expect = baseExpect.extend({
  toHaveReceived(mail: Inbox | Mailmitt, criteria?: CriteriaArgument, settings?: ReceivedSettings) {
    return toHaveReceived(this, mail, criteria, settings)
  },
  toMatchMessage: (message: Message, criteria: CriteriaArgument) =>
    toMatchMessage(message, criteria),
  toMatchMailSnapshot(message: Message, name: string = 'mail.txt') {
    if (this.isNot) throw new TypeError('toMatchMailSnapshot has no opposite: there is no .not.')
    const text = mailSnapshot(messageOf(message))
    try {
      baseExpect(text).toMatchSnapshot(name)
      return { pass: true, message: () => 'The message matches its snapshot.' }
    } catch (error) {
      return {
        pass: false,
        message: () => (error instanceof Error ? error.message : String(error)),
      }
    }
  },
})
