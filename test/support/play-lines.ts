import { once } from 'node:events'
import { connect } from 'node:net'
import { listenTo } from './smtp-dialogue.ts'

export interface PlayedLines {
  /** All lines of the server. */
  readonly replies: readonly string[]
}

export interface PlayLinesOptions {
  /** Waits for each reply before the next line, instead of sending them all at once. */
  readonly waits: boolean
  /** Said before the greeting: a PROXY header. */
  readonly opening?: string
}

const PATIENCE_MS = 10_000

/**
 * Says lines to a server, whatever it answers, and then no more. Rejects when the server neither answers
 * nor closes.
 */
export async function playLines(
  port: number,
  lines: readonly Buffer[],
  { waits, opening = '' }: PlayLinesOptions,
): Promise<PlayedLines> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
  const server = listenTo(socket, PATIENCE_MS)
  const replies: string[] = []

  /** Whether the server goes on behind this reply. */
  async function hear(): Promise<boolean> {
    for (;;) {
      const line = await server.next()
      if (line === undefined) return false
      replies.push(line)
      if (line[3] !== '-') return true
    }
  }

  try {
    await once(socket, 'connect')
    if (opening !== '') socket.write(`${opening}\r\n`)
    await hear()
    for (const line of lines) {
      // What is left of a connection that is closed is not said.
      if (!socket.writable) break
      socket.write(Buffer.concat([line, Buffer.from('\r\n')]))
      if (waits && !(await hear())) break
    }
    socket.end()
    while (await hear());
    return { replies }
  } finally {
    socket.destroy()
  }
}
