import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection'
import { limits } from '../core/limits.ts'
import type { Certificate } from '../identity/certificate.ts'
import { MailConnection } from './mail-connection.ts'
import { readProxyHeader } from './read-proxy-header.ts'
import { newSessionId } from './session-id.ts'
import type { SmtpHost } from './smtp-host.ts'

type Next = (error?: Error | null) => void

/** Where to listen: TCP, or a socket of Unix. */
export type BindAddress =
  { readonly host: string; readonly port: number } | { readonly path: string }

export interface MailServerEvents {
  readonly onOpened: (connection: MailConnection) => void
  readonly onClosed: (connection: MailConnection) => void
  /** A connection that failed before there was a session: a bad PROXY header. */
  readonly onUnread: (remoteAddress: string, reason: string) => void
}

/** One bound address. The library's hooks answer at once: each of its defaults costs a turn of the event loop. */
export class MailServer extends SMTPServer {
  readonly #host: SmtpHost
  readonly #events: MailServerEvents
  #certificate: Certificate | undefined

  constructor(options: SMTPServerOptions, host: SmtpHost, events: MailServerEvents) {
    super(options)
    this.#host = host
    this.#events = events
    // Without a listener a client's reset in mid-DATA would end the process.
    this.on('error', () => undefined)
  }

  /** Resolves with the port, 0 for a path; rejects with the system's error. */
  bind(address: BindAddress): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen({ ...address }, () => {
        this.server.off('error', reject)
        const bound = this.server.address()
        resolve(typeof bound === 'object' && bound ? bound.port : 0)
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
      remoteAddress: this.#addressOf(socket),
      ...options,
      host: this.#host,
      // Not a listener of the socket: STARTTLS removes those.
      onClosed: () => this.#events.onClosed(connection),
    })
    this.connections.add(connection)
    this.#events.onOpened(connection)
    connection.on('error', (error: Error) => this._onError(error))
    connection.init()
  }

  /** The library's own reader takes headers for good that are not, and refuses some that are. */
  override _handleProxy(socket: Socket, callback: Parameters<SMTPServer['_handleProxy']>[1]): void {
    const options = { id: newSessionId() }
    if (this._expectsProxyHeader(socket)) void this.#readProxyHeader(socket, options.id, callback)
    else setImmediate(() => callback(null, options))
  }

  async #readProxyHeader(
    socket: Socket,
    id: string,
    callback: Parameters<SMTPServer['_handleProxy']>[1],
  ): Promise<void> {
    const remoteAddress = this.#addressOf(socket)
    // The library's own timeout begins anew with every byte.
    const callOff = this.#host.after(this.#host.bounds.idleMs, () => socket.destroy())
    const header = await readProxyHeader(socket)
    callOff()
    if (header?.ok === true) {
      const told = header.remoteAddress === undefined ? {} : header
      callback(null, { id, ...told })
      return
    }
    const reason = header ? header.problem : 'the client left before it had ended'
    this.#events.onUnread(remoteAddress, reason)
    socket.end(`421 4.3.0 Expected a PROXY header (--smtp-proxy): ${reason}\r\n`)
    // What is left unread would turn the end into a reset, and the reply would be lost.
    socket.resume()
    setTimeout(() => socket.destroy(), limits.stopFlushMs).unref()
    callback(new Error(reason))
  }

  /** Asked only for the LOGIN of XCLIENT; AUTH is ours. */
  override onAuth(
    { username }: { readonly username?: string | undefined },
    _session: unknown,
    next: (error: null, response: { user: object }) => void,
  ): void {
    next(null, { user: { user: username ?? '', mechanism: 'XCLIENT' } })
  }

  override onConnect(_session: unknown, next: Next): void {
    next()
  }

  override onSecure(socket: TLSSocket, _session: unknown, next: Next): void {
    socket.allowHalfOpen = true
    next()
  }

  /** A socket of Unix has no address, and one that was reset at once has lost it. */
  #addressOf({ remoteAddress }: Socket): string {
    return remoteAddress ?? (typeof this.server.address() === 'string' ? 'unix' : 'unknown')
  }

  /** Takes no more connections; resolves when the last one is gone. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve())
      // Those whose PROXY header has not come are nobody's connection yet: nothing else would end them.
      for (const socket of this._pendingSockets.values()) socket.destroy()
    })
  }
}
