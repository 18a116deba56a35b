import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { EventPage, StaleCursor } from '../../contract/events.ts'
import { Cursor } from '../../contract/wait.ts'
import { toEntryFilter } from '../../core/entry-filter.ts'
import type { EventLog } from '../../core/event-log.ts'
import { limits } from '../../core/limits.ts'
import type { Intake } from '../../intake/intake.ts'
import { toEvent } from '../../wire/to-event.ts'
import { errors } from '../answer/errors.ts'
import { readNumber } from '../request/read-number.ts'
import { tzParameter } from '../request/scope-parameters.ts'
import { textParameter } from '../request/text-parameter.ts'

export interface EventRoutesOptions {
  readonly log: EventLog
  readonly intake: Pick<Intake, 'settled'>
  readonly now: () => Date
}

const EventsQuery = Type.Object({
  since: Type.String({ description: 'A cursor' }),
  limit: textParameter('At most so many are looked at; 1000 when absent'),
  inbox: textParameter('Only what is in this inbox'),
  query: textParameter('Only new messages that match'),
  tz: tzParameter,
})

const EVENTS_PAGE = 1_000

export const eventRoutes: FastifyPluginCallbackTypebox<EventRoutesOptions> = (
  app,
  { log, intake, now },
  done,
) => {
  app.get(
    '/cursor',
    {
      schema: {
        summary: 'Where the event log stands, after every message that was answered 250',
        response: { 200: Cursor, ...errors },
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
        response: { 200: EventPage, 410: StaleCursor, ...errors },
      },
    },
    async ({ query }, reply) => {
      const filter = toEntryFilter(query, now)
      const since = readNumber('since', query.since, { fallback: 0, max: Number.MAX_SAFE_INTEGER })
      const limit = readNumber('limit', query.limit, {
        fallback: EVENTS_PAGE,
        max: limits.eventsMax,
      })
      await intake.settled()
      const slice = log.since(since, limit)
      if (!slice.ok) return reply.code(410).send(toStale(since, slice.cursor))
      return { events: slice.entries.filter(filter).map(toEvent), Cursor: slice.cursor }
    },
  )

  done()
}

function toStale(since: number, Seq: number): StaleCursor {
  return {
    Error: `The cursor ${since} has left the event log; reload, then go on from ${Seq}.`,
    Code: 'stale-cursor',
    Cursor: Seq,
  }
}
