import { expect, test as base } from 'vitest'
import type { CriteriaArgument } from './mail/criteria.ts'
import type { Inbox } from './mail/inbox.ts'
import type { Mailmitt } from './mail/mailmitt.ts'
import { mailSnapshot } from './mail/snapshot.ts'
import type { ReceivedSettings } from './runners/matchers.ts'
import { messageOf, toHaveReceived, toMatchMessage } from './runners/matchers.ts'
import { openMailmitt } from './runners/shared-mailmitt.ts'

interface MailMatchers<R> {
  /** Waits for a message; with `.not` it watches that none comes. */
  toHaveReceived(criteria?: CriteriaArgument, settings?: ReceivedSettings): Promise<R>
  /** Says each clause that a message misses. */
  toMatchMessage(criteria: CriteriaArgument): Promise<R>
  /** A snapshot of the message, without what changes from run to run. */
  toMatchMailSnapshot(hint?: string): R
}

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-explicit-any -- As Vitest declares it.
  interface Matchers<T = any> extends MailMatchers<T> {}
}

expect.extend({
  toHaveReceived(mail: unknown, criteria?: CriteriaArgument, settings?: ReceivedSettings) {
    return toHaveReceived(this, mail, criteria, settings)
  },
  toMatchMessage: (message: unknown, criteria: CriteriaArgument) =>
    toMatchMessage(message, criteria),
  toMatchMailSnapshot(message: unknown, hint?: string) {
    if (this.isNot) throw new TypeError('toMatchMailSnapshot has no opposite: there is no .not.')
    const text = mailSnapshot(messageOf(message))
    try {
      expect(text).toMatchSnapshot(hint)
      return { pass: true, message: () => 'The message matches its snapshot.' }
    } catch (error) {
      return {
        pass: false,
        message: () => (error instanceof Error ? error.message : String(error)),
      }
    }
  },
})

export interface MailFixtures {
  /** One for each worker; the server of `MAILMITT_URL` where that is set. */
  mailmitt: Mailmitt
  /** One for each test. */
  inbox: Inbox
}

/** `test('…', async ({ inbox }) => …)` */
export const test = base.extend<MailFixtures>({
  mailmitt: [
    // eslint-disable-next-line no-empty-pattern -- Vitest reads the parameter's pattern.
    async ({}, use) => {
      await using mailmitt = await openMailmitt()
      await use(mailmitt)
    },
    { scope: 'worker' },
  ],
  inbox: async ({ mailmitt }, use) => {
    await using inbox = mailmitt.inbox()
    await inbox.ready()
    await use(inbox)
  },
})

export const it = test
