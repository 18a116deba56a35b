import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection'
import { MailmittError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Envelope, EsmtpParams, SessionFacts } from '../core/message.ts'
import type { SessionRecord } from '../core/session-log.ts'
import type { IncomingMail } from '../intake/intake.ts'
import type { AuthExchange, AuthStep, Login } from './auth-exchange.ts'
import { createAuthExchange } from './auth-exchange.ts'
import { formatReply } from './format-reply.ts'
import type { CollectedData } from './mail-stream.ts'
import { MailStream } from './mail-stream.ts'
import type { ParsedPath } from './parse-path.ts'
import { decodeCommand, parsePath } from './parse-path.ts'
import { createSessionTracker } from './session-tracker.ts'

/** What a connection needs of the house around it. */
export interface ConnectionHost {
  readonly messageBytesMax: number
  readonly recipientsMax: number
  /** Set once the server stops: what is idle then gets 421. */
  readonly isStopping: () => boolean
  /** Whether STARTTLS is accepted at all. */
  readonly hasStartTls: boolean
  readonly now: () => Date
  /** Makes sure that there is a certificate. */
  readonly readyTls: () => Promise<void>
  /** Resolves with the id of the kept message. */
  readonly receive: (mail: IncomingMail) => Promise<string>
  readonly onAccepted: (id: string, envelope: Envelope, bytes: number) => void
  readonly onRefused: (remoteAddress: string, verb: string, reply: string) => void
  readonly onEnded: (session: SessionRecord) => void
  readonly onFailure: (error: unknown) => void
}

type Socketish = Socket | TLSSocket
type Done = () => void

type Handler = (command: Buffer, callback: Done) => void

const TRANSACTION_VERBS = new Set(['AUTH', 'MAIL', 'RCPT', 'DATA', 'STARTTLS'])

/** Known to some standard, but not to us: 502 instead of 500 (RFC 5321 4.2.4). */
const UNIMPLEMENTED_VERBS = new Set([
  'ATRN',
  'BDAT',
  'BURL',
  'ETRN',
  'EXPN',
  'SAML',
  'SEND',
  'SOML',
  'TURN',
])

/** What may follow a path (RFC 1870, 6152, 6531, 3461, 4954, 8689). */
const MAIL_PARAMS = new Set(['AUTH', 'BODY', 'ENVID', 'REQUIRETLS', 'RET', 'SIZE', 'SMTPUTF8'])
const RCPT_PARAMS = new Set(['NOTIFY', 'ORCPT'])

export interface MailConnectionOptions extends SMTPConnectionOptions {
  readonly host: ConnectionHost
  readonly onClosed: () => void
}

/** One SMTP conversation: the library's, with our own reading of paths and of DATA, and no pause. */
export class MailConnection extends SMTPConnection {
  readonly #host: ConnectionHost
  readonly #onClosed: () => void
  readonly #startedAt: Date
  readonly #tracker = createSessionTracker()
  #verb = ''
  #clientName = ''
  #lastPath: ParsedPath | undefined
  #sender: ParsedPath | undefined
  #recipients: ParsedPath[] = []
  #isReceiving = false

  constructor(
    server: SMTPServer,
    socket: Socketish,
    { host, onClosed, ...options }: MailConnectionOptions,
  ) {
    super(server, socket, options)
    this.#host = host
    this.#onClosed = onClosed
    this.#startedAt = host.now()
  }

  /** The library waits 100 ms here for "early talkers"; a catcher has nobody to fend off. */
  override init(): void {
    this._setListeners(() => {
      if (this.#host.isStopping()) {
        this.sayGoodbye()
        return
      }
      if (this._server.connections.size > limits.smtpConnectionsMax) {
        this.send(421, `${this.name} Too many connections, try again in a moment`, false)
        return
      }
      this.connectionReady()
    })
  }

  override _createParser(): MailStream {
    const parser = new MailStream({ maxCommandLength: limits.smtpLineBytesMax })
    parser.oncommand = (command, callback) => this._onCommand(command, callback)
    parser.ontoolong = (callback) => {
      this.#verb = ''
      // In the middle of AUTH it was the answer.
      this._nextHandler = false
      this.send(500, 'Line too long')
      callback()
    }
    // The client says no more and has every reply: some send all they have and then close their half.
    parser.once('finish', () => this.close())
    return parser
  }

  override _onCommand(command: Buffer, callback?: Done): void {
    // A line in answer to 334 belongs to the AUTH that asked for it.
    if (!this._nextHandler) this.#verb = verbOf(command)
    super._onCommand(command, callback)
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (TRANSACTION_VERBS.has(this.#verb) || code === 421) this.#note(code, data)
    const lines = Array.isArray(data) ? data : [data ?? '']
    this.#write(formatReply({ code, enhanced: this._getEnhancedStatusCode(code, context), lines }))
    if (code === 421) this.close()
    // Recorded here, because of a repeated recipient the library keeps only one.
    if (context === 'MAIL_FROM_OK') this.#sender = this.#lastPath
    if (context === 'RCPT_TO_OK' && this.#lastPath) this.#recipients.push(this.#lastPath)
  }

  /** The library writes nothing to a client that has closed its half, though it may still listen. */
  #write(reply: string): void {
    const { readyState } = this._socket
    // While the handshake runs this is the raw socket: plain text would end it.
    if (this._upgrading || (readyState !== 'open' && readyState !== 'writeOnly')) return
    this._socket.write(reply)
  }

  override _getHandler(command: string): Handler | undefined {
    if (!UNIMPLEMENTED_VERBS.has(command)) return super._getHandler(command)
    return (_command, callback) => this.#refuse(502, 'Command not implemented', callback)
  }

  #refuse(code: number, text: string, callback: Done): void {
    this.send(code, text)
    callback()
  }

  #note(code: number, data: string | string[] | null | undefined): void {
    const text = `${code} ${Array.isArray(data) ? data.join(' ') : (data ?? '')}`.trim()
    this.#tracker.replied(this.#verb, code, text)
    if (code >= 400) this.#host.onRefused(this.remoteAddress, this.#verb, text)
  }

  override _parseAddressCommand(
    name: string,
    command: Buffer | string,
  ): ReturnType<SMTPConnection['_parseAddressCommand']> {
    const parsed = parsePath(
      name === 'mail from' ? 'MAIL FROM' : 'RCPT TO',
      typeof command === 'string' ? command : decodeCommand(command),
    )
    this.#lastPath = parsed
    if (!parsed) return false
    return {
      address: parsed.address,
      args: toArgs(parsed.params),
      ...(parsed.duplicate === undefined ? {} : { duplicate: parsed.duplicate }),
    }
  }

  /** RFC 5321 4.1.1.11: 555 for a parameter that was never offered. */
  override _rejectInvalidParams(
    parsed: NonNullable<Exclude<ReturnType<SMTPConnection['_parseAddressCommand']>, false>>,
    needValue: string[],
    callback: Done,
  ): boolean {
    const known = this.#verb === 'MAIL' ? MAIL_PARAMS : RCPT_PARAMS
    const stranger = Object.keys(this.#lastPath?.params ?? {}).find((key) => !known.has(key))
    if (stranger === undefined) return super._rejectInvalidParams(parsed, needValue, callback)
    this.#refuse(555, `Parameter ${stranger} is not known here`, callback)
    return true
  }

  override handler_RCPT(command: Buffer, callback: Done): void {
    if (this.#recipients.length >= this.#host.recipientsMax && this.#host.recipientsMax > 0) {
      const text = `Too many recipients, at most ${this.#host.recipientsMax} are accepted`
      this.send(452, text, 'TOO_MANY_RECIPIENTS')
      callback()
      return
    }
    super.handler_RCPT(command, callback)
  }

  override handler_RSET(command: Buffer, callback: Done): void {
    if (hasArgument(command)) this.#refuse(501, 'RSET has no parameters', callback)
    else super.handler_RSET(command, callback)
  }

  override handler_QUIT(command: Buffer, callback: Done): void {
    if (hasArgument(command)) this.#refuse(501, 'QUIT has no parameters', callback)
    else super.handler_QUIT(command, callback)
  }

  /** RFC 4954 4. */
  override handler_AUTH(command: Buffer, callback: Done): void {
    const [, mechanism, initial, ...more] = command.toString().trim().split(/\s+/)
    const exchange = createAuthExchange(mechanism?.toUpperCase() ?? '')
    if (this.session.envelope.mailFrom) this.#refuse(503, 'Not during a transaction', callback)
    else if (this.session.user) this.#refuse(503, 'Already authenticated', callback)
    else if (mechanism === undefined || more.length > 0) {
      this.#refuse(501, 'Syntax: AUTH mechanism [initial-response]', callback)
    } else if (!exchange) this.#refuse(504, `Mechanism ${mechanism} is not known here`, callback)
    else {
      this.#goOnWith(exchange, initial === undefined ? exchange.begin() : exchange.answer(initial))
      callback()
    }
  }

  #goOnWith(exchange: AuthExchange, step: AuthStep): void {
    switch (step.type) {
      case 'challenge':
        this._nextHandler = (line, callback) => {
          const response = line.toString().trim()
          const isCancelled = response === '*'
          if (isCancelled) this.send(501, '5.7.0 Authentication cancelled', false)
          else this.#goOnWith(exchange, exchange.answer(response))
          callback()
        }
        this.send(334, step.text)
        break
      case 'done':
        this.session.user = step.login
        this.send(235, 'Authentication successful')
        break
      case 'refused':
        this.send(501, `5.5.2 ${step.reason}`, false)
    }
  }

  override handler_STARTTLS(command: Buffer, callback: Done): void {
    if (!this.#host.hasStartTls) {
      this.#refuse(502, 'STARTTLS is switched off', callback)
      return
    }
    this.#host.readyTls().then(
      () => {
        // A client that closes its half in the handshake has left; `onSecure` allows it again.
        this._socket.allowHalfOpen = this.secure
        super.handler_STARTTLS(command, callback)
      },
      (error: unknown) => {
        this.#host.onFailure(error)
        this.#refuse(454, 'TLS not available due to temporary reason', callback)
      },
    )
  }

  override handler_DATA(command: Buffer, callback: Done): void {
    if (hasArgument(command)) {
      this.#refuse(501, 'DATA has no parameters', callback)
      return
    }
    if (this.#recipients.length === 0) {
      const missing = this.session.envelope.mailFrom ? 'RCPT' : 'MAIL'
      this.#refuse(503, `Need ${missing} first`, callback)
      return
    }
    if (!(this._parser instanceof MailStream)) {
      callback()
      return
    }
    this._parser.collect(this.#host.messageBytesMax, (data) => this.#finishData(data))
    this.send(354, 'End data with <CR><LF>.<CR><LF>')
    callback()
  }

  #finishData(data: CollectedData): void {
    if (!data.ok) {
      const text = `Message of ${data.bytes} bytes exceeds the maximum size of ${this.#host.messageBytesMax}`
      this.#endTransaction(552, text, 'MESSAGE_TOO_BIG')
      return
    }
    // The client waits for us now: its idle time does not count (RFC 5321 4.5.3.2.6).
    this._handlerPending = true
    this.#isReceiving = true
    const envelope = this.#envelope()
    this.#host.receive({ raw: data.raw, envelope, session: this.#facts() }).then(
      (id) => {
        this.#host.onAccepted(id, envelope, data.raw.byteLength)
        this.#endTransaction(250, `OK: message ${id} accepted`, 'DATA_OK')
      },
      (error: unknown) => {
        if (!(error instanceof MailmittError)) this.#host.onFailure(error)
        const text = error instanceof MailmittError ? error.message : 'Local error in processing'
        this.#endTransaction(451, text, 'SYSTEM_ERROR')
      },
    )
  }

  #endTransaction(code: number, text: string, context: string): void {
    this._handlerPending = false
    this.#isReceiving = false
    this.#verb = 'DATA'
    this.send(code, text, context)
    this._transactionCounter += 1
    this._unrecognizedCommands = 0
    this._resetSession()
    if (this.#host.isStopping()) this.sayGoodbye()
    else if (this._parser instanceof MailStream) this._parser.resumeCommands()
  }

  override _resetSession(): void {
    super._resetSession()
    this.#sender = undefined
    this.#recipients = []
  }

  /** HELO and EHLO keep the name as sent; the library lower-cases it. */
  override handler_EHLO(command: Buffer, callback: Done): void {
    super.handler_EHLO(command, callback)
    this.#keepClientName(command)
  }

  override handler_HELO(command: Buffer, callback: Done): void {
    super.handler_HELO(command, callback)
    this.#keepClientName(command)
  }

  #keepClientName(command: Buffer): void {
    if (this.hostNameAppearsAs) this.#clientName = command.toString().trim().split(/\s+/)[1] ?? ''
  }

  get isInTransaction(): boolean {
    return Boolean(this.session.envelope.mailFrom) || this.#isReceiving
  }

  sayGoodbye(): void {
    this.#verb = ''
    this.send(421, `${this.name} Mailmitt is shutting down`, false)
  }

  /** For a client that does not go by itself, nor read its 421. */
  cutOff(): void {
    this.sayGoodbye()
    const socket = this._socket
    socket.destroySoon()
    setTimeout(() => socket.destroy(), limits.stopFlushMs).unref()
  }

  override _onClose(): void {
    if (this._parser instanceof MailStream) this._parser.discard()
    const ended = !this._closed
    const inside = this.#unfinished()
    super._onClose()
    if (!ended) return
    this.#onClosed()
    this.#host.onEnded({
      id: this.id,
      startedAt: this.#startedAt,
      endedAt: this.#host.now(),
      remoteAddress: this.remoteAddress,
      clientName: this.#clientName,
      user: this.#login?.user ?? '',
      ...this.#tracker.ended(inside),
    })
  }

  #unfinished(): 'transaction' | 'auth' | 'tls' | undefined {
    if (this._upgrading) return 'tls'
    if (this._nextHandler) return 'auth'
    return this.session.envelope.mailFrom ? 'transaction' : undefined
  }

  #envelope(): Envelope {
    return {
      from: this.#sender?.address ?? '',
      to: this.#recipients.map(({ address }) => address),
      mailParams: this.#sender?.params ?? {},
      rcptParams: this.#recipients.map(({ params }) => params),
    }
  }

  #facts(): SessionFacts {
    return {
      id: this.id,
      remoteAddress: this.remoteAddress,
      clientName: this.#clientName,
      protocol: this.#protocol(),
      tls: this.#tls(),
      user: this.#login?.user ?? '',
      authMechanism: this.#login?.mechanism ?? '',
    }
  }

  /** RFC 3848; with SMTPUTF8 the E gives way to UTF8 (RFC 6531 4.3). */
  #protocol(): string {
    const type = this._transmissionType()
    return this.session.envelope.smtpUtf8 ? `UTF8${type.replace(/^E/, '')}` : type
  }

  #tls(): SessionFacts['tls'] {
    const socket = this._socket
    if (!('getProtocol' in socket)) return undefined
    return { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().standardName }
  }

  get #login(): Login | undefined {
    return isLogin(this.session.user) ? this.session.user : undefined
  }
}

/** What we keep as the library's `session.user` once AUTH succeeded. */
function isLogin(value: unknown): value is Login {
  return typeof value === 'object' && value !== null && 'mechanism' in value
}

function verbOf(command: Buffer): string {
  return (/^[a-z]+/i.exec(command.toString('latin1').trimStart())?.[0] ?? '').toUpperCase()
}

/** The library's form: a keyword without a value is `true`; no parameters at all are `false`. */
function toArgs(params: EsmtpParams): Record<string, string | true> | false {
  const entries = Object.entries(params)
  if (entries.length === 0) return false
  return Object.fromEntries(entries.map(([key, value]) => [key, value === '' ? true : value]))
}

function hasArgument(command: Buffer): boolean {
  return /\s\S/.test(command.toString('latin1').trim())
}
