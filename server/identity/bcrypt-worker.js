// JavaScript, since Node 20 starts no worker from TypeScript; a file, since a worker is started from one.
import { parentPort } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

parentPort.on('message', ({ secret, hash }) => {
  parentPort.postMessage(bcrypt.compareSync(secret, hash))
})
