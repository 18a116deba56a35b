import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection'
import { limits } from '../core/limits.ts'
import type { Certificate } from './certificate.ts'
import type { ConnectionHost } from './mail-connection.ts'
import { MailConnection } from './mail-connection.ts'

type Next = (error?: Error | null) => void

/** One bound address. The library's hooks answer at once: each of its defaults costs a turn of the event loop. */
export class MailServer extends SMTPServer {
  readonly #host: ConnectionHost
  readonly #talking = new Set<MailConnection>()
  #certificate: Certificate | undefined

  constructor(options: SMTPServerOptions, host: ConnectionHost) {
    super(options)
    this.#host = host
    // Without a listener a client's reset in mid-DATA would end the process.
    this.on('error', () => undefined)
  }

  /** Resolves with the port; rejects with the system's error. */
  bind(address: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen({ host: address, port }, () => {
        this.server.off('error', reject)
        const bound = this.server.address()
        resolve(typeof bound === 'object' && bound ? bound.port : port)
      })
    })
  }

  useCertificate(certificate: Certificate): void {
    if (this.#certificate === certificate) return
    this.#certificate = certificate
    this.updateSecureContext({ key: certificate.key, cert: certificate.cert })
  }

  override connect(socket: Socket | TLSSocket, options?: SMTPConnectionOptions | null): void {
    const connection: MailConnection = new MailConnection(this, socket, {
      ...options,
      host: this.#host,
      // Not a listener of the socket: STARTTLS removes those.
      onClosed: () => this.#talking.delete(connection),
    })
    this.connections.add(connection)
    this.#talking.add(connection)
    connection.on('error', (error: Error) => this._onError(error))
    connection.init()
  }

  override onConnect(_session: unknown, next: Next): void {
    next()
  }

  override onSecure(socket: TLSSocket, _session: unknown, next: Next): void {
    socket.allowHalfOpen = true
    next()
  }

  override onMailFrom(_address: unknown, _session: unknown, next: Next): void {
    next()
  }

  override onRcptTo(_address: unknown, _session: unknown, next: Next): void {
    next()
  }

  /** 421 to the idle at once, time for messages in flight, then the end for all. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => resolve())
    })
    for (const connection of this.#talking) {
      if (!connection.isInTransaction) connection.sayGoodbye()
    }
    const timer = setTimeout(() => this.#cutOff(), limits.stopGraceMs)
    await closed
    clearTimeout(timer)
  }

  #cutOff(): void {
    for (const connection of this.#talking) connection.cutOff()
  }
}
