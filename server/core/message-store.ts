import type { AcceptedMail, MailDigest, Message, MessageId } from './message.ts'
import type { Query } from './search/parse-query.ts'

/** Which messages; every condition given must hold, so `{}` is all of them. */
export interface Selection {
  readonly ids?: readonly MessageId[]
  readonly query?: Query
  readonly inbox?: string
  /** Only messages with a greater Seq. */
  readonly since?: number
  /** Only messages that were received earlier. */
  readonly before?: Date
}

export interface Page {
  readonly start: number
  /** `undefined` is all of them. */
  readonly limit?: number
  /** Default is newest first. */
  readonly order?: 'newest' | 'oldest'
}

export interface MessagePage {
  readonly messages: readonly Message[]
  /** How many the selection holds, on all pages. */
  readonly matched: number
  readonly matchedUnread: number
}

/** What a mailbox holds: all of it, or one inbox. */
export interface MailboxTotals {
  readonly messages: number
  readonly unread: number
  /** Tag → messages that carry it, in the order in which tags are shown. */
  readonly tags: ReadonlyMap<string, number>
}

export interface StoreStats extends MailboxTotals {
  /** Bytes of the kept raw messages. */
  readonly bytes: number
  /** Messages deleted since the start, evicted ones included. */
  readonly deleted: number
  /** Evictions since the start. */
  readonly evicted: number
}

/** An inbox exists as soon as a message is in it. */
export interface InboxStats {
  readonly name: string
  readonly messages: number
  readonly unread: number
  /** When its newest message was received. */
  readonly lastReceivedAt: Date
}

/** What became of the tags that somebody set. */
export type TagsSet =
  /** On so many messages they are others now. */
  | { readonly type: 'set'; readonly changed: number }
  /** There is no such message, and nothing was changed. */
  | { readonly type: 'unknown-message'; readonly id: MessageId }
  /** There would be more than `limits.tagsMax`, and nothing was changed. */
  | { readonly type: 'too-many-tags' }

export type TagRenamed = 'renamed' | 'unknown-tag' | 'name-taken'

/**
 * Keeps messages. Every change of what is visible is an entry of the event log that the store was
 * made with. Asynchronous, because later stores are on disk or across a network.
 */
export interface MessageStore {
  /** Keeps the bytes; the message is not visible yet. */
  add(mail: AcceptedMail): Promise<void>
  /**
   * Makes an added message visible with its tags, evicting the oldest where a cap is passed, and logs it.
   * Of tags in two cases the one that was there first is meant, here and below.
   */
  reveal(id: MessageId, digest: MailDigest, tags?: readonly string[]): Promise<Message>
  get(id: MessageId): Promise<Message | undefined>
  raw(id: MessageId): Promise<Buffer | undefined>
  /** Whether a visible message has this Message-ID. */
  hasMessageId(messageId: string): Promise<boolean>
  /** Every inbox that has a message, by name. */
  inboxes(): Promise<readonly InboxStats[]>
  /** As the messages were at the call, also where the search takes a while. */
  list(selection: Selection, page: Page): Promise<MessagePage>
  /** The newest of the selection. */
  newest(selection: Selection): Promise<Message | undefined>
  /** Returns how many messages really changed; each of those is logged. */
  setRead(selection: Selection, read: boolean): Promise<number>
  /** Gives each of the messages these tags, cleaned ones, in place of its own; logs what really changed. */
  setTags(ids: readonly MessageId[], tags: readonly string[]): Promise<TagsSet>
  /** Renames a tag wherever it is; to another case of itself, too. Logs that it is time to reload. */
  renameTag(tag: string, name: string): Promise<TagRenamed>
  /** Takes a tag off all messages; false when none has it. Logs that it is time to reload. */
  removeTag(tag: string): Promise<boolean>
  /** Returns how many messages went. */
  remove(selection: Selection): Promise<number>
  /** Of one inbox alone; counted as messages come and go, whatever their number. */
  totals(inbox: string): Promise<MailboxTotals>
  stats(): Promise<StoreStats>
  close(): Promise<void>
}

export interface StoreCaps {
  /** Messages kept; 0 is no limit. */
  readonly messagesMax: number
  /** Raw bytes kept; 0 is no limit. */
  readonly bytesMax: number
}
