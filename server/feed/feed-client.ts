import type { EntryFilter } from '../core/entry-filter.ts'
import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import { createErrorWindow } from './error-window.ts'
import type { Frames } from './frames.ts'
import { toFrame } from './frames.ts'

/** What is used of a websocket. */
export interface FeedSocket {
  readonly bufferedAmount: number
  send(
    frame: Buffer,
    options: { readonly binary: false },
    sent: (error?: Error | null) => void,
  ): void
  close(code: number, reason: string): void
  ping(): void
  terminate(): void
}

/** What carries it: what is written while it is corked goes out as one. */
export interface FeedStream {
  cork(): void
  uncork(): void
}

export interface FeedClient {
  /** Something was logged: sends what this client has not had yet. */
  pump(): void
  /** Sends the totals; a slow client gets the last ones when it has caught up. */
  tellStats(frame: Buffer): void
  /** Something was refused; `inboxes` are those that it belongs to. */
  tellError(frame: Buffer, inboxes: readonly string[]): void
  closeErrorWindow(): void
  close(code: number, reason: string): void
  ping(): void
  ponged(): void
  /** The socket is gone. */
  left(): void
}

export interface FeedClientOptions {
  readonly socket: FeedSocket
  readonly stream: FeedStream
  readonly log: EventLog
  readonly frames: Frames
  readonly filter: EntryFilter
  /** Only what belongs to this inbox is told. */
  readonly inbox: string | undefined
  /** The cursor from which on the client is told. */
  readonly since: number
}

/** Entries that are taken from the log at once. */
const BATCH = 100

/**
 * Tells one client the log, in order. It holds a cursor and no queue: a slow client is sent nothing
 * more until its socket has drained, and one that the log has left behind gets a `reset`.
 */
export function createFeedClient(options: FeedClientOptions): FeedClient {
  const { socket, stream, log, frames, filter, inbox } = options
  let cursor = options.since
  let isScheduled = false
  let isAlive = true
  let hasLeft = false
  let owedStats: Buffer | undefined
  const isFull = (): boolean => socket.bufferedAmount > limits.feedBufferedBytesMax
  const errors = createErrorWindow((frame) => {
    if (!isFull()) send(frame)
  })

  function send(frame: Buffer): void {
    socket.send(frame, { binary: false }, goOn)
  }

  /** A socket has taken something: there may be room for what was held back. */
  function goOn(): void {
    if (!isFull() && (cursor !== log.cursor || owedStats)) schedule()
  }

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    setImmediate(pump)
  }

  function pump(): void {
    isScheduled = false
    stream.cork()
    catchUp()
    stream.uncork()
  }

  function catchUp(): void {
    let looked = 0
    while (!hasLeft && cursor !== log.cursor && !isFull()) {
      // Others have their turn before a long replay, or a filter that little passes, goes on.
      if (looked >= limits.feedTurnEntriesMax) {
        schedule()
        return
      }
      looked += BATCH
      sendBatch()
    }
    if (!hasLeft && owedStats && !isFull()) {
      send(owedStats)
      owedStats = undefined
    }
  }

  function sendBatch(): void {
    const slice = log.since(cursor, BATCH)
    if (!slice.ok) {
      cursor = slice.cursor
      send(toFrame({ Type: 'reset', Data: { Seq: cursor } }))
      return
    }
    for (const entry of slice.entries) {
      if (isFull()) return
      cursor = entry.seq
      if (filter(entry)) send(frames.of(entry))
    }
    cursor = slice.cursor
  }

  return {
    pump,
    tellStats(frame) {
      owedStats = frame
      if (!isScheduled) pump()
    },
    tellError(frame, inboxes) {
      if (inbox === undefined || inboxes.includes(inbox)) errors.add(frame)
    },
    closeErrorWindow() {
      errors.close()
    },
    close(code, reason) {
      socket.close(code, reason)
    },
    ping() {
      if (!isAlive) socket.terminate()
      isAlive = false
      socket.ping()
    },
    ponged() {
      isAlive = true
    },
    left() {
      hasLeft = true
    },
  }
}
