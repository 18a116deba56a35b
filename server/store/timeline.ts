import type { Message } from '../core/message.ts'
import { createCounter } from './counter.ts'

export type Order = 'newest' | 'oldest'

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
  walk(order: Order): Generator<Message>
  /** Some of the messages of a walk. */
  page(start: number, limit: number, order: Order): readonly Message[]
  find(seq: number): Message | undefined
  /** What is there now, to be kept: nothing is copied before something changes. */
  snapshot(): TimelineSnapshot
}

export interface TimelineSnapshot {
  /** From the newest to the oldest, or the other way round. */
  walk(order: Order): Generator<Message>
  /** Finds messages in that order, as must be the portions of Seqs that it is given; in each the oldest is first. */
  finder(order: Order): (seqs: readonly number[]) => Found
}

export interface Found {
  /** Those that are there. */
  readonly messages: readonly Message[]
  readonly unread: number
}

/** Fewer gaps than this are not worth closing. */
const GAPS_MIN = 64

/** An array with gaps, closed when they are half of it: nothing is moved for each message that goes. */
export function createTimeline(): Timeline {
  let messages: (Message | undefined)[] = []
  /** Beside each message its Seq, also where it is gone, so that places can be searched for. */
  let seqs: number[] = []
  /** And whether it is read: to look at each message takes a search several times as long. */
  let reads: boolean[] = []
  let first = 0
  /** Whether a snapshot shows the columns as they are. It ends where they do now, so that more can be added. */
  let isShown = false
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

  function now(): Columns {
    return { messages, seqs, reads, first, end: messages.length }
  }

  /** The Seq of a place stays what it is. */
  function prepareChange(): void {
    if (!isShown) return
    messages = [...messages]
    reads = [...reads]
    isShown = false
  }

  function closeGaps(): void {
    while (first < messages.length && messages[first] === undefined) first += 1
    if (messages.length - size < GAPS_MIN || messages.length < 2 * size) return
    const kept = messages.filter((message) => message !== undefined)
    messages = kept
    seqs = kept.map(({ seq }) => seq)
    reads = kept.map(({ read }) => read)
    first = 0
    isShown = false
  }

  function page(start: number, limit: number, order: Order): readonly Message[] {
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
    newest: () => walkOf(now(), 'newest').next().value as Message | undefined,
    push(message) {
      messages.push(message)
      seqs.push(message.seq)
      reads.push(message.read)
      size += 1
      if (!message.read) unread += 1
      for (const tag of message.tags) tags.add(tag)
    },
    replace(message) {
      const place = placeOf(message.seq)
      const before = messages[place]
      if (before?.seq !== message.seq) return
      prepareChange()
      messages[place] = message
      reads[place] = message.read
      unread += Number(before.read) - Number(message.read)
      if (before.tags === message.tags) return
      for (const tag of before.tags) tags.remove(tag)
      for (const tag of message.tags) tags.add(tag)
    },
    remove(message) {
      const place = placeOf(message.seq)
      const before = messages[place]
      if (before?.seq !== message.seq) return
      prepareChange()
      messages[place] = undefined
      size -= 1
      if (!before.read) unread -= 1
      for (const tag of before.tags) tags.remove(tag)
      closeGaps()
    },
    walk: (order) => walkOf(now(), order),
    find(seq) {
      const message = messages[placeOf(seq)]
      return message?.seq === seq ? message : undefined
    },
    snapshot() {
      isShown = true
      return toSnapshot(now())
    },
  }
}

/** Side by side; what is shown goes from the first place to before the end. */
interface Columns {
  readonly messages: readonly (Message | undefined)[]
  readonly seqs: readonly number[]
  readonly reads: readonly boolean[]
  readonly first: number
  readonly end: number
}

function* walkOf({ messages, first, end }: Columns, order: Order): Generator<Message> {
  const step = order === 'newest' ? -1 : 1
  for (let at = step < 0 ? end - 1 : first; at >= first && at < end; at += step) {
    const message = messages[at]
    if (message) yield message
  }
}

function toSnapshot(columns: Columns): TimelineSnapshot {
  const { messages, seqs, reads, first, end } = columns
  return {
    walk: (order) => walkOf(columns, order),
    finder(order) {
      const step = order === 'newest' ? -1 : 1
      let at = order === 'newest' ? end - 1 : first
      return (wanted) => {
        // Of its full length at once: a list that grows is garbage for each message.
        const found = new Array<Message>(wanted.length)
        let count = 0
        let unread = 0
        const last = wanted.length - 1
        for (let index = 0; index <= last; index += 1) {
          const seq = wanted[step < 0 ? last - index : index] ?? 0
          while (((seqs[at] ?? seq) - seq) * step < 0) at += step
          const message = seqs[at] === seq ? messages[at] : undefined
          // Not by its truth: that would be to look at each message.
          if (message === undefined) continue
          found[count] = message
          count += 1
          if (reads[at] === false) unread += 1
        }
        found.length = count
        return { messages: found, unread }
      }
    },
  }
}
