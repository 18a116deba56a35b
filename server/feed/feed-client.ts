import type { FeedFrame } from '../contract/events.ts'
import type { EntryFilter } from '../core/entry-filter.ts'
import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import { toEvent } from '../wire/to-event.ts'

/** What is used of a websocket. */
export interface FeedSocket {
  readonly bufferedAmount: number
  send(frame: string, sent: (error?: Error | null) => void): void
  close(code: number, reason: string): void
  ping(): void
  terminate(): void
}

export interface FeedClient {
  /** Something was logged: send what this client has not had yet. */
  wake(): void
  /** Sends a frame that is not in the log. */
  notify(frame: FeedFrame): void
  ping(): void
  ponged(): void
}

export interface FeedClientOptions {
  readonly socket: FeedSocket
  readonly log: EventLog
  readonly filter: EntryFilter
  /** The cursor from which on the client is told. */
  readonly since: number
}

/** Entries that are taken from the log at once. */
const BATCH = 100

/**
 * Tells one client the log, in order. It holds a cursor and no queue: a slow client is sent nothing
 * more until its socket has drained, and one that the log has left behind gets a `reset`.
 */
export function createFeedClient({ socket, log, filter, since }: FeedClientOptions): FeedClient {
  let cursor = since
  let isScheduled = false
  let isAlive = true

  const isFull = (): boolean => socket.bufferedAmount > limits.feedBufferedBytesMax

  function send(frame: FeedFrame): void {
    socket.send(JSON.stringify(frame), () => {
      if (cursor < log.cursor) wake()
    })
  }

  function wake(): void {
    if (isScheduled) return
    isScheduled = true
    // Entries that come in the same turn go out together.
    setImmediate(pump)
  }

  function pump(): void {
    isScheduled = false
    while (cursor !== log.cursor && !isFull()) {
      const slice = log.since(cursor, BATCH)
      cursor = slice.cursor
      if (!slice.ok) {
        send({ Type: 'reset', Data: { Seq: slice.cursor } })
        return
      }
      for (const entry of slice.entries) if (filter(entry)) send(toEvent(entry))
    }
  }

  return {
    wake,
    notify(frame) {
      if (!isFull()) send(frame)
    },
    ping() {
      if (!isAlive) socket.terminate()
      isAlive = false
      socket.ping()
    },
    ponged() {
      isAlive = true
    },
  }
}
