import { SMTPStream } from 'smtp-server/lib/smtp-stream'
import type { ByteSink } from './byte-sink.ts'

type Done = (error?: Error | null) => void

interface Receiving {
  readonly sink: ByteSink
  readonly onEnd: () => void
}

const CR = 0x0d
const LF = 0x0a

/** Commands that run before other connections have their turn. */
const COMMANDS_PER_TURN = 100

/** Pieces of one line that are kept apart. */
const PARTIAL_PIECES_MAX = 64

/** How often a throttled stream reads its share. */
const THROTTLE_MS = 100

/**
 * Reads what a client sends, in place of the library's parser: commands line by line, where a line that
 * is too long is told and skipped, and DATA to the byte, without an event-loop turn for each line that
 * begins with a dot.
 */
export class MailStream extends SMTPStream {
  /** Called in place of `oncommand` for a line that is too long. */
  ontoolong: (bytes: number, callback: () => void) => void = (_bytes, callback) => callback()
  /** What the client sends is read no faster. */
  bytesPerSecond: () => number = () => Infinity
  /** The beginning of a line that has not ended. */
  #partial: Buffer[] = []
  #partialBytes = 0
  #receiving: Receiving | undefined
  #goOn: (() => void) | undefined
  /** Runs while bytes are held back. */
  #timer: NodeJS.Timeout | undefined
  /** Of the whole stream: each BDAT reads on anew, and its end is no turn of the event loop. */
  #commands = 0

  /**
   * What follows is no command, from the next byte on to where the sink ends. After `onEnd` commands rest
   * until `resumeCommands`, so that the reply comes before those to what was pipelined behind it.
   */
  receive(sink: ByteSink, onEnd: () => void): void {
    this.#receiving = { sink, onEnd }
  }

  get isReceiving(): boolean {
    return this.#receiving !== undefined
  }

  /** Whether there are bytes of the client's that it has to wait for. */
  get holdsBack(): boolean {
    return this.#timer !== undefined
  }

  resumeCommands(): void {
    const goOn = this.#goOn
    this.#goOn = undefined
    goOn?.()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding | 'buffer', done: Done): void {
    const bytesPerSecond = this.bytesPerSecond()
    if (bytesPerSecond === Infinity) this.#read(chunk, done)
    else this.#readSlowly(chunk, bytesPerSecond, done)
  }

  /** A line without its end is no command, also when no more comes (RFC 5321 2.3.8). */
  override _flushData(): void {
    this.#partial = []
  }

  /** What is not read stays in the socket, so that the client feels it. */
  #readSlowly(chunk: Buffer, bytesPerSecond: number, done: Done): void {
    const share = Math.max(1, Math.round((bytesPerSecond * THROTTLE_MS) / 1_000))
    const msPerByte = 1_000 / bytesPerSecond
    if (share >= chunk.length) {
      this.#later(chunk.length * msPerByte, () => this.#read(chunk, done))
      return
    }
    this.#later(share * msPerByte, () =>
      this.#read(chunk.subarray(0, share), () => {
        if (this.isClosed) done()
        else this._write(chunk.subarray(share), 'buffer', done)
      }),
    )
  }

  #later(ms: number, callback: () => void): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      callback()
    }, ms)
  }

  #read(chunk: Buffer, done: Done): void {
    let rest = chunk
    let isReading = false
    let isAnswered = false

    /** Goes on behind each command: in the loop where its answer came at once, anew otherwise. */
    const readOn = (): void => {
      isAnswered = true
      if (isReading) return
      isReading = true
      while (isAnswered) {
        isAnswered = false
        const end = this.#receiving ? -1 : rest.indexOf(LF)
        if (this.isClosed || rest.length === 0) done()
        else if (this.#receiving) this.#readData(this.#receiving, rest, done)
        else if (end < 0) {
          this.#keepPartial(rest)
          done()
        } else {
          const line = rest.subarray(0, end)
          rest = rest.subarray(end + 1)
          this.#commands += 1
          const isTurnOver = this.#commands % COMMANDS_PER_TURN === 0
          this.#dispatch(line, isTurnOver ? () => setImmediate(readOn) : readOn)
        }
      }
      isReading = false
    }
    readOn()
  }

  #dispatch(end: Buffer, callback: () => void): void {
    // Where the beginning came with it there is nothing to put together.
    if (this.#partialBytes > 0) this.#keepPartial(end)
    const bytes = this.#partialBytes || end.length
    const line = this.#partialBytes > 0 ? Buffer.concat(this.#partial) : end
    this.#partial = []
    this.#partialBytes = 0
    if (bytes > this._maxCommandLength) this.ontoolong(bytes, callback)
    else this.oncommand(line.at(-1) === CR ? line.subarray(0, -1) : line, callback)
  }

  /** Of a line that is too long only its length is kept. */
  #keepPartial(piece: Buffer): void {
    this.#partialBytes += piece.length
    if (this.#partialBytes > this._maxCommandLength) this.#partial = []
    // A copy, since a view would keep the whole read buffer alive while the client dawdles.
    else this.#partial.push(Buffer.from(piece))
    // A client that sends byte by byte would otherwise cost a hundred times of what it sends.
    if (this.#partial.length > PARTIAL_PIECES_MAX) this.#partial = [Buffer.concat(this.#partial)]
  }

  #readData({ sink, onEnd }: Receiving, chunk: Buffer, done: Done): void {
    const rest = sink(chunk)
    if (!rest) {
      done()
      return
    }
    this.#receiving = undefined
    this.#goOn = () => this.#read(rest, done)
    onEnd()
  }

  /** Forgets what it holds of a client that is gone. */
  discard(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#receiving = undefined
    this.#goOn = undefined
    this.#partial = []
  }
}
