import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { limits } from '../core/limits.ts'
import type { ReadingThread } from '../core/mail-content.ts'
import type { MailDigest } from '../core/message.ts'
import { packBatch } from './pack-batch.ts'

type Digests = readonly (MailDigest | undefined)[]

/** Only the built program has the file; from the sources all mail is read where it is accepted. */
const workerUrl = new URL('./reading-worker.js', import.meta.url)

/** `undefined` where there can be none. */
export function createReadingThread(
  onFailure: (error: unknown) => void,
): ReadingThread | undefined {
  if (!existsSync(workerUrl)) return undefined
  let worker: Worker | undefined
  let isReady = false
  /** Then it is not tried again: it would fail in the same way at each burst. */
  let hasFailed = false
  let endTimer: NodeJS.Timeout | undefined
  /** In the order in which they were asked, which is that of the answers. */
  const asked: ((digests: Digests) => void)[] = []

  function start(): void {
    if (worker || hasFailed) return
    // Flags that Node was started with may not fit another file: `--input-type`, `--test`.
    const started = new Worker(workerUrl, { execArgv: [] })
    started.unref()
    started.on('message', (answer: 'ready' | Digests) => {
      if (answer === 'ready') isReady = true
      else asked.shift()?.(answer)
      endWhenIdle()
    })
    started.on('error', (error) => {
      hasFailed = true
      onFailure(error)
    })
    started.on('exit', () => {
      if (worker === started) forget()
    })
    worker = started
  }

  /** Those who wait read for themselves. */
  function forget(): void {
    worker = undefined
    isReady = false
    clearTimeout(endTimer)
    for (const resolve of asked.splice(0)) resolve([])
  }

  function endWhenIdle(): void {
    clearTimeout(endTimer)
    if (asked.length > 0) return
    endTimer = setTimeout(() => void close(), limits.threadIdleMs)
    endTimer.unref()
  }

  async function close(): Promise<void> {
    const ended = worker
    forget()
    await ended?.terminate()
  }

  return {
    hasOwnCore: availableParallelism() > 2,
    start,
    close,
    get hasTime() {
      return isReady && asked.length < limits.threadBatchesMax
    },
    get isReading() {
      return asked.length > 0
    },
    digests(raws) {
      if (!worker) return Promise.resolve([])
      const batch = packBatch(raws)
      worker.postMessage(batch, [batch.bytes.buffer])
      return new Promise((resolve) => asked.push(resolve))
    },
  }
}
