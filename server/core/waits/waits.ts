import { MailmittError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { HeldWait, WaitHouse } from './held-wait.ts'
import { holdWait, shuttingDown } from './held-wait.ts'
import { createTextless } from './near-misses.ts'
import { createWaitBoard } from './wait-board.ts'
import type { WaitOutcome, WaitRequest } from './wait-outcome.ts'

export interface Waits {
  /** How many are held right now. */
  readonly held: number
  /** Rejects with `stale-cursor`, `too-many-waiters` or `shutting-down`. */
  wait(request: WaitRequest): Promise<WaitOutcome>
  /** Ends every held wait with `shutting-down`. */
  close(): void
}

export type WaitsOptions = Omit<WaitHouse, 'board' | 'textless'>

/** Waits that the server holds, so that nobody has to poll. */
export function createWaits(options: WaitsOptions): Waits {
  const board = createWaitBoard(options.log)
  const house = { ...options, board, textless: createTextless() }
  const held = new Set<HeldWait>()
  let closed = false

  return {
    get held() {
      return held.size
    },
    async wait(request) {
      if (closed) throw shuttingDown()
      if (held.size >= limits.waitersMax) throw tooManyWaiters()
      const wait = holdWait(request, house)
      held.add(wait)
      try {
        return await wait.outcome
      } finally {
        held.delete(wait)
      }
    },
    close() {
      closed = true
      for (const wait of held) wait.stop()
      board.close()
    },
  }
}

function tooManyWaiters(): MailmittError {
  return new MailmittError(
    'too-many-waiters',
    `${limits.waitersMax} waits are held already; end some of them first.`,
  )
}
