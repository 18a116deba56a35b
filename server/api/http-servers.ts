import type { IncomingMessage, RequestListener, Server as HttpServer } from 'node:http'
import { createServer } from 'node:http'
import { createServer as createTlsServer, Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { limits } from '../core/limits.ts'
import type { Certificates } from '../identity/certificate.ts'

type Server = HttpServer | HttpsServer

/** One bound address. */
export interface Bound {
  readonly port: number
  close(): Promise<void>
}

/** Answers HTTP or HTTPS on any number of addresses with one application. */
export interface HttpServers {
  /** Rejects with the system's error when the address cannot be bound. */
  readonly listen: (host: string, port: number) => Promise<Bound>
  /** Connections from now on get the certificate as it is now. */
  reloadCertificate(): Promise<void>
  /** Requests in flight have `limits.stopGraceMs`. */
  close(): Promise<void>
}

/**
 * Fastify's own `listen` binds what DNS says and passes over a second address that is taken; here each
 * address is bound by name, and every failure is told. Without certificates it is HTTP.
 */
export function createHttpServers(
  app: FastifyInstance,
  certificates: Certificates | undefined,
): HttpServers {
  const servers = new Set<Server>()
  /** Websockets too, which their server forgets once they are upgraded. */
  const sockets = new Set<Socket>()
  /** By peer, those of HTTPS before TLS stands. */
  const handshaking = new Map<string, Socket>()

  async function createOne(): Promise<Server> {
    const answer: RequestListener = (request, response) => app.routing(request, response)
    const options = {
      requestTimeout: limits.httpRequestMs,
      keepAliveTimeout: limits.httpIdleMs,
    }
    const server = certificates
      ? createTlsServer({ ...options, ...tlsOptions, ...(await certificates.current()) }, answer)
      : createServer(options, answer)
    server.on('upgrade', (request, socket, head) => {
      // The websocket plugin listens on the application's own server, which is bound to nothing.
      if (isWebSocket(request)) app.server.emit('upgrade', request, socket, head)
      else readOn(server, request, { socket, head })
    })
    // Above TLS, where there is one.
    server.on(certificates ? 'secureConnection' : 'connection', (socket: Socket) => {
      // Told again at each offer of another protocol.
      if (sockets.has(socket)) return
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    if (certificates) trackHandshakes(server)
    return server
  }

  function trackHandshakes(server: Server): void {
    server.on('connection', (socket: Socket) => {
      const peer = peerOf(socket)
      handshaking.set(peer, socket)
      socket.once('close', () => handshaking.delete(peer))
    })
    server.on('secureConnection', (socket: Socket) => handshaking.delete(peerOf(socket)))
  }

  function stop(server: Server): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, limits.stopGraceMs)
      server.close(() => {
        clearTimeout(timer)
        resolve()
      })
      server.closeIdleConnections()
      // Idle as well, but not to their server: those who have said nothing yet.
      const silent = [...sockets].filter(({ bytesRead }) => bytesRead === 0)
      for (const socket of [...handshaking.values(), ...silent]) socket.destroy()
    })
  }

  return {
    async listen(host, port) {
      const server = await createOne()
      await bind(server, host, port)
      servers.add(server)
      const address = server.address()
      return {
        port: typeof address === 'object' && address ? address.port : port,
        async close() {
          servers.delete(server)
          await stop(server)
        },
      }
    },
    async reloadCertificate() {
      if (!certificates) return
      await certificates.reload()
      const { key, cert } = await certificates.current()
      for (const server of servers) {
        if (server instanceof HttpsServer) server.setSecureContext({ key, cert })
      }
    },
    async close() {
      await Promise.all(Array.from(servers, stop))
    },
  }
}

const tlsOptions = { handshakeTimeout: limits.httpRequestMs }

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function peerOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'
}

const NOT_FORWARDED = new Set(['connection', 'upgrade', 'http2-settings'])

/**
 * Reads a request that asks for another protocol as if it had not (RFC 9110 7.8): Java's client offers
 * `h2c` on every one. Node takes the socket from its parser at any upgrade, and the body would be lost:
 * a DELETE of one message would be one of all.
 */
function readOn(
  server: Server,
  { method, url, httpVersion, rawHeaders }: IncomingMessage,
  { socket, head }: { readonly socket: Duplex; readonly head: Buffer },
): void {
  const lines = [`${method ?? 'GET'} ${url ?? '/'} HTTP/${httpVersion}`]
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (!NOT_FORWARDED.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[at + 1] ?? ''}`)
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  // What HTTP is read from: below TLS it would be a handshake.
  server.emit(server instanceof HttpsServer ? 'secureConnection' : 'connection', socket)
}
