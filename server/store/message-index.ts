import type { Message, MessageId } from '../core/message.ts'
import type { InboxStats } from '../core/message-store.ts'
import { createCounter } from './counter.ts'
import type { Counter } from './counter.ts'
import type { ShelvedTexts } from './shelves.ts'
import { createShelves } from './shelves.ts'
import type { Timeline } from './timeline.ts'
import { createTimeline } from './timeline.ts'

export interface Kept {
  readonly message: Message
  readonly raw: Buffer
}

/** The kept messages and all that is asked of them often, counted as they come, change and go. */
export interface MessageIndex {
  /** Every message. */
  readonly all: Timeline
  /** Bytes of the raw messages. */
  readonly bytes: number
  /** Message-ID → messages that have it. */
  readonly messageIds: Counter
  get(id: MessageId): Kept | undefined
  /** The messages in one inbox. */
  inbox(name: string): Timeline | undefined
  inboxes(): readonly InboxStats[]
  /** The texts of all messages, to look through them quickly. */
  texts(): ShelvedTexts
  add(kept: Kept): void
  /** Puts a changed message in the place of the one with its id. */
  replace(message: Message): void
  remove(id: MessageId): void
  clear(): void
}

export function createMessageIndex(): MessageIndex {
  const byId = new Map<MessageId, Kept>()
  const messageIds = createCounter()
  const inboxes = new Map<string, Timeline>()
  const shelves = createShelves()
  let all = createTimeline()
  let bytes = 0

  function timelinesOf(message: Message): readonly Timeline[] {
    return [all, ...message.inboxes.flatMap((name) => inboxes.get(name) ?? [])]
  }

  function createInboxes({ inboxes: names }: Message): void {
    for (const name of names) if (!inboxes.has(name)) inboxes.set(name, createTimeline())
  }

  function replace(message: Message): void {
    const kept = byId.get(message.id)
    if (!kept) return
    byId.set(message.id, { message, raw: kept.raw })
    for (const timeline of timelinesOf(message)) timeline.replace(message)
  }

  function tidyShelves(): void {
    shelves.tidy((seq) => all.find(seq))
  }

  return {
    get all() {
      return all
    },
    get bytes() {
      return bytes
    },
    messageIds,
    get: (id) => byId.get(id),
    inbox: (name) => inboxes.get(name),
    inboxes: () =>
      [...inboxes]
        .map(([name, timeline]) => toStats(name, timeline))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    texts() {
      tidyShelves()
      return shelves.snapshot()
    },
    add(kept) {
      const { message, raw } = kept
      byId.set(message.id, kept)
      bytes += raw.byteLength
      messageIds.add(message.digest.messageId)
      createInboxes(message)
      for (const timeline of timelinesOf(message)) timeline.push(message)
      shelves.add(message)
      tidyShelves()
    },
    replace,
    remove(id) {
      const kept = byId.get(id)
      if (!kept) return
      const { message, raw } = kept
      byId.delete(id)
      bytes -= raw.byteLength
      messageIds.remove(message.digest.messageId)
      for (const timeline of timelinesOf(message)) timeline.remove(message)
      shelves.remove(message)
      for (const name of message.inboxes) if (inboxes.get(name)?.size === 0) inboxes.delete(name)
    },
    clear() {
      byId.clear()
      messageIds.clear()
      inboxes.clear()
      shelves.clear()
      all = createTimeline()
      bytes = 0
    },
  }
}

/** The order is that of arrival, so the last message is the newest. */
function toStats(name: string, timeline: Timeline): InboxStats {
  return {
    name,
    messages: timeline.size,
    unread: timeline.unread,
    lastReceivedAt: new Date(timeline.newest()?.receivedMs ?? 0),
  }
}
