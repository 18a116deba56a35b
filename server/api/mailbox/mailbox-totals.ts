import type { MessageStore } from '../../core/message-store.ts'
import { toInbox } from '../../core/scope.ts'
import { sortTags } from '../../core/tags/clean-tag.ts'

/** What a list says of the mailbox beyond its own page. */
export interface MailboxTotals {
  readonly messages: number
  readonly unread: number
  /** Tag → messages that carry it, in the order in which tags are shown. */
  readonly tags: ReadonlyMap<string, number>
}

/** With an inbox, the mailbox is that inbox: nothing is said of the mail in others. */
export async function totalsOf(
  store: MessageStore,
  inbox: string | undefined,
): Promise<MailboxTotals> {
  if (inbox === undefined) return store.stats()
  const { messages, matchedUnread } = await store.list({ inbox: toInbox(inbox) }, { start: 0 })
  const counts = new Map<string, number>()
  for (const tag of messages.flatMap((message) => message.tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  const tags = new Map(sortTags([...counts.keys()]).map((tag) => [tag, counts.get(tag) ?? 0]))
  return { messages: messages.length, unread: matchedUnread, tags }
}
