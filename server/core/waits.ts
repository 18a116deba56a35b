import type { Clock } from './clock.ts'
import { MailmittError } from './errors.ts'
import type { EventLog } from './event-log.ts'
import { limits } from './limits.ts'
import type { Message } from './message.ts'
import type { MessageStore } from './message-store.ts'
import type { SessionSummary } from './session.ts'
import type { SessionLog } from './session-log.ts'
import type { NearMiss, WaitCriteria, WaitTally } from './wait-tally.ts'
import { createWaitTally } from './wait-tally.ts'

export interface WaitRequest extends WaitCriteria {
  /** Only messages with a greater Seq count; 0 is all that are kept. */
  readonly since: number
  readonly timeoutMs: number
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal
}

export type WaitOutcome =
  | { readonly type: 'matched'; readonly messages: readonly Message[]; readonly cursor: number }
  | { readonly type: 'unexpected'; readonly message: Message }
  | {
      readonly type: 'timeout'
      readonly waitedMs: number
      /** How many matched, fewer than were asked for. */
      readonly matchCount: number
      readonly cursor: number
      readonly arrived: readonly NearMiss[]
      readonly elsewhere: number
      readonly evicted: number
      readonly failedSessions: readonly SessionSummary[]
    }
  /** The client hung up: nobody reads the answer. */
  | { readonly type: 'abandoned' }

export interface Waits {
  /** How many are held right now. */
  readonly held: number
  /** Rejects with `stale-cursor`, `too-many-waiters` or `shutting-down`. */
  wait(request: WaitRequest): Promise<WaitOutcome>
  /** Ends every held wait with `shutting-down`. */
  close(): void
}

export interface WaitsOptions {
  readonly store: MessageStore
  readonly log: EventLog
  readonly sessions: SessionLog
  readonly clock: Clock
  /** Resolves when every message accepted before the call is visible. */
  readonly settled: () => Promise<void>
}

/** Waits that the server holds, so that nobody has to poll. */
export function createWaits(options: WaitsOptions): Waits {
  const held = new Set<() => void>()
  let closed = false

  async function wait(request: WaitRequest): Promise<WaitOutcome> {
    if (closed) throw shuttingDown()
    if (held.size >= limits.waitersMax) throw tooManyWaiters()
    const watch = createWatch(request, options)
    held.add(watch.stop)
    try {
      return toOutcome(await watch.ended, watch, request, options)
    } finally {
      held.delete(watch.stop)
      watch.release()
    }
  }

  return {
    get held() {
      return held.size
    },
    wait,
    close() {
      closed = true
      for (const stop of held) stop()
    },
  }
}

type Ending = 'decided' | 'late' | 'abandoned' | 'stopped'

/** One held wait: listens, looks at what is kept, and ends once. */
interface Watch {
  readonly tally: WaitTally
  readonly startedAt: number
  readonly evicted: number
  readonly ended: Promise<Ending>
  readonly stop: () => void
  readonly release: () => void
}

function createWatch(request: WaitRequest, options: WaitsOptions): Watch {
  const { log, clock, settled } = options
  const tally = createWaitTally(request)
  const startedAt = clock.now().getTime()
  const releases: (() => void)[] = []
  let released = false
  let evicted = 0
  let end: (ending: Ending) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const ended = new Promise<Ending>((resolve, reject) => {
    end = resolve
    fail = reject
  })

  /** Runs when the wait is over, also when that was before the thing to release was there. */
  function onRelease(release: () => void): void {
    if (released) release()
    else releases.push(release)
  }

  async function watch(): Promise<void> {
    await settled()
    checkCursor(request.since, log)
    // Listen before looking, so that nothing falls between the kept messages and the new ones.
    const early: Message[] = []
    let show = (message: Message): unknown => early.push(message)
    onRelease(
      log.subscribe((entry) => {
        if (entry.type === 'added') show(entry.message)
        if (entry.type === 'removed' && entry.evicted) evicted += 1
      }),
    )
    evicted += countEvictions(request.since, log)
    const kept = inOrder([...(await listKept(request, options)), ...early])
    for (const message of kept) tally.see(message)
    const seen = kept.at(-1)?.seq ?? request.since
    show = (message) => {
      if (message.seq > seen) tally.see(message)
      if (tally.isDecided) end('decided')
    }
    if (tally.isDecided) end('decided')
    else onRelease(clock.after(request.timeoutMs, () => void settled().then(() => end('late'))))
  }

  const hangUp = (): void => end('abandoned')
  if (request.signal.aborted) hangUp()
  request.signal.addEventListener('abort', hangUp, { once: true })
  onRelease(() => request.signal.removeEventListener('abort', hangUp))
  watch().catch(fail)

  return {
    tally,
    startedAt,
    get evicted() {
      return evicted
    },
    ended,
    stop: () => end('stopped'),
    release: () => {
      released = true
      for (const release of releases) release()
    },
  }
}

async function listKept(
  { since }: WaitRequest,
  { store }: WaitsOptions,
): Promise<readonly Message[]> {
  const { messages } = await store.list({ since }, { start: 0, order: 'oldest' })
  return messages
}

/** Each message once, in order of arrival. One that came and went while the store was asked is there too. */
function inOrder(messages: readonly Message[]): readonly Message[] {
  const bySeq = new Map(messages.map((message) => [message.seq, message]))
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq)
}

function toOutcome(
  ending: Ending,
  { tally, startedAt, evicted }: Watch,
  request: WaitRequest,
  { log, sessions, clock }: WaitsOptions,
): WaitOutcome {
  if (ending === 'stopped') throw shuttingDown()
  if (ending === 'abandoned') return { type: 'abandoned' }
  const [first] = tally.matched
  if (request.count === 0) {
    if (first) return { type: 'unexpected', message: first }
    return { type: 'matched', messages: [], cursor: log.cursor }
  }
  const last = tally.matched.at(-1)
  if (tally.isDecided && last) {
    return { type: 'matched', messages: tally.matched, cursor: last.seq }
  }
  return {
    type: 'timeout',
    waitedMs: clock.now().getTime() - startedAt,
    matchCount: tally.matched.length,
    cursor: log.cursor,
    arrived: tally.arrived,
    elsewhere: tally.elsewhere,
    evicted,
    failedSessions: sessions.failedSince({
      since: request.since,
      inbox: request.inbox,
      max: limits.waitFailedSessionsMax,
    }),
  }
}

function checkCursor(since: number, log: EventLog): void {
  if (since === 0 || (since >= log.origin && since <= log.cursor)) return
  throw new MailmittError(
    'stale-cursor',
    `The cursor ${since} is not from this run of Mailmitt, which stands at ${log.cursor}. Take a new one from /api/v1/cursor.`,
  )
}

function countEvictions(since: number, log: EventLog): number {
  const slice = log.since(since, Number.MAX_SAFE_INTEGER)
  if (!slice.ok) return 0
  return slice.entries.filter((entry) => entry.type === 'removed' && entry.evicted).length
}

function shuttingDown(): MailmittError {
  return new MailmittError('shutting-down', 'Mailmitt is shutting down.')
}

function tooManyWaiters(): MailmittError {
  return new MailmittError(
    'too-many-waiters',
    `${limits.waitersMax} waits are held already; end some of them first.`,
  )
}
