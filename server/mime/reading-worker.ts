import { parentPort } from 'node:worker_threads'
import type { Batch } from './pack-batch.ts'
import { answerBatch } from './read-batch.ts'

// What `reading-thread.ts` starts: a file of its own in the built program, since Node 20 starts no worker from TypeScript.
const port = parentPort
if (!port)
  throw new Error('This file is the reading thread of Mailmitt and starts as a worker only.')
let last = Promise.resolve()
port.on('message', (batch: Batch) => {
  last = last.then(async () => port.postMessage(await answerBatch(batch)))
})
port.postMessage('ready')
