import { Worker } from 'node:worker_threads'
import { MailmittError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'

/** Compares a secret with a bcrypt hash; rejects with `too-many-logins` when too many wait. */
export type CompareBcrypt = (secret: string, hash: string) => Promise<boolean>

interface Waiting {
  readonly resolve: (isRight: boolean) => void
  readonly reject: (error: unknown) => void
}

/**
 * Compares in a thread of its own, one after the other: a bcrypt of cost 10 computes for 60 ms, so that
 * a few guesses a second would be all that the event loop has time for. It starts when first asked.
 */
export function createBcryptThread(): CompareBcrypt {
  let thread: Worker | undefined
  /** In the order in which they were asked, which is that of the answers. */
  const waiting: Waiting[] = []

  function start(): Worker {
    // Flags that Node was started with may not fit another file: `--input-type`, `--test`.
    const worker = new Worker(new URL('./bcrypt-worker.js', import.meta.url), { execArgv: [] })
    worker.on('message', (isRight: boolean) => {
      waiting.shift()?.resolve(isRight)
      if (waiting.length === 0) worker.unref()
    })
    worker.on('error', (error) => {
      // The next comparison starts another one.
      thread = undefined
      for (const { reject } of waiting.splice(0)) reject(error)
    })
    return worker
  }

  return (secret, hash) => {
    if (waiting.length >= limits.loginsWaitingMax) {
      const text = 'Too many passwords wait to be compared; try again in some seconds.'
      return Promise.reject(new MailmittError('too-many-logins', text))
    }
    const worker = (thread ??= start())
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      // Only while somebody waits does it keep the process alive.
      worker.ref()
      worker.postMessage({ secret, hash })
    })
  }
}
