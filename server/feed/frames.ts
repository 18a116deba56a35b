import type { FeedFrame } from '../contract/events.ts'
import type { LogEntry } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import { toEvent } from '../wire/to-event.ts'
import { toTextFrame } from './text-frame.ts'

/** Frames as bytes. The last ones are kept ready: each is written once, however many websockets hear it. */
export interface Frames {
  of(entry: LogEntry): Buffer
}

export function createFrames(bytesMax: number = limits.feedFramesBytesMax): Frames {
  /** By Seq, in the order in which they were written. */
  const ready = new Map<number, Buffer>()
  let bytes = 0

  function keep(seq: number, frame: Buffer): void {
    ready.set(seq, frame)
    bytes += frame.byteLength
    for (const [oldest, { byteLength }] of ready) {
      if (bytes <= bytesMax) return
      ready.delete(oldest)
      bytes -= byteLength
    }
  }

  return {
    of(entry) {
      const known = ready.get(entry.seq)
      if (known) return known
      const frame = toFrame(toEvent(entry))
      keep(entry.seq, frame)
      return frame
    },
  }
}

export function toFrame(frame: FeedFrame): Buffer {
  return toTextFrame(JSON.stringify(frame))
}
