import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection'
import type { FaultDrop } from '../core/faults/fault-rule.ts'
import { limits } from '../core/limits.ts'
import type { SessionFacts } from '../core/message.ts'
import type { SessionRecord } from '../core/session.ts'
import type { Login } from './auth/auth-exchange.ts'
import { formatCount } from './format-count.ts'
import { formatReply } from './format-reply.ts'
import { MailStream } from './mail-stream.ts'
import type { Refusal } from './refusals.ts'
import { createSessionNotes } from './session-notes.ts'
import type { Inside } from './session-tracker.ts'
import type { SmtpHost } from './smtp-host.ts'
import { describeTlsFailure } from './tls-failure.ts'
import { createTransaction } from './transaction.ts'

type Socketish = Socket | TLSSocket
export type Done = () => void

export interface MailConnectionOptions extends SMTPConnectionOptions {
  readonly host: SmtpHost
  readonly onClosed: () => void
}

/**
 * An SMTP connection from its first to its last byte: its stream, its TLS, its times, its replies, and
 * what is written down of them. What is said on it is up to `MailConnection`.
 */
export class RecordedConnection extends SMTPConnection {
  readonly host: SmtpHost
  readonly transaction = createTransaction()
  readonly isLmtp: boolean
  protected readonly notes
  protected clientName = ''
  /** The verb of the greeting that was accepted last. */
  protected hello = ''
  /** A message or a chunk is there, and is dealt with. */
  protected isReceiving = false
  /** Since when the client owes the command, or the message, that it has not completed. */
  protected owesSince: number
  readonly #onClosed: () => void
  readonly #startedMs: number
  readonly #raw: Socketish
  #isHandshakeFailed = false
  /** As it was after the handshake: a socket that is gone tells nothing. */
  #tls: SessionFacts['tls']
  /** As a fault has asked for, to the end of the connection. */
  #bytesPerSecond = Infinity
  #early: Done = () => undefined
  /** Ends a pause that a fault has asked for. */
  #wake: Done = () => undefined

  constructor(
    server: SMTPServer,
    socket: Socketish,
    { host, onClosed, ...options }: MailConnectionOptions,
  ) {
    super(server, socket, options)
    this.host = host
    this.isLmtp = server.options.lmtp === true
    this.#onClosed = onClosed
    this.#raw = socket
    this.#startedMs = this.owesSince = host.nowMs()
    this.notes = createSessionNotes(host)
    host.onOpened(this.id, {
      look: () => this.#record(undefined),
      failedAt: () => this.notes.failedAt(),
    })
  }

  override _createParser(): MailStream {
    const parser = new MailStream({ maxCommandLength: limits.smtpLineBytesMax })
    parser.oncommand = (command, callback) => this._onCommand(command, callback)
    parser.bytesPerSecond = () => Math.min(this.#bytesPerSecond, this.transaction.bytesPerSecond)
    parser.ontoolong = (bytes, callback) => {
      this.whenGreeted(() => this.#refuseLine(bytes, () => this._whenWritable(callback)))
    }
    // The client says no more and has every reply: some send all they have and then close their half.
    parser.once('finish', () => this.close())
    return parser
  }

  /** What comes before the greeting, as behind a PROXY header, waits for it, and the parser with it. */
  protected whenGreeted(run: Done): void {
    if (this._ready || this._upgrading) run()
    else this.#early = run
  }

  override _sendGreeting(): void {
    super._sendGreeting()
    const early = this.#early
    this.#early = () => undefined
    early()
  }

  #refuseLine(bytes: number, callback: Done): void {
    if (this._nextHandler) {
      // It was the answer to a 334 (RFC 4954 6).
      this._nextHandler = false
      this.notes.answerTooLong(bytes)
      this.reply(500, '5.5.6', 'Authentication exchange line is too long')
    } else {
      this.notes.lineTooLong(bytes)
      this.reply(500, '5.5.2', 'Line too long')
    }
    callback()
  }

  override upgrade(callback: Done, secureCallback?: Done): void {
    // A client that closes its half in the handshake has left; `onSecure` allows it again.
    this._socket.allowHalfOpen = false
    super.upgrade(callback, () => {
      this.#tls = tlsOf(this._socket)
      const { protocol = '', cipher = '' } = this.#tls ?? {}
      this.notes.remark('C', `TLS handshake: ${protocol} ${cipher}`)
      secureCallback?.()
    })
  }

  override _onError(error: Error): void {
    // Node tells of one failure as `_tlsError` and as `error`; what comes after is its consequence.
    if (this._upgrading && !this.#isHandshakeFailed) {
      this.#isHandshakeFailed = true
      const reason = describeTlsFailure(error)
      this.notes.remark('C', `TLS handshake failed: ${reason}`)
      this.notes.failed('aborted', `The TLS handshake failed: ${reason}.`)
    }
    super._onError(error)
  }

  override _onClose(): void {
    const parser = this.stream
    const bytes = this.transaction.collection?.bytes
    if (parser?.isReceiving === true && bytes !== undefined) {
      this.notes.remark('C', `lost after ${formatCount(bytes)} bytes of message`)
    }
    parser?.discard()
    const isFirst = !this._closed
    const record = isFirst ? this.#record(new Date(this.host.nowMs())) : undefined
    super._onClose()
    this.transaction.reset()
    this.#wake()
    if (!record) return
    this.#onClosed()
    this.host.onEnded(record)
  }

  get isInTransaction(): boolean {
    return this.transaction.sender !== undefined || this.isReceiving
  }

  sayGoodbye(): void {
    this.send(421, `${this.name} Mailmitt is shutting down`, false)
  }

  /** For a client that does not go by itself, nor read its 421. */
  cutOff(): void {
    this.sayGoodbye()
    const socket = this._socket
    socket.destroySoon()
    setTimeout(() => socket.destroy(), limits.stopFlushMs).unref()
  }

  /** Ends a client that takes too long, however steadily its bytes trickle. */
  checkTime(nowMs: number): void {
    const { idleMs, dataMs, sessionMs } = this.host.bounds
    const parser = this.stream
    if (this._closing || this._handlerPending || this.isReceiving) return
    if (!parser) return
    if (parser.holdsBack) {
      // It is we who do not read.
      this.owesSince = nowMs
      return
    }
    const isLate = nowMs - this.owesSince > (parser.isReceiving ? dataMs : idleMs)
    const isOver = !this.isInTransaction && nowMs - this.#startedMs > sessionMs
    if (isLate || isOver) this.send(421, 'Timeout, closing the connection')
  }

  override _onTimeout(): void {
    if (!this._closing && this.stream?.holdsBack === true) this._armTimeout()
    else super._onTimeout()
  }

  override _resetSession(): void {
    super._resetSession()
    this.transaction.reset()
  }

  reply(code: number, enhanced: string, text: string | readonly string[]): void {
    const lines = typeof text === 'string' ? [text] : text
    this.#write(code, this._useEnhancedStatusCodes() ? enhanced : '', lines)
  }

  refuse({ code, enhanced, text }: Refusal): void {
    this.reply(code, enhanced, text)
  }

  /** What the library says by itself. */
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const lines = Array.isArray(data) ? data : [data ?? '']
    this.#write(code, this._getEnhancedStatusCode(code, context), lines)
  }

  #write(code: number, enhanced: string, lines: readonly string[]): void {
    const reply = formatReply({ code, enhanced, lines })
    const { readyState } = this._socket
    // While the handshake runs this is the raw socket: plain text would end it. A client that has closed
    // its half may still listen.
    if (!this._upgrading && (readyState === 'open' || readyState === 'writeOnly')) {
      this._socket.write(`${reply.join('\r\n')}\r\n`)
      this.notes.reply(code, reply)
      if (code >= 400) this.#tellRefusal(code, reply.join(' '))
    }
    if (code === 421) this.close()
  }

  #tellRefusal(code: number, reply: string): void {
    const { remoteAddress } = this
    const { verb } = this.notes
    const inboxes = (): readonly string[] => this.#inboxes()
    this.host.onRefused({ remoteAddress, verb, code, reply, inboxes })
  }

  /** Those of its user, and of everybody who was named so far. */
  #inboxes(): readonly string[] {
    this.notes.inboxes(this.host.inboxesOf(this.login?.user ?? '', []))
    return this.notes.inboxNames
  }

  /** Resolves after so long, or when the connection is gone. */
  protected pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.host.after(ms, resolve)
      this.#wake = () => {
        cancel()
        resolve()
      }
    })
  }

  protected throttle(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond
  }

  protected tear(how: FaultDrop): void {
    // To reset the socket under a TLS one ends the process; this way no close_notify is sent at least.
    if (how === 'rst') {
      if (this._socket !== this.#raw) this._socket.destroy()
      else if (this.#raw.remoteAddress === undefined) this.#raw.destroy()
      else this.#raw.resetAndDestroy()
    }
    // A reset takes a moment, and as long as there are replies that the client does not read: what is
    // pipelined behind the command must not run, and the end has its time.
    this.close()
  }

  get login(): Login | undefined {
    return isLogin(this.session.user) ? this.session.user : undefined
  }

  facts(): SessionFacts {
    return {
      id: this.id,
      remoteAddress: this.remoteAddress,
      clientName: this.clientName,
      protocol: this.#protocol(),
      tls: this.#tls,
      user: this.login?.user ?? '',
      authMechanism: this.login?.mechanism ?? '',
    }
  }

  #record(endedAt: Date | undefined): SessionRecord {
    this.notes.inboxes(this.host.inboxesOf(this.login?.user ?? '', []))
    return this.notes.record({
      id: this.id,
      startedAt: new Date(this.#startedMs),
      endedAt,
      remoteAddress: this.remoteAddress,
      clientName: this.clientName,
      user: this.login?.user ?? '',
      tls: this.#tls,
      inside: this.#inside(),
    })
  }

  #inside(): Inside {
    if (this._upgrading) return 'tls'
    if (this._nextHandler) return 'auth'
    const { sender, attempts, acceptedCount } = this.transaction
    // Where every recipient was refused a client has nothing to wait for: leaving is no loss.
    return sender && (acceptedCount > 0 || attempts === 0) ? 'transaction' : undefined
  }

  /** RFC 3848; with SMTPUTF8 the E gives way to UTF8 (RFC 6531 4.3). */
  #protocol(): string {
    const isUtf8 = this.transaction.sender?.params['SMTPUTF8'] !== undefined
    const base = this.isLmtp ? 'LMTP' : 'SMTP'
    const extended = this.hello === 'EHLO' ? `E${base}` : base
    return `${isUtf8 ? `UTF8${base}` : extended}${this.secure ? 'S' : ''}${this.login ? 'A' : ''}`
  }

  protected get stream(): MailStream | undefined {
    return this._parser instanceof MailStream ? this._parser : undefined
  }
}

function tlsOf(socket: Socketish): SessionFacts['tls'] {
  if (!('getProtocol' in socket)) return undefined
  return { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().standardName }
}

/** What we keep as the library's `session.user` once AUTH succeeded. */
function isLogin(value: unknown): value is Login {
  return typeof value === 'object' && value !== null && 'mechanism' in value
}
