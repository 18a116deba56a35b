import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import type { AcceptedMail, MailDigest, Message, MessageId } from '../core/message.ts'
import type {
  InboxStats,
  MessagePage,
  MessageStore,
  Page,
  Selection,
  StoreCaps,
} from '../core/message-store.ts'
import { matches } from '../core/search/matches.ts'
import { createKeptTags } from './kept-tags.ts'

interface Kept {
  message: Message
  readonly raw: Buffer
}

export interface MemoryStoreOptions extends StoreCaps {
  readonly log: EventLog
}

/** Messages in memory, in order of arrival, bounded by count and by bytes. */
export function createMemoryStore({
  log,
  messagesMax,
  bytesMax,
}: MemoryStoreOptions): MessageStore {
  /** A Map iterates in order of insertion, which is the order of Seq. */
  const kept = new Map<MessageId, Kept>()
  const unrevealed = new Map<MessageId, AcceptedMail>()
  let bytes = 0
  let unread = 0
  /** Message-ID → how many kept messages have it. */
  const messageIds = new Map<string, number>()
  const keptTags = createKeptTags(kept, log)
  let deleted = 0
  let evicted = 0

  function forget(entry: Kept): void {
    kept.delete(entry.message.id)
    bytes -= entry.raw.byteLength
    deleted += 1
    countMessageId(entry.message, -1)
    keptTags.leave(entry.message)
    if (!entry.message.read) unread -= 1
  }

  function countMessageId({ digest: { messageId } }: Message, change: 1 | -1): void {
    const count = (messageIds.get(messageId) ?? 0) + change
    if (count > 0) messageIds.set(messageId, count)
    else messageIds.delete(messageId)
  }

  function evictFor(incoming: number): void {
    for (const entry of kept.values()) {
      const tooMany = messagesMax > 0 && kept.size >= messagesMax
      const tooBig = bytesMax > 0 && bytes + incoming > bytesMax
      if (!tooMany && !tooBig) return
      forget(entry)
      evicted += 1
      const { id, inboxes } = entry.message
      log.append({ type: 'removed', id, inboxes, evicted: true })
    }
  }

  function reveal(mail: AcceptedMail, digest: MailDigest, tags: readonly string[]): Message {
    evictFor(mail.raw.byteLength)
    const message: Message = {
      id: mail.id,
      seq: log.next,
      receivedAt: mail.receivedAt,
      size: mail.raw.byteLength,
      envelope: mail.envelope,
      session: mail.session,
      inboxes: mail.inboxes,
      read: false,
      tags: keptTags.spell(tags),
      digest,
    }
    kept.set(mail.id, { message, raw: mail.raw })
    countMessageId(message, 1)
    keptTags.arrive(message)
    bytes += mail.raw.byteLength
    unread += 1
    log.append({ type: 'added', message })
    return message
  }

  function* selected(selection: Selection): Generator<Kept> {
    for (const entry of candidates(selection.ids)) {
      if (isSelected(entry.message, selection)) yield entry
    }
  }

  /** In order of arrival, whatever the order of the ids. */
  function candidates(ids: readonly MessageId[] | undefined): Iterable<Kept> {
    if (!ids) return kept.values()
    return [...new Set(ids)]
      .flatMap((id) => kept.get(id) ?? [])
      .sort((one, other) => one.message.seq - other.message.seq)
  }

  return {
    add(mail) {
      unrevealed.set(mail.id, mail)
      return Promise.resolve()
    },
    reveal(id, digest, tags = []) {
      const mail = unrevealed.get(id)
      if (!mail) return Promise.reject(new Error(`Message ${id} was never added`))
      unrevealed.delete(id)
      return Promise.resolve(reveal(mail, digest, tags))
    },
    get: (id) => Promise.resolve(kept.get(id)?.message),
    raw: (id) => Promise.resolve(kept.get(id)?.raw),
    hasMessageId: (messageId) => Promise.resolve(messageIds.has(messageId)),
    inboxes: () =>
      Promise.resolve(countInboxes(Array.from(kept.values(), ({ message }) => message))),
    list(selection, page) {
      const whole = Object.keys(selection).length === 0
      return Promise.resolve(
        whole ? pageOfAll(kept, unread, page) : pageOf([...selected(selection)], page),
      )
    },
    setRead(selection, read) {
      const changed = [...selected(selection)].filter(({ message }) => message.read !== read)
      for (const entry of changed) {
        entry.message = { ...entry.message, read }
        unread += read ? -1 : 1
        const { id, inboxes } = entry.message
        log.append({ type: 'updated', id, inboxes, read })
      }
      return Promise.resolve(changed.length)
    },
    setTags: (ids, tags) => Promise.resolve(keptTags.set(ids, tags)),
    renameTag: (tag, name) => Promise.resolve(keptTags.rename(tag, name)),
    removeTag: (tag) => Promise.resolve(keptTags.remove(tag)),
    remove(selection) {
      const going = [...selected(selection)]
      const everything = Object.keys(selection).length === 0
      for (const entry of going) forget(entry)
      if (going.length === 0) return Promise.resolve(0)
      if (everything) log.append({ type: 'cleared' })
      else if (going.length > limits.deletesToldMax) log.append({ type: 'pruned' })
      else {
        for (const { message } of going) {
          const { id, inboxes } = message
          log.append({ type: 'removed', id, inboxes, evicted: false })
        }
      }
      return Promise.resolve(going.length)
    },
    stats: () =>
      Promise.resolve({
        messages: kept.size,
        unread,
        bytes,
        deleted,
        evicted,
        tags: keptTags.counts,
      }),
    close() {
      kept.clear()
      messageIds.clear()
      unrevealed.clear()
      return Promise.resolve()
    },
  }
}

/** Messages come in order of arrival, so the last one seen is the newest. */
function countInboxes(messages: readonly Message[]): readonly InboxStats[] {
  const counts = new Map<string, InboxStats>()
  for (const { inboxes, read, receivedAt } of messages) {
    for (const name of inboxes) {
      const { messages: before = 0, unread = 0 } = counts.get(name) ?? {}
      counts.set(name, {
        name,
        messages: before + 1,
        unread: read ? unread : unread + 1,
        lastReceivedAt: receivedAt,
      })
    }
  }
  return [...counts.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

function isSelected(message: Message, { query, inbox, since }: Selection): boolean {
  if (since !== undefined && message.seq <= since) return false
  if (inbox !== undefined && !message.inboxes.includes(inbox)) return false
  return query === undefined || matches(message, query)
}

function pageOf(oldestFirst: readonly Kept[], page: Page): MessagePage {
  const ordered = page.order === 'oldest' ? oldestFirst : oldestFirst.toReversed()
  const end = page.limit === undefined ? undefined : page.start + page.limit
  return {
    messages: ordered.slice(page.start, end).map(({ message }) => message),
    matched: oldestFirst.length,
    matchedUnread: oldestFirst.filter(({ message }) => !message.read).length,
  }
}

/** The page of everything needs no test of every message: its counts are known. */
function pageOfAll(kept: ReadonlyMap<MessageId, Kept>, unread: number, page: Page): MessagePage {
  return { ...pageOf([...kept.values()], page), matched: kept.size, matchedUnread: unread }
}
