import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals'
import type { CriteriaArgument } from './mail/criteria.ts'
import type { Inbox } from './mail/inbox.ts'
import type { Mailmitt } from './mail/mailmitt.ts'
import { mailSnapshot } from './mail/snapshot.ts'
import type { MatcherState, ReceivedSettings } from './runners/matchers.ts'
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

// For `import { expect } from '@jest/globals'` …
declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- As Jest's documentation says.
  interface Matchers<R> extends MailMatchers<R> {}
}
// … and for the global one of @types/jest.
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- As @types/jest declares it.
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- Both as it is declared there.
    interface Matchers<R, T = {}> extends MailMatchers<R> {}
  }
}

expect.extend({
  toHaveReceived(this: MatcherState, mail: unknown, criteria?: unknown, settings?: unknown) {
    return toHaveReceived(
      this,
      mail,
      criteria as CriteriaArgument | undefined,
      settings as ReceivedSettings | undefined,
    )
  },
  toMatchMessage: (message: unknown, criteria: unknown) =>
    toMatchMessage(message, criteria as CriteriaArgument),
  toMatchMailSnapshot(this: MatcherState, message: unknown, hint?: unknown) {
    if (this.isNot === true) {
      throw new TypeError('toMatchMailSnapshot has no opposite: there is no .not.')
    }
    const text = mailSnapshot(messageOf(message))
    try {
      if (typeof hint === 'string') expect(text).toMatchSnapshot(hint)
      else expect(text).toMatchSnapshot()
      return { pass: true, message: () => 'The message matches its snapshot.' }
    } catch (error) {
      return {
        pass: false,
        message: () => (error instanceof Error ? error.message : String(error)),
      }
    }
  },
})

export { mailSnapshot }

/** What a file's tests have: `inbox` is another one in each test. */
export interface MailContext {
  readonly mailmitt: Mailmitt
  readonly inbox: Inbox
}

/**
 * Called once at the top of a file or a `describe`: `const mail = useMailmitt()`, and `mail.inbox` in a test.
 * It opens the server of `MAILMITT_URL`, or one of its own, and closes what it opened.
 */
export function useMailmitt(): MailContext {
  let mailmitt: Mailmitt | undefined
  let inbox: Inbox | undefined
  beforeAll(async () => {
    mailmitt = await openMailmitt()
  })
  beforeEach(async () => {
    inbox = mailmitt?.inbox()
    await inbox?.ready()
  })
  afterEach(() => inbox?.close())
  afterAll(() => mailmitt?.close())
  return {
    get mailmitt() {
      return there(mailmitt)
    },
    get inbox() {
      return there(inbox)
    },
  }
}

function there<T>(value: T | undefined): T {
  if (value !== undefined) return value
  throw new Error('There is mail only while tests run: ask for it in a test or a hook.')
}
