import type { EntryFilter } from '../core/entry-filter.ts'
import type { EventLog, LogEntry } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import type { Frames } from './frames.ts'
import { toFrame } from './frames.ts'

/** What follows a cursor, ready to be written. */
export interface Batch {
  /** Where its reader stands afterwards. */
  readonly cursor: number
  /** Whole frames, one for each entry that passed; none when nothing did. */
  readonly bytes: Buffer | undefined
  /** How many entries were looked at. */
  readonly looked: number
}

/** The log in pieces, for readers that are told the same. */
export interface Batches {
  /** About `limits.feedBatchBytes`, or all there is. A cursor that has left the log gets a `reset`. */
  after(cursor: number): Batch
}

export interface BatchesOptions {
  readonly log: EventLog
  readonly frames: Frames
}

/** For readers with a filter of their own. */
export function createFilteredBatches(options: BatchesOptions, filter: EntryFilter): Batches {
  return { after: (cursor) => toBatch(cursor, options, filter) }
}

/** For all who are told everything: who stands at the same place gets the same bytes. */
export function createSharedBatches(options: BatchesOptions): Batches {
  const { log } = options
  const made = new Map<number, Batch>()
  let madeAt = log.cursor

  return {
    after(cursor) {
      if (madeAt !== log.cursor) made.clear()
      madeAt = log.cursor
      const known = made.get(cursor)
      if (known) return known
      const batch = toBatch(cursor, options, () => true)
      // Slow readers stand anywhere; those who keep up are at the first few places.
      if (made.size < limits.feedBatchesMax) made.set(cursor, batch)
      return batch
    },
  }
}

function toBatch(from: number, { log, frames }: BatchesOptions, filter: EntryFilter): Batch {
  const slice = log.since(from, limits.feedBatchEntriesMax)
  if (!slice.ok) {
    const { cursor } = slice
    return { cursor, bytes: toFrame({ Type: 'reset', Data: { Seq: cursor } }), looked: 0 }
  }
  const parts: Buffer[] = []
  let bytes = 0
  let last: LogEntry | undefined
  let looked = 0
  for (const entry of slice.entries) {
    if (last && bytes >= limits.feedBatchBytes) {
      return { cursor: last.seq, bytes: joined(parts), looked }
    }
    last = entry
    looked += 1
    if (!filter(entry)) continue
    const frame = frames.of(entry)
    parts.push(frame)
    bytes += frame.byteLength
  }
  return { cursor: slice.cursor, bytes: joined(parts), looked }
}

function joined(parts: readonly Buffer[]): Buffer | undefined {
  return parts.length > 1 ? Buffer.concat(parts) : parts[0]
}
