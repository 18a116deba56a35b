import type { MessageSummary } from '../../server/contract/message.ts'
import type { WaitTimeout } from '../../server/contract/wait.ts'
import type { Criteria } from './criteria.ts'
import { describeCriteria } from './criteria.ts'
import { doubtOf } from './doubtful.ts'
import { isSameAddress } from './mailbox.ts'
import { clipped } from './match-text.ts'
import type { Message } from './message.ts'
import { missedClauses } from './missed-clauses.ts'
import { recipientTerm } from './scope.ts'
import { WaitTimeoutError } from './wait-error.ts'
import type { Watch } from './watch.ts'
import { readMessage, reportOf } from './watch.ts'

/** Ten lines are read; more are scrolled past. */
const arrivedShown = 3
const elsewhereShown = 2
const lineMax = 160

export interface Awaited {
  readonly watch: Watch
  readonly startedAt: number
  /** As in `2 of 3 messages`; absent when one was waited for and none came. */
  readonly progress?: string
  /** What of several has no message; the criteria of the watch when absent. */
  readonly missing?: readonly Criteria[]
  /** Those that were found, and are for others. */
  readonly taken?: readonly Message[]
  /** Where to send to, for the hint. */
  readonly target: string
}

interface Arrival {
  readonly message: Message
  readonly missed: readonly string[]
}

/** Why nothing came, as far as the server knows: what came instead, what failed, and what to check. */
export async function explainTimeout(awaited: Awaited): Promise<WaitTimeoutError> {
  const { watch, startedAt, taken = [] } = awaited
  const waitedMs = Date.now() - startedAt
  const report = await reportOf(watch)
  const all = await arrivalsOf(watch, report)
  const arrivals = all.filter(({ message }) => !taken.some(({ id }) => id === message.id))
  const elsewhere = await elsewhereOf(watch, report)
  const doubt = doubtOf(watch.criteria, watch.scope)
  const lines = [
    heading(awaited, waitedMs),
    ...(doubt === undefined ? [] : [`Can this ever match? ${doubt}`]),
    ...arrivedLines(arrivals, doubt === undefined ? arrivedShown : arrivedShown - 1),
    ...elsewhereLines(elsewhere, report),
    ...failureLines(report),
    ...hints({ awaited, report, arrivals }),
  ]
  const text = lines.map((line) => (line.length > lineMax ? `${line.slice(0, lineMax)}…` : line))
  return new WaitTimeoutError(text.join('\n'), {
    waitedMs,
    arrived: arrivals.map(({ message }) => message),
  })
}

function heading({ watch, progress, missing }: Awaited, waitedMs: number): string {
  const { criteria, scope } = watch
  const what = describeCriteria(criteria)
  const came = `${progress ?? 'No message'} came to ${scope.title}`
  const time = `within ${(waitedMs / 1_000).toFixed(1)} s`
  if (missing !== undefined) {
    return `${came} ${time}. Without a message: ${missing.map(describeCriteria).join(' | ')}.`
  }
  return what === 'any message' ? `${came} ${time}.` : `${came} with ${what} ${time}.`
}

async function arrivalsOf(
  watch: Watch,
  report: WaitTimeout | undefined,
): Promise<readonly Arrival[]> {
  const { recipient } = watch.scope
  const own = (report?.Arrived ?? []).filter(
    ({ Missed }) => recipient === undefined || !Missed.includes(recipientTerm(recipient)),
  )
  const arrivals: Arrival[] = []
  for (const { Message: summary, Missed } of own) {
    const message = await readMessage({ client: watch.client, signal: undefined }, summary.ID)
    if (message === undefined) continue
    const here = await missedClauses(watch.criteria, message, watch.client)
    // What only the server tests, such as `query`, is told in its words.
    arrivals.push({ message, missed: here.length > 0 ? here : Missed })
  }
  return arrivals.toSorted((one, other) => one.missed.length - other.missed.length)
}

/** What came in the same time and is not of this scope, the newest first. */
async function elsewhereOf(
  { client, scope: { inbox, recipient }, windowSince }: Watch,
  report: WaitTimeout | undefined,
): Promise<readonly MessageSummary[]> {
  if (inbox === undefined && recipient === undefined) return []
  if (inbox !== undefined && report?.Elsewhere === 0) return []
  const { messages } = await client.messages({ limit: 50 })
  return messages.filter(
    ({ Seq, Inboxes, EnvelopeTo }) =>
      Seq > windowSince &&
      (inbox === undefined || !Inboxes.includes(inbox)) &&
      (recipient === undefined || !EnvelopeTo.some((to) => isSameAddress(to, recipient))),
  )
}

function arrivedLines(arrivals: readonly Arrival[], shownMax: number): readonly string[] {
  if (arrivals.length === 0) return []
  const shown = arrivals.slice(0, shownMax).map(({ message, missed }) => {
    const why = missed.length === 0 ? 'matches' : `misses ${missed.join('; ')}`
    return `  "${clipped(message.subject, 60)}" to ${message.envelope.to[0] ?? 'nobody'}: ${why}`
  })
  const count = arrivals.length === 1 ? '1 message' : `${arrivals.length} messages`
  const order = arrivals.length > 1 ? ', the closest first' : ''
  const rest = arrivals.length - shown.length
  return [`${count} did come${order}:`, ...shown, ...(rest > 0 ? [`  … and ${rest} more`] : [])]
}

function elsewhereLines(
  elsewhere: readonly MessageSummary[],
  report: WaitTimeout | undefined,
): readonly string[] {
  const count = Math.max(elsewhere.length, report?.Elsewhere ?? 0)
  if (count === 0) return []
  const shown = elsewhere
    .slice(0, elsewhereShown)
    .map(({ Subject, EnvelopeTo }) => `"${clipped(Subject, 40)}" to ${EnvelopeTo[0] ?? 'nobody'}`)
  const names =
    shown.length === 0 ? '' : `: ${shown.join(', ')}${count > shown.length ? ', …' : ''}`
  return [`${count} came elsewhere${names}`]
}

function failureLines(report: WaitTimeout | undefined): readonly string[] {
  const [failed] = report?.FailedSessions ?? []
  const evicted = report?.Evicted ?? 0
  return [
    ...(failed === undefined ? [] : [`An SMTP session failed: ${clipped(failed.Error, 120)}`]),
    ...(evicted === 0 ? [] : [`${evicted} messages made room for newer ones (see --max).`]),
  ]
}

function hints({
  awaited: { target },
  report,
  arrivals,
}: {
  readonly awaited: Awaited
  readonly report: WaitTimeout | undefined
  readonly arrivals: readonly Arrival[]
}): readonly string[] {
  if (arrivals.length > 0) return []
  if ((report?.FailedSessions.length ?? 0) > 0) {
    return [`Check what the app does about it, and where it sends: this is for ${target}.`]
  }
  return (report?.Elsewhere ?? 0) > 0
    ? [`Check where the app sends: this is for ${target}.`]
    : [`Nothing reached Mailmitt in this time. Check that the app sends, and to ${target}.`]
}
