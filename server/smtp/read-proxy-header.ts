import type { Socket } from 'node:net'
import type { ProxyHeader } from './proxy-header.ts'
import { PROXY_HEADER_BYTES_MAX, parseProxyHeader } from './proxy-header.ts'

const LF = 0x0a

/**
 * Takes the header off a connection and leaves what follows it in the socket. `undefined` when the
 * client has left before.
 */
export function readProxyHeader(socket: Socket): Promise<ProxyHeader | undefined> {
  return new Promise((resolve) => {
    let held = Buffer.alloc(0)

    function finish(header: ProxyHeader | undefined): void {
      socket.off('readable', read)
      for (const event of ['end', 'close', 'error']) socket.off(event, leave)
      // Until somebody else listens, an error must not be nobody's.
      socket.on('error', () => undefined)
      resolve(header)
    }
    const leave = (): void => finish(undefined)

    function read(): void {
      for (let chunk = take(socket); chunk; chunk = take(socket)) {
        held = Buffer.concat([held, chunk])
        const end = held.subarray(0, PROXY_HEADER_BYTES_MAX).indexOf(LF)
        if (end >= 0) {
          const rest = held.subarray(end + 1)
          if (rest.length > 0) socket.unshift(rest)
          finish(parseProxyHeader(held.toString('latin1', 0, end).replace(/\r$/, '')))
          return
        }
        if (held.length >= PROXY_HEADER_BYTES_MAX) {
          finish({ ok: false, problem: `it has more than ${PROXY_HEADER_BYTES_MAX} bytes` })
          return
        }
      }
    }

    socket.on('readable', read)
    for (const event of ['end', 'close', 'error']) socket.once(event, leave)
  })
}

function take(socket: Socket): Buffer | null {
  return socket.read() as Buffer | null
}
