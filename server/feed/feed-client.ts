import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import type { Batches } from './batches.ts'
import { createErrorWindow } from './error-window.ts'

/** What is used of a websocket. */
export interface FeedSocket {
  readonly readyState: number
  readonly OPEN: number
  readonly bufferedAmount: number
  close(code: number, reason: string): void
  ping(): void
  terminate(): void
}

/** What carries it. Frames of ours and of the websocket mix, since each is written whole. */
export interface FeedStream {
  write(frames: Buffer, written: (error?: Error | null) => void): void
}

export interface FeedClient {
  /** Something was logged: sends what this client has not had yet, and the totals if they are owed. */
  pump(): void
  /** The next `pump` tells the totals; a slow client gets the last ones when it has caught up. */
  oweStats(frame: Buffer): void
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
  readonly batches: Batches
  /** Only what belongs to this inbox is told. */
  readonly inbox: string | undefined
  /** The cursor from which on the client is told. */
  readonly since: number
}

/**
 * Tells one client the log, in order. It holds a cursor and no queue: a slow client is sent nothing
 * more until its socket has drained, and one that the log has left behind gets a `reset`.
 */
export function createFeedClient(options: FeedClientOptions): FeedClient {
  const { socket, stream, log, batches, inbox } = options
  let cursor = options.since
  let isScheduled = false
  let isHeldBack = false
  let isAlive = true
  let hasLeft = false
  let owedStats: Buffer | undefined
  const isFull = (): boolean => socket.bufferedAmount > limits.feedBufferedBytesMax
  // After its own close frame a websocket must say nothing more (RFC 6455 5.5.1).
  const isOpen = (): boolean => !hasLeft && socket.readyState === socket.OPEN
  const errors = createErrorWindow((frame) => {
    if (isOpen() && !isFull()) send(frame)
  })

  function send(frames: Buffer): void {
    stream.write(frames, goOn)
  }

  /** A socket has taken something: there may be room for what was held back. Else the next round is soon enough. */
  function goOn(): void {
    if (isHeldBack && !isFull()) schedule()
  }

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    setImmediate(pump)
  }

  function pump(): void {
    isScheduled = false
    isHeldBack = false
    let looked = 0
    while (isOpen() && (cursor !== log.cursor || owedStats)) {
      if (isFull()) {
        isHeldBack = true
        return
      }
      // Others have their turn before a long replay, or a filter that little passes, goes on.
      if (looked >= limits.feedTurnEntriesMax) {
        schedule()
        return
      }
      looked += tellNext()
    }
  }

  /** The totals come behind what they count. Returns how many entries were looked at. */
  function tellNext(): number {
    if (cursor === log.cursor) {
      if (owedStats) send(owedStats)
      owedStats = undefined
      return 0
    }
    const batch = batches.after(cursor)
    cursor = batch.cursor
    if (batch.bytes) send(batch.bytes)
    return batch.looked
  }

  return {
    pump,
    oweStats(frame) {
      owedStats = frame
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
