import { setMaxListeners } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** Tells when clients have left. */
export interface HangUps {
  /** Aborted as soon as the connection is gone, also while answers to earlier requests stand before this one. */
  signalOf(request: IncomingMessage): AbortSignal
}

/**
 * The response itself is no witness: of requests that a client pipelines only the first one's response
 * hears of the end. There is one listener for each connection, since there may be thousands of requests.
 */
export function createHangUps(): HangUps {
  const signals = new WeakMap<Socket, AbortSignal>()

  function watch(socket: Socket): AbortSignal {
    const left = new AbortController()
    // As many as there are waits, which are bounded.
    setMaxListeners(0, left.signal)
    if (socket.destroyed) left.abort()
    else socket.once('close', () => left.abort())
    signals.set(socket, left.signal)
    return left.signal
  }

  return {
    signalOf: ({ socket }) => signals.get(socket) ?? watch(socket),
  }
}
