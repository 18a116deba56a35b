import { SMTPStream } from 'smtp-server/lib/smtp-stream'
import { createDataReader } from './data-reader.ts'
import type { DataReader } from './data-reader.ts'
import type { PieceCollector } from './piece-collector.ts'
import { createPieceCollector } from './piece-collector.ts'

export type CollectedData =
  | { readonly ok: true; readonly raw: Buffer }
  /** It was read to its end, to stay in step, but not kept. */
  | { readonly ok: false; readonly bytes: number }

type Done = (error?: Error | null) => void

interface Collection {
  readonly reader: DataReader
  pieces: PieceCollector
  bytes: number
  readonly bytesMax: number
  readonly onEnd: (data: CollectedData) => void
}

const CR = 0x0d
const LF = 0x0a

/** Commands of one packet that run before other connections have their turn. */
const COMMANDS_PER_TURN = 100

/**
 * Reads what a client sends, in place of the library's parser: commands line by line, where a line that
 * is too long is told and skipped, and DATA to the byte, without an event-loop turn for each line that
 * begins with a dot.
 */
export class MailStream extends SMTPStream {
  /** Called in place of `oncommand` for a line that is too long. */
  ontoolong: (callback: () => void) => void = (callback) => callback()
  /** The beginning of a line that has not ended. */
  #partial: Buffer[] = []
  #partialBytes = 0
  #collection: Collection | undefined
  #goOn: (() => void) | undefined

  /**
   * Reads DATA from the next byte on. After `onEnd` commands rest until `resumeCommands`, so that
   * the reply to the message comes before the replies to what was pipelined behind it.
   */
  collect(bytesMax: number, onEnd: (data: CollectedData) => void): void {
    const collection: Collection = {
      reader: createDataReader((piece) => keep(collection, piece)),
      pieces: createPieceCollector(),
      bytes: 0,
      bytesMax,
      onEnd,
    }
    this.#collection = collection
  }

  resumeCommands(): void {
    const goOn = this.#goOn
    this.#goOn = undefined
    goOn?.()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding | 'buffer', done: Done): void {
    this.#read(chunk, done)
  }

  /** A line without its end is no command, also when no more comes (RFC 5321 2.3.8). */
  override _flushData(): void {
    this.#partial = []
  }

  #read(chunk: Buffer, done: Done): void {
    let rest = chunk
    let commands = 0
    let isReading = false
    let isAnswered = false

    /** Goes on behind each command: in the loop where its answer came at once, anew otherwise. */
    const readOn = (): void => {
      isAnswered = true
      if (isReading) return
      isReading = true
      while (isAnswered) {
        isAnswered = false
        const end = this.#collection ? -1 : rest.indexOf(LF)
        if (this.isClosed || rest.length === 0) done()
        else if (this.#collection) this.#readData(this.#collection, rest, done)
        else if (end < 0) {
          this.#keepPartial(rest)
          done()
        } else {
          const line = rest.subarray(0, end)
          rest = rest.subarray(end + 1)
          commands += 1
          const isTurnOver = commands % COMMANDS_PER_TURN === 0
          this.#dispatch(line, isTurnOver ? () => setImmediate(readOn) : readOn)
        }
      }
      isReading = false
    }
    readOn()
  }

  #dispatch(end: Buffer, callback: () => void): void {
    this.#keepPartial(end)
    const bytes = this.#partialBytes
    const line = Buffer.concat(this.#partial)
    this.#partial = []
    this.#partialBytes = 0
    if (bytes > this._maxCommandLength) this.ontoolong(callback)
    else this.oncommand(line.at(-1) === CR ? line.subarray(0, -1) : line, callback)
  }

  /** Of a line that is too long only its length is kept. */
  #keepPartial(piece: Buffer): void {
    this.#partialBytes += piece.length
    if (this.#partialBytes > this._maxCommandLength) this.#partial = []
    // A copy, since a view would keep the whole read buffer alive while the client dawdles.
    else this.#partial.push(Buffer.from(piece))
  }

  #readData(collection: Collection, chunk: Buffer, done: Done): void {
    const rest = collection.reader.push(chunk)
    if (!rest) {
      done()
      return
    }
    this.#collection = undefined
    this.#goOn = () => this.#read(rest, done)
    collection.onEnd(toData(collection))
  }

  /** Forgets a message whose client is gone. */
  discard(): void {
    this.#collection = undefined
    this.#goOn = undefined
    this.#partial = []
  }
}

function keep(collection: Collection, piece: Buffer): void {
  collection.bytes += piece.byteLength
  if (collection.bytes <= collection.bytesMax) collection.pieces.add(piece)
  // Keep reading to the final dot, but keep nothing: the client must get its 552.
  else collection.pieces = createPieceCollector()
}

function toData({ pieces, bytes, bytesMax }: Collection): CollectedData {
  return bytes <= bytesMax ? { ok: true, raw: pieces.concat() } : { ok: false, bytes }
}
