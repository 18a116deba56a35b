import type { MessageStore } from '../core/message-store.ts'
import { toInbox } from '../core/scope.ts'

/** What a list says of the mailbox beyond its own page. */
export interface MailboxTotals {
  readonly messages: number
  readonly unread: number
  /** Tag → messages that carry it. */
  readonly tags: ReadonlyMap<string, number>
}

/** With an inbox, the mailbox is that inbox: nothing is said of the mail in others. */
export async function totalsOf(
  store: MessageStore,
  inbox: string | undefined,
): Promise<MailboxTotals> {
  if (inbox === undefined) return store.stats()
  const { messages, matchedUnread } = await store.list({ inbox: toInbox(inbox) }, { start: 0 })
  const tags = new Map<string, number>()
  for (const tag of messages.flatMap((message) => message.tags)) {
    tags.set(tag, (tags.get(tag) ?? 0) + 1)
  }
  return { messages: messages.length, unread: matchedUnread, tags }
}
