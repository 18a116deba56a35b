import type { Message, MessageId } from '../core/message.ts'
import type { InboxStats } from '../core/message-store.ts'
import { createCounter } from './counter.ts'
import type { Counter } from './counter.ts'
import type { ShelvedTexts } from './shelves.ts'
import { createShelves } from './shelves.ts'
import type { Timeline } from './timeline.ts'
import { createTimeline } from './timeline.ts'

interface Kept {
  message: Message
  /** Where its raw bytes are, `message.size` of them from `start` on. */
  slab: Buffer
  start: number
}

/** Larger messages keep the buffer that they came in. */
const PACKED_BYTES_MAX = 16 * 1024

/** The kept messages and all that is asked of them often, counted as they come, change and go. */
export interface MessageIndex {
  /** Every message. */
  readonly all: Timeline
  /** Bytes of the raw messages. */
  readonly bytes: number
  get(id: MessageId): Message | undefined
  raw(id: MessageId): Buffer | undefined
  /** Whether a message has this Message-ID. */
  hasMessageId(messageId: string): boolean
  /** The messages in one inbox. */
  inbox(name: string): Timeline | undefined
  inboxes(): readonly InboxStats[]
  /** The texts of all messages, to look through them quickly. */
  texts(): ShelvedTexts
  add(message: Message, raw: Buffer): void
  /** Puts a changed message in the place of the one with its id. */
  replace(message: Message): void
  remove(id: MessageId): void
  clear(): void
}

export function createMessageIndex(): MessageIndex {
  const byId = new Map<MessageId, Kept>()
  /** Counted from when somebody first asks: hardly anybody does. */
  let messageIds: Counter | undefined
  const inboxes = new Map<string, Timeline>()
  const shelves = createShelves({ shelved: packRaw })
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
    kept.message = message
    for (const timeline of timelinesOf(message)) timeline.replace(message)
  }

  /** A buffer of its own takes 200 bytes more; side by side they go with the shelf. */
  function packRaw(messages: readonly Message[]): void {
    const packed = messages
      .flatMap(({ id }) => byId.get(id) ?? [])
      .filter(({ message }) => message.size <= PACKED_BYTES_MAX)
    const slab = Buffer.allocUnsafeSlow(packed.reduce((sum, { message }) => sum + message.size, 0))
    let end = 0
    for (const kept of packed) {
      const start = end
      end += rawOf(kept).copy(slab, start)
      kept.slab = slab
      kept.start = start
    }
  }

  function countMessageIds(): Counter {
    const counter = createCounter()
    for (const { message } of byId.values()) counter.add(message.digest.messageId)
    return counter
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
    get: (id) => byId.get(id)?.message,
    raw(id) {
      const kept = byId.get(id)
      return kept && rawOf(kept)
    },
    hasMessageId(messageId) {
      messageIds ??= countMessageIds()
      return messageIds.counts.has(messageId)
    },
    inbox: (name) => inboxes.get(name),
    inboxes: () =>
      [...inboxes]
        .map(([name, timeline]) => toStats(name, timeline))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    texts() {
      tidyShelves()
      return shelves.snapshot()
    },
    add(message, raw) {
      byId.set(message.id, { message, slab: raw, start: 0 })
      bytes += message.size
      messageIds?.add(message.digest.messageId)
      createInboxes(message)
      for (const timeline of timelinesOf(message)) timeline.push(message)
      shelves.add(message)
      tidyShelves()
    },
    replace,
    remove(id) {
      const kept = byId.get(id)
      if (!kept) return
      const { message } = kept
      byId.delete(id)
      bytes -= message.size
      messageIds?.remove(message.digest.messageId)
      for (const timeline of timelinesOf(message)) timeline.remove(message)
      shelves.remove(message)
      for (const name of message.inboxes) if (inboxes.get(name)?.size === 0) inboxes.delete(name)
    },
    clear() {
      byId.clear()
      messageIds = undefined
      inboxes.clear()
      shelves.clear()
      all = createTimeline()
      bytes = 0
    },
  }
}

function rawOf({ message, slab, start }: Kept): Buffer {
  return slab.subarray(start, start + message.size)
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
