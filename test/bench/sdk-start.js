// A process of its own: how long a test file waits for its first message, from the import on.
import { createConnection } from 'node:net'

const importedFrom = process.argv[2]
const startedAt = performance.now()
const { startMailmitt } = await import(importedFrom)
const importedAt = performance.now()
const mail = await startMailmitt()
const upAt = performance.now()
const inbox = mail.inbox()
await send(inbox)
await inbox.waitFor('First')
const receivedAt = performance.now()
await mail.close()

process.stdout.write(
  JSON.stringify({
    importMs: importedAt - startedAt,
    startMs: upAt - importedAt,
    messageMs: receivedAt - upAt,
    allMs: receivedAt - startedAt,
  }),
)

/** The least that is SMTP, so that no client library is measured. */
async function send({ smtp, address }) {
  const socket = createConnection(smtp.port, smtp.host).setEncoding('utf8')
  const lines = [
    'HELO bench',
    'MAIL FROM:<app@example.com>',
    `RCPT TO:<${address}>`,
    'DATA',
    'Subject: First\r\n\r\nHello\r\n.',
    'QUIT',
  ]
  // One reply, one line of several at most: HELO has no extensions to tell.
  for await (const _reply of socket) {
    const line = lines.shift()
    if (line === undefined) break
    socket.write(`${line}\r\n`)
  }
}
