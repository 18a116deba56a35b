import { Worker } from 'node:worker_threads'

interface Waiting {
  readonly resolve: (isRight: boolean) => void
  readonly reject: (error: unknown) => void
}

interface Comparer {
  readonly worker: Worker
  /** In the order in which they were asked, which is that of the answers. */
  readonly waiting: Waiting[]
}

let comparer: Comparer | undefined

/**
 * Compares in a thread of its own, one after the other: a bcrypt of cost 10 computes for 60 ms, so that
 * a few guesses a second would be all that the event loop has time for.
 */
export function compareBcrypt(secret: string, hash: string): Promise<boolean> {
  comparer ??= startComparer()
  const { worker, waiting } = comparer
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject })
    // Only while somebody waits does it keep the process alive.
    worker.ref()
    worker.postMessage({ secret, hash })
  })
}

function startComparer(): Comparer {
  const worker = new Worker(new URL('./bcrypt-worker.js', import.meta.url))
  const waiting: Waiting[] = []
  worker.on('message', (isRight: boolean) => {
    waiting.shift()?.resolve(isRight)
    if (waiting.length === 0) worker.unref()
  })
  worker.on('error', (error) => {
    // The next comparison starts another one.
    comparer = undefined
    for (const { reject } of waiting.splice(0)) reject(error)
  })
  return { worker, waiting }
}
