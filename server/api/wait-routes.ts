import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ErrorBody } from '../contract/app.ts'
import { EventPage } from '../contract/events.ts'
import type { FailedSession } from '../contract/wait.ts'
import { Cursor, WaitAnswer, WaitTimeout, WaitUnexpected } from '../contract/wait.ts'
import { toEntryFilter } from '../core/entry-filter.ts'
import { MailmittError } from '../core/errors.ts'
import type { EventLog } from '../core/event-log.ts'
import { limits } from '../core/limits.ts'
import { parseDuration } from '../core/parse-duration.ts'
import { toInbox, toQuery } from '../core/scope.ts'
import type { SessionSummary } from '../core/session.ts'
import type { WaitOutcome, Waits } from '../core/waits.ts'
import type { Intake } from '../intake/intake.ts'
import { toEvent } from '../wire/to-event.ts'
import { toSummary } from '../wire/to-summary.ts'
import { textParameter } from './text-parameter.ts'

export interface WaitRoutesOptions {
  readonly waits: Waits
  readonly log: EventLog
  readonly intake: Intake
}

const WaitQuery = Type.Object({
  query: textParameter('Search query; any message when absent'),
  inbox: textParameter('Only messages in this inbox'),
  since: textParameter('A cursor: only messages with a greater Seq count; 0 when absent'),
  count: textParameter('How many must match; 1 when absent; 0 asserts that none does'),
  timeout: textParameter('`0`, `500ms`, `10s`, `2m`; 10s when absent, at most 4m'),
})
const EventsQuery = Type.Object({
  since: Type.String({ description: 'A cursor' }),
  limit: textParameter('At most so many are looked at; 1000 when absent'),
  inbox: textParameter('Only what is in this inbox'),
  query: textParameter('Only new messages that match'),
})

const EVENTS_PAGE = 1_000

export const waitRoutes: FastifyPluginCallbackTypebox<WaitRoutesOptions> = (
  app,
  { waits, log, intake },
  done,
) => {
  app.get(
    '/wait',
    {
      schema: {
        summary: 'Wait until messages match; a timeout says what arrived instead',
        querystring: WaitQuery,
        response: {
          200: WaitAnswer,
          404: WaitTimeout,
          409: WaitUnexpected,
          '4xx': ErrorBody,
          '5xx': ErrorBody,
        },
      },
    },
    async ({ query }, reply) => {
      const hangUp = new AbortController()
      reply.raw.once('close', () => hangUp.abort())
      const outcome = await waits.wait({
        query: query.query === undefined || query.query === '' ? undefined : toQuery(query.query),
        inbox: query.inbox === undefined ? undefined : toInbox(query.inbox),
        since: toNumber('since', query.since, { fallback: 0, max: Number.MAX_SAFE_INTEGER }),
        count: toNumber('count', query.count, { fallback: 1, max: limits.waitCountMax }),
        timeoutMs: toTimeout(query.timeout ?? '10s'),
        signal: hangUp.signal,
      })
      switch (outcome.type) {
        case 'matched':
          return { messages: outcome.messages.map(toSummary), Cursor: outcome.cursor }
        case 'unexpected':
          return reply.code(409).send(toUnexpected(outcome))
        case 'timeout':
          return reply.code(404).send(toTimeoutReport(outcome, query))
        case 'abandoned':
          return reply.hijack()
      }
    },
  )

  app.get(
    '/cursor',
    {
      schema: {
        summary: 'Where the event log stands, after every message that was answered 250',
        response: { 200: Cursor, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async () => {
      await intake.settled()
      return { Seq: log.cursor }
    },
  )

  app.get(
    '/events',
    {
      schema: {
        summary: 'The event log after a cursor',
        querystring: EventsQuery,
        response: { 200: EventPage, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async ({ query }) => {
      const filter = toEntryFilter(query)
      await intake.settled()
      const since = toNumber('since', query.since, { fallback: 0, max: Number.MAX_SAFE_INTEGER })
      const limit = toNumber('limit', query.limit, { fallback: EVENTS_PAGE, max: limits.eventsMax })
      const slice = log.since(since, limit)
      if (!slice.ok) {
        throw new MailmittError(
          'stale-cursor',
          `The cursor ${since} has left the event log; reload, then go on from ${slice.cursor}.`,
        )
      }
      return { events: slice.entries.filter(filter).map(toEvent), Cursor: slice.cursor }
    },
  )

  done()
}

interface NumberRule {
  readonly fallback: number
  readonly max: number
}

function toNumber(name: string, text: string | undefined, { fallback, max }: NumberRule): number {
  if (text === undefined) return fallback
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  if (value <= max) return value
  throw new MailmittError(
    'bad-request',
    `${name} must be a whole number from 0 to ${max}, not "${text}".`,
  )
}

function toTimeout(text: string): number {
  const ms = parseDuration(text)
  if (ms !== undefined && ms <= limits.waitMsMax) return ms
  throw new MailmittError(
    'bad-request',
    `timeout must be a duration like 500ms, 10s or 2m, at most ${limits.waitMsMax / 60_000}m, not "${text}".`,
  )
}

function toUnexpected({ message }: Extract<WaitOutcome, { type: 'unexpected' }>): WaitUnexpected {
  return {
    Error: `A message came although none was expected: "${message.digest.subject}" to ${message.envelope.to.join(', ')}.`,
    Code: 'unexpected-message',
    Message: toSummary(message),
  }
}

function toTimeoutReport(
  outcome: Extract<WaitOutcome, { type: 'timeout' }>,
  asked: { readonly query?: string; readonly inbox?: string; readonly count?: string },
): WaitTimeout {
  return {
    Error: explain(outcome, asked),
    Code: 'timeout',
    WaitedMs: outcome.waitedMs,
    Cursor: outcome.cursor,
    Arrived: outcome.arrived.map(({ message, missed }) => ({
      Message: toSummary(message),
      Missed: [...missed],
    })),
    Elsewhere: outcome.elsewhere,
    Evicted: outcome.evicted,
    FailedSessions: outcome.failedSessions.map(toFailedSession),
  }
}

/** A failing test must explain itself, also where only this sentence is shown. */
function explain(
  outcome: Extract<WaitOutcome, { type: 'timeout' }>,
  {
    query,
    inbox,
    count,
  }: { readonly query?: string; readonly inbox?: string; readonly count?: string },
): string {
  const what =
    query === undefined || query === '' ? 'No message came' : `No message matched ${query}`
  const where = inbox === undefined ? '' : ` in the inbox ${inbox}`
  const many = count === undefined || count === '1' ? '' : ` ${count} times`
  if (outcome.matchCount > 0) {
    return `${outcome.matchCount} of ${count ?? 1} messages matched${where} within ${outcome.waitedMs} ms.`
  }
  const nearest = outcome.arrived.find(({ missed }) => missed.length > 0)
  const near = nearest
    ? ` The closest, "${nearest.message.digest.subject}", missed ${nearest.missed.join(' and ')}.`
    : ''
  const elsewhere = outcome.elsewhere > 0 ? ` ${outcome.elsewhere} came to other inboxes.` : ''
  const [failed] = outcome.failedSessions
  const session = failed ? ` An SMTP session failed: ${failed.error}` : ''
  return `${what}${where}${many} within ${outcome.waitedMs} ms.${near}${elsewhere}${session}`
}

function toFailedSession(session: SessionSummary): FailedSession {
  return {
    ID: session.id,
    Started: session.startedAt.toISOString(),
    RemoteAddress: session.remoteAddress,
    ClientName: session.clientName,
    Outcome: session.outcome,
    Error: session.error,
  }
}
