import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/** An SMTP server that answers each verb as told, and 250 to all others; resolves with its port. */
export async function startFakeSmtp(replies: Readonly<Record<string, string>>): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write(`${replies['greeting'] ?? '220 fake'}\r\n`)
    let isData = false
    createInterface({ input: socket }).on('line', (line) => {
      if (isData && line !== '.') return
      const verb = isData ? '.' : (line.split(/[ :]/)[0] ?? '').toUpperCase()
      const usual = verb === 'DATA' ? '354 go on' : '250 fine'
      const reply = replies[line] ?? replies[verb] ?? usual
      isData = verb === 'DATA' && reply.startsWith('354')
      socket.write(`${reply}\r\n`)
      if (verb === 'QUIT') socket.end()
    })
  })
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
