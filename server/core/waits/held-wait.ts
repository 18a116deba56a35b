import type { Clock } from '../clock.ts'
import { MailmittError } from '../errors.ts'
import type { EventLog } from '../event-log.ts'
import { limits } from '../limits.ts'
import type { MessageStore } from '../message-store.ts'
import type { Message } from '../message.ts'
import type { SessionLog } from '../session-log.ts'
import type { Textless } from './near-misses.ts'
import type { Seat, WaitBoard } from './wait-board.ts'
import type { WaitOutcome, WaitRequest } from './wait-outcome.ts'
import { createWaitTally } from './wait-tally.ts'

/** What a wait looks at. */
export interface WaitHouse {
  readonly store: MessageStore
  readonly log: EventLog
  readonly board: WaitBoard
  readonly textless: Textless
  readonly sessions: SessionLog
  readonly clock: Clock
  /** Resolves when every message accepted before the call is visible. */
  readonly settled: () => Promise<void>
}

export interface HeldWait {
  /** Rejects with `stale-cursor` or `shutting-down`. */
  readonly outcome: Promise<WaitOutcome>
  stop(): void
}

/** One wait: looks at what is kept, then sees what comes, and ends once. Nothing of it stays behind. */
export function holdWait(request: WaitRequest, house: WaitHouse): HeldWait {
  const { inbox, since, signal } = request
  const { log, board, sessions, clock, settled } = house
  const tally = createWaitTally(request, house.textless)
  const startedAt = clock.now().getTime()
  let keptElsewhere = 0
  /** Evictions that are none of this wait's: they were before its cursor. */
  let evictedBefore = 0
  let seat: Seat | undefined
  let callOff = (): void => undefined
  let isOver = false
  let resolve: (outcome: WaitOutcome) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const outcome = new Promise<WaitOutcome>((...settle) => ([resolve, reject] = settle))

  const hasEnded = (): boolean => isOver

  function release(): void {
    isOver = true
    seat?.leave()
    callOff()
    signal.removeEventListener('abort', hangUp)
  }

  function end(how: WaitOutcome): void {
    if (isOver) return
    release()
    resolve(how)
  }

  function fail(error: unknown): void {
    if (isOver) return
    release()
    reject(error)
  }

  function hangUp(): void {
    end({ type: 'abandoned' })
  }

  async function begin(): Promise<void> {
    await settled()
    checkCursor(since, log)
    if (hasEnded()) return
    // Listen before looking, so that nothing falls between the kept messages and the new ones.
    const early: Message[] = []
    let take = (message: Message): unknown => early.push(message)
    seat = board.join(inbox, (message) => take(message))
    evictedBefore = log.evictedSince(0) - log.evictedSince(since)
    const now = log.cursor
    const kept = await listKept(since, house)
    if (hasEnded()) return
    const before = kept.filter(({ seq }) => seq <= now)
    const turn = createTurn(clock)
    for (const message of oneAfterTheOther(before, early)) {
      lookAt(message)
      if (tally.isDecided) break
      if (!turn.isOver()) continue
      await turn.next()
      if (hasEnded()) return
    }
    take = see
    decide()
    if (!hasEnded()) callOff = clock.after(request.timeoutMs, answerLate)
  }

  function answerLate(): void {
    settled().then(late).catch(fail)
  }

  function lookAt(message: Message): void {
    if (inbox === undefined || message.inboxes.includes(inbox)) tally.see(message)
    else keptElsewhere += 1
  }

  /** A query that we fail at ends its own wait, and nobody else's. */
  function see(message: Message): void {
    try {
      tally.see(message)
      decide()
    } catch (error) {
      fail(error)
    }
  }

  function decide(): void {
    const [first] = tally.matched
    const last = tally.matched.at(-1)
    if (!tally.isDecided || !first || !last) return
    if (request.count === 0) end({ type: 'unexpected', message: first })
    else end({ type: 'matched', messages: tally.matched, cursor: last.seq })
  }

  function late(): void {
    if (isOver) return
    if (request.count === 0) end({ type: 'matched', messages: [], cursor: log.cursor })
    else end(explain())
  }

  function explain(): WaitOutcome {
    return {
      type: 'timeout',
      waitedMs: clock.now().getTime() - startedAt,
      matchCount: tally.matched.length,
      cursor: log.cursor,
      arrived: tally.arrived,
      elsewhere: keptElsewhere + (seat?.elsewhere ?? 0),
      evicted: log.evictedSince(0) - evictedBefore,
      failedSessions: sessions.failedSince({ since, inbox, max: limits.waitFailedSessionsMax }),
    }
  }

  if (signal.aborted) hangUp()
  else {
    signal.addEventListener('abort', hangUp, { once: true })
    begin().catch(fail)
  }
  return { outcome, stop: () => fail(shuttingDown()) }
}

/** The store is asked only where it can have something: tests wait from a cursor that they took just now. */
async function listKept(
  since: number,
  { store, log, board }: WaitHouse,
): Promise<readonly Message[]> {
  if (since >= log.origin && since >= board.newest) return []
  const { messages } = await store.list({ since }, { start: 0, order: 'oldest' })
  return messages
}

/** What is kept, and then also what has come while that was looked at. */
function* oneAfterTheOther(
  kept: readonly Message[],
  early: readonly Message[],
): Generator<Message> {
  yield* kept
  yield* early
}

/** Tells when a look has had its share of the time: thousands of messages and a slow query take seconds. */
function createTurn(clock: Clock): { isOver(): boolean; next(): Promise<void> } {
  const share = (): number => clock.now().getTime() + limits.searchSliceMs
  let until = share()

  return {
    isOver: () => clock.now().getTime() >= until,
    async next() {
      await new Promise<void>((resolve) => clock.after(0, resolve))
      until = share()
    },
  }
}

function checkCursor(since: number, log: EventLog): void {
  if (since === 0 || (since >= log.origin && since <= log.cursor)) return
  throw new MailmittError(
    'stale-cursor',
    `The cursor ${since} is not from this run of Mailmitt, which stands at ${log.cursor}. Take a new one from /api/v1/cursor.`,
  )
}

export function shuttingDown(): MailmittError {
  return new MailmittError('shutting-down', 'Mailmitt is shutting down.')
}
