import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection'
import type { FaultDrop, FaultStage } from '../core/faults/fault-rule.ts'
import { limits } from '../core/limits.ts'
import type { MessageId, SessionFacts } from '../core/message.ts'
import type { SessionRecord } from '../core/session.ts'
import type { Login } from './auth/auth-exchange.ts'
import { commands } from './commands/commands.ts'
import type { Conversation, FaultMeans, KnownFacts } from './conversation.ts'
import type { ByteSink } from './byte-sink.ts'
import { formatReply } from './format-reply.ts'
import { MailStream } from './mail-stream.ts'
import type { FaultTarget } from './obey-fault.ts'
import { obeyFault } from './obey-fault.ts'
import { createSessionNotes } from './session-notes.ts'
import type { Inside } from './session-tracker.ts'
import type { SmtpHost } from './smtp-host.ts'
import { createTransaction } from './transaction.ts'

type Socketish = Socket | TLSSocket
type Done = () => void
type Work = () => Promise<void> | void
type Handler = (command: Buffer, callback: Done) => void

/**
 * What may be said before TLS where STARTTLS is required (RFC 3207 4). BDAT may not, but it says so
 * itself, behind the last byte of its chunk.
 */
const VERBS_WITHOUT_TLS = new Set(['BDAT', 'EHLO', 'LHLO', 'NOOP', 'QUIT', 'STARTTLS'])

export interface MailConnectionOptions extends SMTPConnectionOptions {
  readonly host: SmtpHost
  readonly onClosed: () => void
}

/**
 * One SMTP conversation: socket, TLS, idle times and dispatch are the library's; what is read, said and
 * written down is ours.
 */
export class MailConnection extends SMTPConnection implements Conversation {
  readonly host: SmtpHost
  readonly transaction = createTransaction()
  readonly isLmtp: boolean
  readonly #onClosed: () => void
  readonly #startedMs: number
  readonly #raw: Socketish
  readonly #notes
  /** As it was after the handshake: a socket that is gone tells nothing. */
  #tls: SessionFacts['tls']
  #clientName = ''
  #authFailures = 0
  #messages = 0
  #isReceiving = false
  /** Since when the client owes the command, or the message, that it has not completed. */
  #owesSince: number
  /** Runs the command that came before the greeting. */
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
    this.#startedMs = this.#owesSince = host.nowMs()
    this.#notes = createSessionNotes(host.nowMs)
  }

  // The connection from its first to its last byte.

  /** The library waits 100 ms here for "early talkers"; a catcher has nobody to fend off. */
  override init(): void {
    this.host.onOpened(this.id, () => this.#record(undefined))
    this._setListeners(() => {
      if (this.host.isStopping()) this.sayGoodbye()
      else if (this.host.connectionCount() > this.host.bounds.connectionsMax) {
        this.send(421, `${this.name} Too many connections, try again in a moment`, false)
      } else void this.#greet()
    })
  }

  async #greet(): Promise<void> {
    if (await this.meetsFault('connect', {})) this.close()
    else this.connectionReady(() => this.#early())
  }

  override _createParser(): MailStream {
    const parser = new MailStream({ maxCommandLength: limits.smtpLineBytesMax })
    parser.oncommand = (command, callback) => this._onCommand(command, callback)
    parser.ontoolong = (bytes, callback) => this.#refuseLine(bytes, callback)
    // The client says no more and has every reply: some send all they have and then close their half.
    parser.once('finish', () => this.close())
    return parser
  }

  #refuseLine(bytes: number, callback: Done): void {
    if (this._nextHandler) {
      // It was the answer to a 334 (RFC 4954 6).
      this._nextHandler = false
      this.#notes.answerTooLong(bytes)
      this.reply(500, '5.5.6', 'Authentication exchange line is too long')
    } else {
      this.#notes.lineTooLong(bytes)
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
      this.#notes.remark('C', `TLS handshake: ${protocol} ${cipher}`)
      secureCallback?.()
    })
  }

  override _onError(error: Error): void {
    if (this._upgrading) {
      this.#notes.remark('C', `TLS handshake failed: ${error.message}`)
      this.#notes.failed('aborted', `The TLS handshake failed: ${error.message}.`)
    }
    super._onError(error)
  }

  override _onClose(): void {
    const parser = this.#parser()
    const bytes = this.transaction.collection?.bytes
    if (parser?.isReceiving === true && bytes !== undefined) {
      this.#notes.remark('C', `lost after ${bytes.toLocaleString('en')} bytes of message`)
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
    return this.transaction.sender !== undefined || this.#isReceiving
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
    const parser = this.#parser()
    if (this._closing || this._handlerPending || this.#isReceiving) return
    if (!parser || parser.isThrottled) return
    const isLate = nowMs - this.#owesSince > (parser.isReceiving ? dataMs : idleMs)
    const isOver = !this.isInTransaction && nowMs - this.#startedMs > sessionMs
    if (isLate || isOver) this.send(421, 'Timeout, closing the connection')
  }

  override _onTimeout(): void {
    // A throttled client is not idle: it is we who do not read.
    if (!this._closing && this.#parser()?.isThrottled === true) this._armTimeout()
    else super._onTimeout()
  }

  // Commands.

  override _onCommand(command: Buffer, callback?: Done): void {
    if (!this._ready && !this._upgrading) {
      // It came before the greeting, as behind a PROXY header; the parser waits for its answer.
      this.#early = () => this._onCommand(command, callback)
      return
    }
    // A line in answer to 334 belongs to the AUTH that asked for it.
    if (this._nextHandler) this.#notes.answer()
    else this.#notes.command(command)
    super._onCommand(command, () => {
      this.#owesSince = this.host.nowMs()
      callback?.()
    })
  }

  override _getHandler(verb: string): Handler | undefined {
    // Upper case makes ASCII of letters that are none: of a long s an S.
    const command = this.#notes.verb === '' ? undefined : commands.get(verb)
    // The library knows jokes, and verbs that are ours to answer.
    if (!command) return undefined
    return (line, callback) => {
      if (this.needsTls && !VERBS_WITHOUT_TLS.has(verb)) {
        this.reply(530, '5.7.0', 'Must issue a STARTTLS command first')
        callback()
      } else this.#run(() => command(this, line), callback)
    }
  }

  /** A bug in a handler costs one command, not the process. */
  #run(work: Work, callback: Done): void {
    const working = this.#begin(work)
    if (working) void working.catch((error: unknown) => this.#answerBug(error)).finally(callback)
    else callback()
  }

  #begin(work: Work): Promise<void> | void {
    try {
      return work()
    } catch (error) {
      // The library would answer it too, but tell nobody.
      return this.#answerBug(error)
    }
  }

  #answerBug(error: unknown): void {
    this.host.onFailure(error)
    this.reply(451, '4.3.0', 'Local error in processing')
  }

  expectAnswer(take: (answer: string) => Promise<void> | void): void {
    this._nextHandler = (line, callback) => this.#run(() => take(line.toString().trim()), callback)
  }

  startTls(): void {
    this.transaction.reset()
    this.upgrade(() => undefined)
  }

  becomeClient(line: Buffer): Promise<void> {
    const xclient = super._getHandler('XCLIENT')
    return new Promise((resolve) => xclient?.call(this, line, resolve))
  }

  receive(sink: ByteSink, then: Work): void {
    this.#parser()?.receive(sink, () => {
      // The client waits for us now: its idle time does not count (RFC 5321 4.5.3.2.6).
      this._handlerPending = true
      this.#isReceiving = true
      this.#run(then, () => {
        this._handlerPending = false
        this.#isReceiving = false
        this.#owesSince = this.host.nowMs()
        if (this.host.isStopping() && !this.isInTransaction) this.sayGoodbye()
        else this.#parser()?.resumeCommands()
      })
    })
  }

  notesMessage(bytes: number): void {
    this.#notes.message(bytes)
  }

  notesChunk(bytes: number): void {
    this.#notes.chunk(bytes)
  }

  endTransaction(): void {
    this._transactionCounter += 1
    this._unrecognizedCommands = 0
    this._resetSession()
  }

  override _resetSession(): void {
    super._resetSession()
    this.transaction.reset()
  }

  // Replies.

  reply(code: number, enhanced: string, text: string | readonly string[]): void {
    const lines = typeof text === 'string' ? [text] : text
    this.#write(code, this._useEnhancedStatusCodes() ? enhanced : '', lines)
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
      this._socket.write(reply)
      this.#notes.reply(code, reply.trimEnd().split('\r\n'))
      if (code >= 400) this.host.onRefused(this.remoteAddress, this.#notes.verb, reply.trimEnd())
    }
    if (code === 421) this.close()
  }

  // Faults.

  async meetsFault(stage: FaultStage, known: KnownFacts, means: FaultMeans = {}): Promise<boolean> {
    const { recipients } = known
    const user = means.user ?? this.login?.user ?? ''
    const inboxesOf = (): readonly string[] => this.host.inboxesOf(user, recipients ?? [])
    const facts = {
      ...known,
      get inboxes() {
        return inboxesOf()
      },
    }
    const verdict = this.host.faultAt(stage, facts)
    return verdict ? obeyFault(this.#faultTarget(), verdict, { stage, means }) : false
  }

  #faultTarget(): FaultTarget {
    return {
      isClosing: () => this._closing || this._closed,
      notes: this.#notes,
      reply: (code, enhanced, text) => this.reply(code, enhanced, text),
      throttle: (bytesPerSecond) => this.#parser()?.throttle(bytesPerSecond),
      pause: (ms) => this.#pause(ms),
      tear: (how) => this.#tear(how),
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.host.after(ms, resolve)
      this.#wake = () => {
        cancel()
        resolve()
      }
    })
  }

  #tear(how: FaultDrop): void {
    if (how === 'fin') this.close()
    // To reset the socket under a TLS one ends the process; this way no close_notify is sent at least.
    else if (this._socket !== this.#raw) this._socket.destroy()
    else if (this.#raw.remoteAddress === undefined) this.#raw.destroy()
    else this.#raw.resetAndDestroy()
  }

  // What is known of the session.

  get serverName(): string {
    return this.name
  }

  get isSecure(): boolean {
    return this.secure
  }

  get needsTls(): boolean {
    return this.host.rules.requiresStartTls && !this.secure
  }

  get needsLogin(): boolean {
    return this.host.rules.accounts !== undefined && !this.login
  }

  get login(): Login | undefined {
    return isLogin(this.session.user) ? this.session.user : undefined
  }

  get mayXclient(): boolean {
    return this._proxyCommandAllowed('XCLIENT', 'useXClient')
  }

  greeted(clientName: string): void {
    this.hostNameAppearsAs = clientName.toLowerCase()
    this.#clientName = clientName
    this._resetSession()
  }

  named(recipient: string): void {
    this.#notes.inboxes(this.host.inboxesOf('', [recipient]))
  }

  loggedIn(login: Login): void {
    this.session.user = login
  }

  countAuthFailure(): number {
    this.#authFailures += 1
    return this.#authFailures
  }

  delivered(id: MessageId): void {
    this.#messages += 1
    this.#notes.delivered(id)
  }

  get messageCount(): number {
    return this.#messages
  }

  facts(): SessionFacts {
    return {
      id: this.id,
      remoteAddress: this.remoteAddress,
      clientName: this.#clientName,
      protocol: this.#protocol(),
      tls: this.#tls,
      user: this.login?.user ?? '',
      authMechanism: this.login?.mechanism ?? '',
    }
  }

  #record(endedAt: Date | undefined): SessionRecord {
    this.#notes.inboxes(this.host.inboxesOf(this.login?.user ?? '', []))
    return this.#notes.record({
      id: this.id,
      startedAt: new Date(this.#startedMs),
      endedAt,
      remoteAddress: this.remoteAddress,
      clientName: this.#clientName,
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
    const type = this._transmissionType()
    const isUtf8 = this.transaction.sender?.params['SMTPUTF8'] !== undefined
    return isUtf8 ? `UTF8${type.replace(/^E/, '')}` : type
  }

  #parser(): MailStream | undefined {
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
