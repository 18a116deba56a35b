import { createServer } from 'node:http'
import type { Server } from 'node:http'

export interface Trap {
  /** An address elsewhere, as the mail of an attacker would name it. */
  readonly url: string
  /** An address that nobody is lured to: when it answers, what was asked before has come. */
  readonly beside: string
  /** What was asked of it: a secret that left, or a beacon that was fetched. */
  readonly caught: readonly string[]
  /** A preconnect asks for nothing, and still tells that the mail was opened. */
  connections(): number
  close(): Promise<void>
}

/** Listens, answers everything, and remembers who came. */
export async function setTrap(): Promise<Trap> {
  const caught: string[] = []
  let connections = 0
  const server = createServer((request, response) => {
    caught.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.setHeader('access-control-allow-origin', '*')
    response.end('caught')
  })
  server.on('connection', () => (connections += 1))
  const beside = createServer((_request, response) => response.end('heard'))
  const [port, besidePort] = [await listen(server), await listen(beside)]
  return {
    // By name and by number, a browser takes these for two origins; the inbox has the other one.
    url: `http://127.0.0.1:${port}`,
    beside: `http://127.0.0.1:${besidePort}/`,
    caught,
    connections: () => connections,
    close: async () => {
      await Promise.all([server, beside].map(closed))
    },
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The trap has no port.')
  return address.port
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })
}
