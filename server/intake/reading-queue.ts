import { limits } from '../core/limits.ts'
import type { AcceptedMail } from '../core/message.ts'

/** Mail that is accepted and not visible yet. */
export interface ReadingQueue {
  add(mail: AcceptedMail): void
  /** Resolves when everything added before the call has been shown. */
  settled(): Promise<void>
}

/**
 * Shows mail one after the other, in the order in which it was accepted. A single message is shown at
 * once; while many stream in, accepting them goes first and reading gets a share of the time, unless
 * somebody waits for what is read.
 */
export function createReadingQueue(show: (mail: AcceptedMail) => Promise<void>): ReadingQueue {
  let waiting: AcceptedMail[] = []
  let added = 0
  let shown = 0
  let addedAt = 0
  let isRunning = false
  const readers: { readonly count: number; readonly resolve: () => void }[] = []
  let endRest = (): void => undefined

  async function showAll(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      // The senders hear their 250 first.
      await nextTurn()
      await showSlice()
      if (waiting.length > 0 && readers.length === 0 && isStreaming()) await rest()
    }
    isRunning = false
  }

  async function showSlice(): Promise<void> {
    const until = performance.now() + limits.readSliceMs
    let count = 0
    for (const mail of waiting) {
      await show(mail)
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

  function isStreaming(): boolean {
    return performance.now() - addedAt < limits.readRestMs
  }

  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limits.readRestMs)
      endRest = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    add(mail) {
      waiting.push(mail)
      added += 1
      addedAt = performance.now()
      if (!isRunning) void showAll()
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
