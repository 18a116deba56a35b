import { performance } from 'node:perf_hooks'
import { limits } from '../core/limits.ts'
import type { AcceptedMail, MailDigest } from '../core/message.ts'

/** Mail that is accepted and not visible yet. */
export interface ReadingQueue {
  /** With its digest if it has been read already. */
  add(mail: AcceptedMail, digest?: MailDigest): void
  /** Resolves when everything added before the call has been shown. */
  settled(): Promise<void>
}

export interface ReadingQueueOptions {
  /** Does not reject. */
  readonly read: (mail: AcceptedMail) => Promise<MailDigest>
  /** Makes a mail visible. Does not reject. */
  readonly show: (mail: AcceptedMail, digest: MailDigest) => Promise<void>
  /** Whether others than those who ask whether it is settled wait for what is read. */
  readonly isWaitedFor?: () => boolean
}

interface Entry {
  readonly mail: AcceptedMail
  readonly digest: MailDigest | undefined
}

const { eventLoopUtilization } = performance

/** Of the time that the event loop had; above it, all time for reading is taken from accepting. */
const BUSY = 0.9

/**
 * Reads mail and shows it, in the order in which it was accepted. A single message is shown at once;
 * while many stream in, accepting them goes first and reading gets a share of the time, unless somebody
 * waits for what is read.
 */
export function createReadingQueue({
  read,
  show,
  isWaitedFor = () => false,
}: ReadingQueueOptions): ReadingQueue {
  let waiting: Entry[] = []
  let added = 0
  let shown = 0
  let addedAt = 0
  let isRunning = false
  const readers: { readonly count: number; readonly resolve: () => void }[] = []
  let endPause = (): void => undefined

  async function showAll(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      // The senders hear their 250 first.
      await nextTurn()
      await showSlice()
      if (waiting.length > 0 && !isUrgent()) await rest()
    }
    isRunning = false
  }

  async function showSlice(): Promise<void> {
    const until = performance.now() + limits.readSliceMs
    let count = 0
    for (const { mail, digest } of waiting) {
      await show(mail, digest ?? (await read(mail)))
      shown += 1
      count += 1
      tellReaders()
      if (performance.now() >= until) break
    }
    waiting = waiting.slice(count)
  }

  function tellReaders(): void {
    for (;;) {
      const [first] = readers
      if (!first || first.count > shown) return
      readers.shift()
      first.resolve()
    }
  }

  /** Whether somebody waits for what is read, or no more comes in. */
  function isUrgent(): boolean {
    const isWanted = readers.length > 0 || isWaitedFor()
    return isWanted || performance.now() - addedAt >= limits.readRestMs
  }

  /** Longer while accepting leaves hardly any time. */
  async function rest(): Promise<void> {
    const before = eventLoopUtilization()
    for (let ms = 0; ms < limits.readRestBusyMs; ms += limits.readRestMs) {
      await pause()
      if (isUrgent() || eventLoopUtilization(before).utilization < BUSY) return
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limits.readRestMs)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    add(mail, digest) {
      waiting.push({ mail, digest })
      added += 1
      addedAt = performance.now()
      if (!isRunning) void showAll()
    },
    settled() {
      if (shown === added) return Promise.resolve()
      endPause()
      return new Promise((resolve) => readers.push({ count: added, resolve }))
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
