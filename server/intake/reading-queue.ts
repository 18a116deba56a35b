import { performance } from 'node:perf_hooks'
import { limits } from '../core/limits.ts'
import type { ReadingThread } from '../core/mail-content.ts'
import type { AcceptedMail, MailDigest } from '../core/message.ts'

/** Mail that is accepted and not visible yet. */
export interface ReadingQueue {
  /** With its digest if it has been read already. */
  add(mail: AcceptedMail, digest?: MailDigest): void
  /** Resolves when everything added before the call has been shown. */
  settled(): Promise<void>
}

export interface ReadingQueueOptions {
  /** Reads a mail on this thread. Does not reject. */
  readonly read: (mail: AcceptedMail) => Promise<MailDigest>
  /** Makes a mail visible. Does not reject. */
  readonly show: (mail: AcceptedMail, digest: MailDigest) => Promise<void>
  /** Helps when many wait. */
  readonly thread?: ReadingThread
}

/** Of the time that the event loop had; above it, all that is read is taken from accepting. */
const BUSY = 0.9

/** Entries of mail that has been shown, before they are cut off. */
const SHOWN_KEPT_MAX = 256

const { eventLoopUtilization } = performance

interface Entry {
  readonly mail: AcceptedMail
  digest: MailDigest | undefined
}

/**
 * Reads mail and shows it, in the order in which it was accepted. A single message is shown at once; while many
 * stream in, accepting them goes first: another thread reads them, or reading gets a share of the time of this one,
 * unless somebody waits for what is read.
 */
export function createReadingQueue({ read, show, thread }: ReadingQueueOptions): ReadingQueue {
  /** In the order of acceptance: what is shown, what is read or being read, and what nobody has taken. */
  let entries: Entry[] = []
  let next = 0
  let taken = 0
  let added = 0
  let shown = 0
  let addedAt = 0
  let isReading = false
  let isShowing = false
  const readers: { readonly count: number; readonly resolve: () => void }[] = []
  let endRest = (): void => undefined

  async function readAll(): Promise<void> {
    isReading = true
    while (taken < entries.length) {
      // The senders hear their 250 first.
      await nextTurn()
      handOut()
      if (!isLeftToThread()) await readSlice()
      if (taken < entries.length && !isUrgent()) await rest()
    }
    isReading = false
  }

  async function readSlice(): Promise<void> {
    const until = performance.now() + limits.readSliceMs
    for (let entry = entries[taken]; entry; entry = entries[taken]) {
      taken += 1
      entry.digest ??= await read(entry.mail)
      await showRead()
      if (performance.now() >= until) return
    }
  }

  /** Gives the thread what it has time for. */
  function handOut(): void {
    if (!thread) return
    if (entries.length - taken >= limits.threadUnreadMin) thread.start()
    if (!thread.hasOwnCore && !isUrgent()) return
    while (thread.hasTime && entries.length - taken >= limits.threadBatchMin) {
      void readThere(thread, takeBatch())
    }
  }

  async function readThere(helper: ReadingThread, batch: readonly Entry[]): Promise<void> {
    const unread = batch.filter(({ digest }) => !digest)
    const raws = unread.map(({ mail }) => mail.raw)
    const found = raws.length > 0 ? await helper.digests(raws) : []
    for (const [index, entry] of unread.entries()) {
      // What the thread could not read is read here, where it is said why.
      entry.digest = found[index] ?? (await read(entry.mail))
    }
    handOut()
    await showRead()
  }

  /** As many as one message to the thread may hold, and at least one. */
  function takeBatch(): readonly Entry[] {
    const from = taken
    let bytes = 0
    while (taken < entries.length && taken - from < limits.threadBatchMax) {
      bytes += entries[taken]?.mail.raw.byteLength ?? 0
      if (taken > from && bytes > limits.threadBatchBytes) break
      taken += 1
    }
    return entries.slice(from, taken)
  }

  /** One after the other, up to the first that is still being read. */
  async function showRead(): Promise<void> {
    if (isShowing) return
    isShowing = true
    let until = performance.now() + limits.readSliceMs
    // Also what is taken and read meanwhile.
    while (next < taken) {
      const { mail, digest } = entries[next] ?? {}
      if (!mail || !digest) break
      await show(mail, digest)
      next += 1
      shown += 1
      tellReaders()
      if (performance.now() < until) continue
      await nextTurn()
      until = performance.now() + limits.readSliceMs
    }
    forgetShown()
    isShowing = false
  }

  /** Not after each: to move thousands of others would cost more than to read it. */
  function forgetShown(): void {
    if (next < entries.length && next < SHOWN_KEPT_MAX) return
    entries = entries.slice(next)
    taken -= next
    next = 0
  }

  function tellReaders(): void {
    for (;;) {
      const [first] = readers
      if (!first || first.count > shown) return
      readers.shift()
      first.resolve()
    }
  }

  function isLeftToThread(): boolean {
    return thread?.isReading === true && !isUrgent()
  }

  /** Whether somebody waits for what is read, or nothing else is to be done. */
  function isUrgent(): boolean {
    return readers.length > 0 || performance.now() - addedAt >= limits.readRestMs
  }

  /** Longer when there is hardly time to accept, but never past the end of the stream. */
  async function rest(): Promise<void> {
    const before = eventLoopUtilization()
    await pause()
    for (let ms = limits.readRestMs; ms < limits.readRestBusyMs; ms += limits.readRestMs) {
      if (isUrgent() || eventLoopUtilization(before).utilization < BUSY) return
      await pause()
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limits.readRestMs)
      endRest = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    add(mail, digest) {
      entries.push({ mail, digest })
      added += 1
      addedAt = performance.now()
      if (!isReading) void readAll()
    },
    settled() {
      if (shown === added) return Promise.resolve()
      endRest()
      return new Promise((resolve) => readers.push({ count: added, resolve }))
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
