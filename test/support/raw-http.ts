import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface RawAnswer {
  readonly status: number
  readonly body: string
}

/** One HTTP connection that says just what it is told to. It is destroyed when the test ends. */
export interface RawHttp {
  readonly socket: Socket
  /** Sends GETs for these paths at once, without waiting for answers in between (RFC 9112 9.3.2). */
  get(...paths: readonly string[]): void
  /** The next answer, in the order of the requests. */
  hear(): Promise<RawAnswer>
}

export async function connectHttp(url: string): Promise<RawHttp> {
  const { port, pathname } = new URL(url)
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
  onTestFinished(() => void socket.destroy())
  // Tests reset connections; what they look at is the server.
  socket.on('error', () => undefined)
  const answers = listenTo(socket)
  await once(socket, 'connect')
  return {
    socket,
    get(...paths) {
      const requests = paths.map(
        (path) => `GET ${pathname}${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`,
      )
      socket.write(requests.join(''))
    },
    hear: () => answers.next(),
  }
}

interface Answers {
  next(): Promise<RawAnswer>
}

function listenTo(socket: Socket): Answers {
  let bytes = ''
  const answers: RawAnswer[] = []
  let wake = (): void => undefined
  let isOver = false

  function take(): void {
    for (;;) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return
      const [, status = '0'] = /^HTTP\/1\.1 (\d+)/.exec(bytes) ?? []
      const [, length = '0'] = /\ncontent-length: (\d+)/i.exec(bytes.slice(0, end)) ?? []
      const last = end + 4 + Number(length)
      if (bytes.length < last) return
      answers.push({ status: Number(status), body: bytes.slice(end + 4, last) })
      bytes = bytes.slice(last)
    }
  }

  // One character a byte, as content-length counts.
  socket.setEncoding('latin1').on('data', (data: string) => {
    bytes += data
    take()
    wake()
  })
  socket.once('close', () => {
    isOver = true
    wake()
  })

  return {
    async next() {
      for (;;) {
        const answer = answers.shift()
        if (answer) return answer
        if (isOver) throw new Error('The connection has ended without an answer.')
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
