import type { WaitTimeout } from '../../server/contract/wait.ts'
import type { Client } from '../http/client.ts'
import { isNotFound, isWaitTimeout } from '../http/http-error.ts'
import type { Criteria } from './criteria.ts'
import type { Message } from './message.ts'
import { createMessage } from './message.ts'
import { missedClauses } from './missed-clauses.ts'
import { toWaitError } from './reach.ts'
import type { Scope } from './scope.ts'
import { scopeQuery } from './scope.ts'

/** The longest wait that the server holds. */
const heldMsMax = 240_000

export interface Watch {
  readonly client: Client
  readonly scope: Scope
  readonly criteria: Criteria
  /** Only what came after this cursor. */
  readonly since: number
  /** From where on other mail and failures are of interest: what was before is of other tests. */
  readonly windowSince: number
  /** `Date.now()` when it ends. */
  readonly until: number
  readonly signal: AbortSignal | undefined
}

/**
 * The messages that meet the criteria, in the order in which they came, as they come. It ends when the time
 * is over; what the server can look for is waited for there, the rest is tested here.
 */
export async function* watch(asked: Watch): AsyncGenerator<Message, void, undefined> {
  let { since } = asked
  for (;;) {
    const found = await nextFound(asked, since)
    if (found === undefined) return
    since = found.cursor
    const message = await readMessage(asked, found.id)
    if (message === undefined) continue
    if ((await missedClauses(asked.criteria, message, asked.client)).length === 0) yield message
  }
}

async function nextFound(
  { client, scope, criteria, until, signal }: Watch,
  since: number,
): Promise<{ readonly id: string; readonly cursor: number } | undefined> {
  const asked = askedOf(scope, criteria)
  for (;;) {
    const left = Math.max(0, until - Date.now())
    try {
      const { messages, Cursor } = await client.wait({
        ...asked,
        ...(signal === undefined ? {} : { signal }),
        since,
        timeout: `${Math.min(Math.ceil(left), heldMsMax)}ms`,
      })
      return { id: messages[0]?.ID ?? '', cursor: Cursor }
    } catch (error) {
      if (signal?.aborted === true) throw error
      if (!isWaitTimeout(error)) throw toWaitError(error, client.baseUrl)
      if (left <= heldMsMax) return undefined
    }
  }
}

/** More than ever come: a wait for so many reports what there is. */
const everyMessage = 10_000

/** What came in the time of a watch, and the failures of that time. */
export async function reportOf(asked: Watch): Promise<WaitTimeout | undefined> {
  const { since, windowSince } = asked
  const report = await reportSince(asked, since)
  if (report === undefined || windowSince <= since) return report
  const window = await reportSince(asked, windowSince)
  return window === undefined ? report : { ...window, Arrived: report.Arrived }
}

async function reportSince(
  { client, scope, criteria }: Watch,
  since: number,
): Promise<WaitTimeout | undefined> {
  try {
    await client.wait({ ...askedOf(scope, criteria), since, count: everyMessage, timeout: '0' })
    return undefined
  } catch (error) {
    if (isWaitTimeout(error)) return error.answer
    throw toWaitError(error, client.baseUrl)
  }
}

function askedOf(scope: Scope, criteria: Criteria): { query?: string; inbox?: string } {
  const query = scopeQuery(scope, criteria)
  return {
    ...(query === '' ? {} : { query }),
    ...(scope.inbox === undefined ? {} : { inbox: scope.inbox }),
  }
}

/** `undefined` when it is not there any more. */
export async function readMessage(
  { client, signal }: Pick<Watch, 'client' | 'signal'>,
  id: string,
): Promise<Message | undefined> {
  try {
    return createMessage(await client.peek(id, signal === undefined ? {} : { signal }), client)
  } catch (error) {
    if (isNotFound(error)) return undefined
    if (signal?.aborted === true) throw error
    throw toWaitError(error, client.baseUrl)
  }
}
