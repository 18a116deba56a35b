import { SMTPStream } from 'smtp-server/lib/smtp-stream'
import { createDataReader } from './data-reader.ts'
import type { DataReader } from './data-reader.ts'

export type CollectedData =
  | { readonly ok: true; readonly raw: Buffer }
  /** It was read to its end, to stay in step, but not kept. */
  | { readonly ok: false; readonly bytes: number }

type Done = (error?: Error | null) => void

interface Collection {
  readonly reader: DataReader
  pieces: Buffer[]
  bytes: number
  readonly bytesMax: number
  readonly onEnd: (data: CollectedData) => void
}

/**
 * The library's command parser with our reading of DATA: exact bytes, and no event-loop turn for each
 * line that begins with a dot.
 */
export class MailStream extends SMTPStream {
  #collection: Collection | undefined
  #goOn: (() => void) | undefined

  /** Bytes of the DATA that is being read, 0 outside of DATA. */
  get collectedBytes(): number {
    return this.#collection?.bytes ?? 0
  }

  /**
   * Reads DATA from the next byte on. After `onEnd` commands rest until `resumeCommands`, so that
   * the reply to the message comes before the replies to what was pipelined behind it.
   */
  collect(bytesMax: number, onEnd: (data: CollectedData) => void): void {
    const collection: Collection = {
      reader: createDataReader((piece) => keep(collection, piece)),
      pieces: [],
      bytes: 0,
      bytesMax,
      onEnd,
    }
    this.#collection = collection
    this._dataMode = true
  }

  resumeCommands(): void {
    const goOn = this.#goOn
    this.#goOn = undefined
    goOn?.()
  }

  override _feedDataStream(chunk: Buffer, done: Done): void {
    const collection = this.#collection
    const rest = collection?.reader.push(chunk)
    if (!collection || rest === undefined) {
      done()
      return
    }
    this.#collection = undefined
    this._dataMode = false
    this._remainder = ''
    this.#goOn = () => this._write(rest, 'buffer', done)
    collection.onEnd(toData(collection))
  }

  /** Forgets a message whose client is gone. */
  discard(): void {
    this.#collection = undefined
    this.#goOn = undefined
  }
}

function keep(collection: Collection, piece: Buffer): void {
  collection.bytes += piece.byteLength
  if (collection.bytes <= collection.bytesMax) collection.pieces.push(piece)
  // Keep reading to the final dot, but keep nothing: the client must get its 552.
  else collection.pieces = []
}

function toData({ pieces, bytes, bytesMax }: Collection): CollectedData {
  // Copied once, since each piece is a view that keeps a whole 64 KiB read buffer alive.
  return bytes <= bytesMax ? { ok: true, raw: Buffer.concat(pieces, bytes) } : { ok: false, bytes }
}
