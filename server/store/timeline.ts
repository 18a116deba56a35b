import type { Message } from '../core/message.ts'
import { createCounter } from './counter.ts'

/** Messages in order of Seq, with how many of them are unread, and how many carry which tag. */
export interface Timeline {
  readonly size: number
  readonly unread: number
  /** In no order. */
  readonly tags: ReadonlyMap<string, number>
  oldest(): Message | undefined
  newest(): Message | undefined
  /** Adds a message that is newer than all that are there. */
  push(message: Message): void
  /** Puts a message in the place of the one with its Seq. */
  replace(message: Message): void
  remove(message: Message): void
  /** From the newest to the oldest, or the other way round; must be read before anything changes. */
  walk(order: 'newest' | 'oldest'): Generator<Message>
  /** Some of the messages of a walk. */
  page(start: number, limit: number, order: 'newest' | 'oldest'): readonly Message[]
  find(seq: number): Message | undefined
  /** What is there now, to be kept: one copy of an array, whatever a message holds. */
  snapshot(): TimelineSnapshot
}

export interface TimelineSnapshot {
  /** Oldest first, with gaps. */
  readonly messages: readonly (Message | undefined)[]
  /** Finds messages whose Seqs are asked for in that order. */
  finder(order: 'newest' | 'oldest'): (seq: number) => Message | undefined
}

/** Fewer gaps than this are not worth closing. */
const GAPS_MIN = 64

/** An array with gaps, closed when they are half of it: nothing is moved for each message that goes. */
export function createTimeline(): Timeline {
  let messages: (Message | undefined)[] = []
  /** Beside each message its Seq, also where it is gone, so that places can be searched for. */
  let seqs: number[] = []
  let first = 0
  let size = 0
  let unread = 0
  const tags = createCounter()

  /** By bisection; the oldest, which makes room for others, is found at once. */
  function placeOf(seq: number): number {
    let low = first
    let high = seqs.length
    if (seqs[low] === seq) return low
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((seqs[middle] ?? Infinity) < seq) low = middle + 1
      else high = middle
    }
    return low
  }

  function closeGaps(): void {
    while (first < messages.length && messages[first] === undefined) first += 1
    if (messages.length - size < GAPS_MIN || messages.length < 2 * size) return
    const kept = messages.filter((message) => message !== undefined)
    messages = kept
    seqs = kept.map(({ seq }) => seq)
    first = 0
  }

  function* walk(order: 'newest' | 'oldest'): Generator<Message> {
    const last = messages.length - 1
    const step = order === 'newest' ? -1 : 1
    for (let at = step < 0 ? last : first; at >= first && at <= last; at += step) {
      const message = messages[at]
      if (message) yield message
    }
  }

  function page(start: number, limit: number, order: 'newest' | 'oldest'): readonly Message[] {
    const found: Message[] = []
    if (limit <= 0) return found
    // Without gaps the place of the first is known.
    const hasGaps = messages.length - first > size
    let skipped = hasGaps ? 0 : start
    const step = order === 'newest' ? -1 : 1
    const begin = step < 0 ? messages.length - 1 - skipped : first + skipped
    for (let at = begin; at >= first && at < messages.length && found.length < limit; at += step) {
      const message = messages[at]
      if (!message) continue
      if (skipped < start) skipped += 1
      else found.push(message)
    }
    return found
  }

  return {
    page,
    get size() {
      return size
    },
    get unread() {
      return unread
    },
    tags: tags.counts,
    oldest: () => messages[first],
    newest: () => walk('newest').next().value as Message | undefined,
    push(message) {
      messages.push(message)
      seqs.push(message.seq)
      size += 1
      if (!message.read) unread += 1
      for (const tag of message.tags) tags.add(tag)
    },
    replace(message) {
      const place = placeOf(message.seq)
      const before = messages[place]
      if (before?.seq !== message.seq) return
      messages[place] = message
      unread += Number(before.read) - Number(message.read)
      if (before.tags === message.tags) return
      for (const tag of before.tags) tags.remove(tag)
      for (const tag of message.tags) tags.add(tag)
    },
    remove(message) {
      const place = placeOf(message.seq)
      const before = messages[place]
      if (before?.seq !== message.seq) return
      messages[place] = undefined
      size -= 1
      if (!before.read) unread -= 1
      for (const tag of before.tags) tags.remove(tag)
      closeGaps()
    },
    walk,
    find(seq) {
      const message = messages[placeOf(seq)]
      return message?.seq === seq ? message : undefined
    },
    snapshot: () => toSnapshot(messages.slice(first), seqs.slice(first)),
  }
}

function toSnapshot(
  messages: readonly (Message | undefined)[],
  seqs: readonly number[],
): TimelineSnapshot {
  return {
    messages,
    finder(order) {
      const step = order === 'newest' ? -1 : 1
      let at = order === 'newest' ? seqs.length - 1 : 0
      return (seq) => {
        while (((seqs[at] ?? seq) - seq) * step < 0) at += step
        return seqs[at] === seq ? messages[at] : undefined
      }
    },
  }
}
