import { after } from 'node:test'
import type { Inbox, InboxOptions } from './mail/inbox.ts'
import type { Mailmitt } from './mail/mailmitt.ts'
import { createSharedMailmitt } from './runners/shared-mailmitt.ts'

export { mailSnapshot } from './mail/snapshot.ts'

const shared = createSharedMailmitt()

// Told where the file is read: within a test it would be the end of that test.
after(() => shared.close())

/** What can be cleaned up after: a test's own context. */
export interface Cleaned {
  after(callback: () => Promise<void>): void
}

/** The Mailmitt of this file's tests, which closes itself after them; that of `MAILMITT_URL` if it is set. */
export function useMailmitt(): Promise<Mailmitt> {
  return shared.open()
}

/** An inbox for this test alone: `const inbox = await useInbox(t)`. */
export async function useInbox(t: Cleaned, options?: InboxOptions | string): Promise<Inbox> {
  const mailmitt = await shared.open()
  const inbox = mailmitt.inbox(options)
  t.after(() => inbox.close())
  await inbox.ready()
  return inbox
}
