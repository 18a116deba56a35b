import type { BytesInFlight } from './bytes-in-flight.ts'
import { createPieceCollector } from './piece-collector.ts'

export type CollectedData =
  | { readonly ok: true; readonly raw: Buffer }
  /** It was read to its end, to stay in step, but not kept. */
  | { readonly ok: false; readonly bytes: number; readonly reason: 'too-large' | 'no-room' }

export interface CollectionOptions {
  readonly bytesMax: number
  readonly inFlight: BytesInFlight
}

/** One message on its way in. */
export interface DataCollection {
  readonly bytes: number
  /** What has become too large, or finds no room, is counted on and not kept. */
  readonly add: (piece: Buffer) => void
  finish(): CollectedData
  /** Forgets what has been kept, and gives its room back. */
  discard(): void
}

export function createDataCollection({ bytesMax, inFlight }: CollectionOptions): DataCollection {
  let pieces = createPieceCollector()
  let bytes = 0
  let held = 0
  let refusal: 'too-large' | 'no-room' | undefined

  function discard(): void {
    inFlight.release(held)
    held = 0
    pieces = createPieceCollector()
  }

  return {
    get bytes() {
      return bytes
    },
    add(piece) {
      bytes += piece.byteLength
      if (refusal) return
      if (bytes > bytesMax) refusal = 'too-large'
      else if (!inFlight.take(piece.byteLength)) refusal = 'no-room'
      if (refusal) {
        discard()
        return
      }
      held += piece.byteLength
      pieces.add(piece)
    },
    finish() {
      if (!refusal) return { ok: true, raw: pieces.concat() }
      // One that came to be too large as well is told so: trying again would not help.
      return { ok: false, bytes, reason: bytes > bytesMax ? 'too-large' : refusal }
    },
    discard,
  }
}
