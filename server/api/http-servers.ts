import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { limits } from '../core/limits.ts'

/** One bound address. */
export interface Bound {
  readonly port: number
  close(): Promise<void>
}

/** Answers HTTP on any number of addresses with one application. */
export interface HttpServers {
  /** Rejects with the system's error when the address cannot be bound. */
  readonly listen: (host: string, port: number) => Promise<Bound>
  /** Requests in flight have `limits.stopGraceMs`. */
  close(): Promise<void>
}

/**
 * Fastify's own `listen` binds what DNS says and passes over a second address that is taken; here each
 * address is bound by name, and every failure is told.
 */
export function createHttpServers(app: FastifyInstance): HttpServers {
  const servers = new Set<Server>()
  /** Websockets too, which their server forgets once they are upgraded. */
  const sockets = new Set<Socket>()

  function createOne(): Server {
    const server = createServer({ requestTimeout: limits.httpRequestMs }, (request, response) =>
      app.routing(request, response),
    )
    // The websocket plugin listens on the application's own server, which is bound to nothing.
    server.on('upgrade', (...upgrade) => app.server.emit('upgrade', ...upgrade))
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    return server
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
    })
  }

  return {
    async listen(host, port) {
      const server = createOne()
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
    async close() {
      await Promise.all(Array.from(servers, stop))
    },
  }
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
