import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import type { AcceptedMail, MailDigest, Message, MessageId } from '../core/message.ts'
import type {
  MessagePage,
  MessageStore,
  Page,
  Selection,
  StoreCaps,
} from '../core/message-store.ts'
import { sortTags } from '../core/tags/clean-tag.ts'
import { createCommonParts, trimmed } from './common-parts.ts'
import { createKeptTags } from './kept-tags.ts'
import { createMessageIndex } from './message-index.ts'
import { timelineOf, visitSelected } from './select.ts'
import type { Found } from './timeline.ts'

export interface MemoryStoreOptions extends StoreCaps {
  readonly log: EventLog
}

/** Messages in memory, in order of arrival, bounded by count and by bytes. */
export function createMemoryStore({
  log,
  messagesMax,
  bytesMax,
}: MemoryStoreOptions): MessageStore {
  const index = createMessageIndex()
  const unrevealed = new Map<MessageId, AcceptedMail>()
  const common = createCommonParts()
  const keptTags = createKeptTags(index, log)
  let deleted = 0
  let evicted = 0

  function forget(message: Message): void {
    index.remove(message.id)
    deleted += 1
    keptTags.leave(message)
  }

  function evictFor(incoming: number): void {
    for (;;) {
      const oldest = index.all.oldest()
      const tooMany = messagesMax > 0 && index.all.size >= messagesMax
      const tooBig = bytesMax > 0 && index.bytes + incoming > bytesMax
      if (!oldest || (!tooMany && !tooBig)) return
      forget(oldest)
      evicted += 1
      log.append({ type: 'removed', id: oldest.id, inboxes: oldest.inboxes, evicted: true })
    }
  }

  function reveal(mail: AcceptedMail, digest: MailDigest, tags: readonly string[]): Message {
    evictFor(mail.raw.byteLength)
    const message: Message = {
      id: mail.id,
      seq: log.next,
      receivedMs: mail.receivedMs,
      size: mail.raw.byteLength,
      envelope: common.envelope(mail.envelope),
      session: common.session(mail.session),
      inboxes: trimmed(mail.inboxes),
      read: false,
      tags: trimmed(keptTags.spell(tags)),
      digest: common.digest(digest),
    }
    index.add(message, mail.raw)
    keptTags.arrive(message)
    log.append({ type: 'added', message })
    return message
  }

  /** Does to all at once what is to be done: in the turn in which it is known what they are now. */
  async function changeSelected(
    selection: Selection,
    change: (messages: readonly Message[]) => number,
  ): Promise<number> {
    const found: Message[] = []
    const collect = (message: Message): boolean => found.push(message) > 0
    await visitSelected(index, selection, { order: 'oldest', visit: collect })
    // While the search went on some may have changed or gone.
    return change(found.flatMap(({ id }) => index.get(id) ?? []))
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
    get: (id) => Promise.resolve(index.get(id)),
    raw: (id) => Promise.resolve(index.raw(id)),
    hasMessageId: (messageId) => Promise.resolve(index.hasMessageId(messageId)),
    inboxes: () => Promise.resolve(index.inboxes()),
    async list(selection, page) {
      const timeline = timelineOf(index, selection)
      if (timeline) {
        const { start, limit = Infinity, order = 'newest' } = page
        const messages = timeline.page(start, limit, order)
        return { messages, matched: timeline.size, matchedUnread: timeline.unread }
      }
      const counts = createPage(page)
      await visitSelected(index, selection, { order: page.order ?? 'newest', ...counts })
      return counts.page()
    },
    async newest(selection) {
      let newest: Message | undefined
      const visit = (message: Message): boolean => {
        newest = message
        return false
      }
      await visitSelected(index, selection, { order: 'newest', visit })
      return newest
    },
    setRead: (selection, read) =>
      changeSelected(selection, (messages) => {
        const changing = messages.filter((message) => message.read !== read)
        for (const message of changing) {
          index.replace({ ...message, read })
          const { id, inboxes } = message
          log.append({ type: 'updated', id, inboxes, read })
        }
        return changing.length
      }),
    setTags: (ids, tags) => Promise.resolve(keptTags.set(ids, tags)),
    renameTag: (tag, name) => Promise.resolve(keptTags.rename(tag, name)),
    removeTag: (tag) => Promise.resolve(keptTags.remove(tag)),
    remove: (selection) =>
      changeSelected(selection, (going) => {
        const everything = Object.keys(selection).length === 0
        for (const message of going) forget(message)
        if (going.length === 0) return 0
        if (everything) log.append({ type: 'cleared' })
        else if (going.length > limits.deletesToldMax) log.append({ type: 'pruned' })
        else {
          for (const { id, inboxes } of going) {
            log.append({ type: 'removed', id, inboxes, evicted: false })
          }
        }
        return going.length
      }),
    totals(inbox) {
      const { size = 0, unread = 0, tags = new Map<string, number>() } = index.inbox(inbox) ?? {}
      const counts = sortTags(tags.keys()).map((tag) => [tag, tags.get(tag) ?? 0] as const)
      return Promise.resolve({ messages: size, unread, tags: new Map(counts) })
    },
    stats: () =>
      Promise.resolve({
        messages: index.all.size,
        unread: index.all.unread,
        bytes: index.bytes,
        deleted,
        evicted,
        tags: keptTags.counts,
      }),
    close() {
      index.clear()
      unrevealed.clear()
      return Promise.resolve()
    },
  }
}

/** Counts everything that it is shown, in order, and keeps what is on the page. */
function createPage({ start, limit = Infinity }: Page): {
  readonly visit: (message: Message) => boolean
  readonly visitAll: (found: Found) => void
  readonly page: () => MessagePage
} {
  const messages: Message[] = []
  let matched = 0
  let matchedUnread = 0

  return {
    visit(message) {
      if (matched >= start && messages.length < limit) messages.push(message)
      matched += 1
      if (!message.read) matchedUnread += 1
      return true
    },
    visitAll({ messages: found, unread }) {
      const skipped = Math.max(0, start - matched)
      messages.push(...found.slice(skipped, skipped + limit - messages.length))
      matched += found.length
      matchedUnread += unread
    },
    page: () => ({ messages, matched, matchedUnread }),
  }
}
