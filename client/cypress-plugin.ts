import type { Inbox, InboxOptions } from './mail/inbox.ts'
import type { SilenceSettings, WaitSettings } from './mail/received-mail.ts'
import type { PlainCriteria } from './runners/plain-criteria.ts'
import { fromPlainCriteria } from './runners/plain-criteria.ts'
import { toPlainMessage } from './runners/plain-message.ts'
import type { PlainMessage } from './runners/plain-message.ts'
import { createSharedMailmitt } from './runners/shared-mailmitt.ts'

/** What the commands of `mailmitt/cypress` ask of Cypress's own process. */
export interface MailTasks {
  'mailmitt:inbox': (options: InboxOptions | null) => Promise<PlainInbox>
  'mailmitt:wait': (asked: AskedMail) => Promise<PlainMessage>
  'mailmitt:none': (asked: AskedSilence) => Promise<null>
  'mailmitt:close': (key: string) => Promise<null>
}

export interface PlainInbox {
  readonly key: string
  readonly address: string
  readonly smtpUrl: string
  readonly url: string
}

export interface AskedMail {
  readonly key: string
  readonly criteria: PlainCriteria
  readonly settings: Pick<WaitSettings, 'timeout'>
}

export interface AskedSilence {
  readonly key: string
  readonly criteria: PlainCriteria
  readonly settings: Pick<SilenceSettings, 'within'>
}

/** A part of what `setupNodeEvents` is given. */
export interface PluginEvents {
  (event: 'task', tasks: MailTasks): void
  (event: 'after:run', callback: () => Promise<void>): void
}

/** In `setupNodeEvents(on)` of the Cypress configuration: `setupMailmitt(on)`. */
export function setupMailmitt(on: PluginEvents): void {
  const shared = createSharedMailmitt()
  const inboxes = new Map<string, Inbox>()

  function inboxOf(key: string): Inbox {
    const inbox = inboxes.get(key)
    if (inbox) return inbox
    throw new Error('This inbox is closed: make one with cy.mailInbox() in each test.')
  }

  on('task', {
    async 'mailmitt:inbox'(options) {
      const inbox = (await shared.open()).inbox(options ?? {})
      await inbox.ready()
      const key = `${inboxes.size}`
      inboxes.set(key, inbox)
      return { key, address: inbox.address, smtpUrl: inbox.smtpUrl, url: inbox.url }
    },
    async 'mailmitt:wait'({ key, criteria, settings }) {
      const message = await inboxOf(key).waitFor(fromPlainCriteria(criteria), settings)
      return toPlainMessage(message)
    },
    async 'mailmitt:none'({ key, criteria, settings }) {
      await inboxOf(key).expectNone(fromPlainCriteria(criteria), settings)
      return null
    },
    async 'mailmitt:close'(key) {
      await inboxOf(key).close()
      return null
    },
  })
  on('after:run', () => shared.close())
}
