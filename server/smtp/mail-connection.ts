import type { FaultStage } from '../core/faults/fault-rule.ts'
import type { MessageId } from '../core/message.ts'
import type { Login } from './auth/auth-exchange.ts'
import type { ByteSink } from './byte-sink.ts'
import { commands } from './commands/commands.ts'
import type { Conversation, FaultMeans, KnownFacts } from './conversation.ts'
import type { FaultTarget } from './obey-fault.ts'
import { obeyFault } from './obey-fault.ts'
import type { Done } from './recorded-connection.ts'
import { RecordedConnection } from './recorded-connection.ts'
import { NEEDS_TLS } from './refusals.ts'
import { StageFacts } from './stage-facts.ts'

type Work = () => Promise<void> | void
type Handler = (command: Buffer, callback: Done) => void

/**
 * What may be said before TLS where STARTTLS is required (RFC 3207 4). BDAT may not, but it says so
 * itself, behind the last byte of its chunk.
 */
const VERBS_WITHOUT_TLS = new Set(['BDAT', 'EHLO', 'LHLO', 'NOOP', 'QUIT', 'STARTTLS'])

/** One SMTP conversation: what the client says, and what is done about it. */
export class MailConnection extends RecordedConnection implements Conversation {
  #authFailures = 0
  #messages = 0

  /** The library waits 100 ms here for "early talkers"; a catcher has nobody to fend off. */
  override init(): void {
    this._setListeners(() => {
      if (this.host.isStopping()) this.sayGoodbye()
      else if (this.host.connectionCount() > this.host.bounds.connectionsMax) {
        this.send(421, `${this.name} Too many connections, try again in a moment`, false)
      } else void this.#greet()
    })
  }

  async #greet(): Promise<void> {
    // The client waits for us: that is no idle time of its own.
    this._handlerPending = true
    const isMet = await this.meetsFault('connect', {})
    this._handlerPending = false
    this.owesSince = this.host.nowMs()
    if (isMet) this.close()
    else this.connectionReady()
  }

  override _onCommand(command: Buffer, callback?: Done): void {
    this.whenGreeted(() => this.#answer(command, callback))
  }

  #answer(command: Buffer, callback: Done | undefined): void {
    // A line in answer to 334 belongs to the AUTH that asked for it.
    if (this._nextHandler) this.notes.answer()
    else this.notes.command(command)
    super._onCommand(command, () => {
      this.owesSince = this.host.nowMs()
      // What was in flight when the server began to stop may have ended by this command.
      if (this.host.isStopping() && !this.isInTransaction && !this._closing) this.sayGoodbye()
      callback?.()
    })
  }

  override _getHandler(verb: string): Handler | undefined {
    // Upper case makes ASCII of letters that are none: of a long s an S.
    const command = this.notes.verb === '' ? undefined : commands.get(verb)
    // The library knows jokes, and verbs that are ours to answer.
    if (!command) return undefined
    return (line, callback) => {
      if (this.needsTls && !VERBS_WITHOUT_TLS.has(verb)) {
        this.refuse(NEEDS_TLS)
        callback()
      } else this.#run(() => command(this, line), callback)
    }
  }

  /** A bug in a handler costs one command, not the process. */
  #run(work: Work, callback: Done): void {
    const working = this.#begin(work)
    if (!working) {
      callback()
      return
    }
    // One promise a command, not three: this runs several times for each message.
    working.then(callback, (error: unknown) => {
      this.#answerBug(error)
      callback()
    })
  }

  #begin(work: Work): Promise<void> | void {
    try {
      return work()
    } catch (error) {
      // The library would answer it too, but tell nobody.
      this.#answerBug(error)
      return undefined
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
    // The certificate may have taken longer to make than the client waited.
    if (this._closing || this._closed) return
    this.transaction.reset()
    this.upgrade(() => undefined)
  }

  becomeClient(line: Buffer): Promise<void> {
    const xclient = super._getHandler('XCLIENT')
    return new Promise((resolve) => xclient?.call(this, line, resolve))
  }

  receive(sink: ByteSink, then: Work): void {
    this.stream?.receive(sink, () => {
      // The client waits for us now: its idle time does not count (RFC 5321 4.5.3.2.6).
      this._handlerPending = true
      this.isReceiving = true
      this.#run(then, () => {
        this._handlerPending = false
        this.isReceiving = false
        this.owesSince = this.host.nowMs()
        if (this.host.isStopping() && !this.isInTransaction) this.sayGoodbye()
        else this.stream?.resumeCommands()
      })
    })
  }

  notesMessage(bytes: number): void {
    this.notes.message(bytes)
  }

  notesChunk(bytes: number): void {
    this.notes.chunk(bytes)
  }

  endTransaction(): void {
    this._transactionCounter += 1
    this._unrecognizedCommands = 0
    this._resetSession()
  }

  meetsFault(
    stage: FaultStage,
    known: KnownFacts,
    means: FaultMeans = {},
  ): Promise<boolean> | boolean {
    if (!this.host.mayFail(stage)) return false
    const facts = new StageFacts(known, () =>
      this.host.inboxesOf(means.user ?? this.login?.user ?? '', known.recipients ?? []),
    )
    const verdict = this.host.faultAt(stage, facts)
    return verdict ? obeyFault(this.#faultTarget(), verdict, { stage, means }) : false
  }

  #faultTarget(): FaultTarget {
    return {
      isClosing: () => this._closing || this._closed,
      notes: this.notes,
      reply: (code, enhanced, text) => this.reply(code, enhanced, text),
      throttle: (bytesPerSecond) => this.throttle(bytesPerSecond),
      throttleTransaction: (bytesPerSecond) => this.transaction.throttle(bytesPerSecond),
      pause: (ms) => this.pause(ms),
      tear: (how) => this.tear(how),
    }
  }

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

  get mayXclient(): boolean {
    return this._proxyCommandAllowed('XCLIENT', 'useXClient')
  }

  greeted(clientName: string): void {
    this.hostNameAppearsAs = clientName.toLowerCase()
    this.clientName = clientName
    this.hello = this.notes.verb
    this._resetSession()
  }

  named(recipient: string): void {
    this.notes.inboxes(this.host.inboxesOf('', [recipient]))
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
    this.notes.delivered(id)
  }

  get messageCount(): number {
    return this.#messages
  }
}
