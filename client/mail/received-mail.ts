import type { Client } from '../http/client.ts'
import { assigned } from './assign.ts'
import type { CriteriaArgument } from './criteria.ts'
import { describeCriteria, toCriteria } from './criteria.ts'
import { mistakeIn } from './doubtful.ts'
import { explainTimeout } from './explain.ts'
import type { Message } from './message.ts'
import type { Scope } from './scope.ts'
import { scopeQuery } from './scope.ts'
import { describeUnexpected } from './unexpected.ts'
import { UnexpectedMessageError } from './wait-error.ts'
import type { Watch } from './watch.ts'
import { watch } from './watch.ts'

export interface WaitSettings {
  /** Milliseconds until it gives up; of the inbox, else of `MAILMITT_TIMEOUT`, else 4,000. */
  readonly timeout?: number
  /** Ends the wait with the signal's reason. */
  readonly signal?: AbortSignal
  /** Only what came after this cursor; what came since the inbox was made when absent. */
  readonly since?: number
}

export interface SilenceSettings extends Omit<WaitSettings, 'timeout'> {
  /** Milliseconds to watch for; 300 when absent. What has come already counts. */
  readonly within?: number
}

/** Mail that comes, and what a test asks of it. */
export interface ReceivedMail {
  /**
   * The first message that meets the criteria, whether it is there or still to come.
   * @throws WaitTimeoutError that says what came instead
   */
  waitFor(criteria?: CriteriaArgument, settings?: WaitSettings): Promise<Message>
  /**
   * The first message that meets the criteria and that no earlier `next` has given.
   * @throws WaitTimeoutError
   */
  next(criteria?: CriteriaArgument, settings?: WaitSettings): Promise<Message>
  /**
   * The first so many messages that meet the criteria, in order of arrival.
   * @throws WaitTimeoutError
   */
  waitForCount(
    count: number,
    criteria?: CriteriaArgument,
    settings?: WaitSettings,
  ): Promise<readonly Message[]>
  /**
   * A message of its own for each of the criteria, in whatever order they come.
   * @throws WaitTimeoutError that names those that are missing
   */
  waitForAll(
    criteria: readonly CriteriaArgument[],
    settings?: WaitSettings,
  ): Promise<readonly Message[]>
  /**
   * Watches that no message meets the criteria.
   * @throws UnexpectedMessageError as soon as one does
   * @throws TypeError for criteria that no message can meet
   */
  expectNone(settings?: SilenceSettings): Promise<void>
  expectNone(criteria: CriteriaArgument, settings?: SilenceSettings): Promise<void>
  /** Those that are there and meet the criteria, in order of arrival. */
  messages(
    criteria?: CriteriaArgument,
    settings?: Omit<WaitSettings, 'timeout'>,
  ): Promise<readonly Message[]>
  /** Deletes them. */
  clear(): Promise<void>
}

export interface ReceivedMailOptions {
  readonly client: Client
  readonly scope: Scope
  /** From where on its mail counts. */
  readonly since: () => Promise<number>
  /** From where on other mail and failures tell why nothing came; as `since` when absent. */
  readonly windowSince?: () => Promise<number>
  readonly timeoutMs: number
  /** Ends every wait. */
  readonly signal: AbortSignal | undefined
  /** Where to send to, for hints. */
  readonly target: string
}

const silenceMs = 300
/** More than a server keeps; 0 is none for a search. */
const everyMessage = 1_000_000_000

export function createReceivedMail(options: ReceivedMailOptions): ReceivedMail {
  const { client, scope, timeoutMs, target } = options
  /** Of what `next` has given. */
  const given = new Set<string>()

  async function toWatch(
    argument: CriteriaArgument | undefined,
    { timeout = timeoutMs, signal, since }: WaitSettings,
  ): Promise<Watch> {
    const criteria = toCriteria(argument)
    const signals = [signal, options.signal].filter((one) => one !== undefined)
    for (const one of signals) one.throwIfAborted()
    const windowSince = options.windowSince ?? options.since
    return {
      client,
      scope,
      criteria,
      since: since ?? (await options.since()),
      windowSince: since ?? (await windowSince()),
      until: Date.now() + checkedTimeout(timeout),
      signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    }
  }

  async function take(
    asked: Watch,
    count: number,
    isWanted: (message: Message) => boolean = () => true,
  ): Promise<readonly Message[]> {
    const startedAt = Date.now()
    const found: Message[] = []
    for await (const message of watch(asked)) {
      if (!isWanted(message)) continue
      found.push(message)
      if (found.length >= count) return found
    }
    throw await explainTimeout({
      watch: asked,
      startedAt,
      target,
      taken: found,
      ...(count === 1 ? {} : { progress: `${found.length} of ${count} messages` }),
    })
  }

  async function first(asked: Watch, isWanted?: (message: Message) => boolean): Promise<Message> {
    const [message] = await take(asked, 1, isWanted)
    if (message === undefined) throw new Error('A wait for one message gave none.')
    return message
  }

  return {
    async waitFor(criteria, settings = {}) {
      return first(await toWatch(criteria, settings))
    },
    async next(criteria, settings = {}) {
      // Taken as soon as it is seen: another that asks at the same time is given another one.
      return first(await toWatch(criteria, settings), ({ id }) => {
        if (given.has(id)) return false
        given.add(id)
        return true
      })
    },
    async waitForCount(count, criteria, settings = {}) {
      checkCount(count)
      return take(await toWatch(criteria, settings), count)
    },
    async waitForAll(all, settings = {}) {
      const wanted = all.map(toCriteria)
      const asked = await toWatch({}, settings)
      const startedAt = Date.now()
      const seen: Message[] = []
      if (wanted.length === 0) return []
      let state = await assigned(wanted, seen, client)
      for await (const message of watch(asked)) {
        seen.push(message)
        state = await assigned(wanted, seen, client)
        if (state.missing.length === 0) return state.messages
      }
      const [missing = {}] = state.missing
      throw await explainTimeout({
        watch: { ...asked, criteria: missing },
        startedAt,
        target,
        progress: `${wanted.length - state.missing.length} of ${wanted.length} messages`,
        missing: state.missing,
        taken: state.messages,
      })
    },
    async expectNone(...given: [(CriteriaArgument | SilenceSettings)?, SilenceSettings?]) {
      const [criteria, { within = silenceMs, ...settings }] = silenceOf(given)
      const asked = await toWatch(criteria, { ...settings, timeout: within })
      const mistake = mistakeIn(asked.criteria)
      if (mistake !== undefined)
        throw new TypeError(`That none comes says nothing here. ${mistake}`)
      for await (const message of watch(asked)) {
        throw new UnexpectedMessageError(
          describeUnexpected(message, scope.title, describeCriteria(asked.criteria)),
          message,
        )
      }
    },
    async messages(criteria, settings = {}) {
      const found: Message[] = []
      for await (const message of watch(await toWatch(criteria, { ...settings, timeout: 0 }))) {
        found.push(message)
      }
      return found
    },
    async clear() {
      options.signal?.throwIfAborted()
      const since = await options.since()
      const query = scopeQuery(scope, {})
      const { messages } = await (query === ''
        ? client.messages({
            limit: 0,
            ...(scope.inbox === undefined ? {} : { inbox: scope.inbox }),
          })
        : client.search(query, { limit: everyMessage }))
      await client.deleteMessages(messages.filter(({ Seq }) => Seq > since).map(({ ID }) => ID))
    },
  }
}

function silenceOf(
  given: readonly [(CriteriaArgument | SilenceSettings)?, SilenceSettings?],
): readonly [CriteriaArgument | undefined, SilenceSettings] {
  const [first, second] = given
  if (second === undefined && isSilence(first)) return [undefined, first]
  return [first as CriteriaArgument | undefined, second ?? {}]
}

function isSilence(value: unknown): value is SilenceSettings {
  if (typeof value !== 'object' || value === null) return false
  const names = Object.keys(value)
  return names.length > 0 && names.every((name) => ['within', 'signal', 'since'].includes(name))
}

function checkedTimeout(timeout: number): number {
  if (Number.isFinite(timeout) && timeout >= 0) return timeout
  throw new TypeError(`A timeout is a number of milliseconds, not ${String(timeout)}.`)
}

function checkCount(count: number): void {
  if (Number.isInteger(count) && count >= 1) return
  throw new TypeError(`A count of messages is a whole number from 1, not ${String(count)}.`)
}
