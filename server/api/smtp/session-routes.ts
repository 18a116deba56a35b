import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Session } from '../../contract/session.ts'
import { MailmittError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { toInbox } from '../../core/scope.ts'
import type { SessionLog } from '../../core/session-log.ts'
import type { Intake } from '../../intake/intake.ts'
import { toSession } from '../../wire/to-session.ts'
import { errors } from '../answer/errors.ts'
import { isTrue } from '../request/is-true.ts'
import { textParameter } from '../request/text-parameter.ts'
import { toCount } from '../request/to-count.ts'

export interface SessionRoutesOptions {
  readonly sessions: SessionLog
  readonly intake: Intake
}

const SessionsQuery = Type.Object({
  inbox: textParameter('Only sessions of this inbox, those of refused recipients too'),
  failed: textParameter('`true` is only those that ended as partial, refused or aborted'),
  limit: textParameter('At most so many; 50 when absent, 0 is all'),
  lines: textParameter('`false` leaves the transcripts out: `Lines` is empty'),
})
const SessionQuery = Type.Object({
  inbox: textParameter('Only if it is a session of this inbox'),
})

const PAGE = 50

/** What was said over SMTP, also when no message came of it. */
export const sessionRoutes: FastifyPluginCallbackTypebox<SessionRoutesOptions> = (
  app,
  { sessions, intake },
  done,
) => {
  app.get(
    '/sessions',
    {
      schema: {
        summary: 'SMTP sessions with their transcripts, newest first, open ones too',
        querystring: SessionsQuery,
        response: { 200: Type.Array(Session), ...errors },
      },
    },
    async ({ query }) => {
      // The messages that a session names are there for who asks for them then.
      await intake.settled()
      const { inbox, failed, lines } = query
      const limit = toCount(query.limit, PAGE)
      return (
        sessions
          .list({
            inbox: inbox === undefined ? undefined : toInbox(inbox),
            failed: isTrue(failed),
            limit: limit === 0 ? limits.sessionsMax + limits.smtpConnectionsMax : limit,
          })
          // A thousand transcripts are megabytes; a list that shows none need not carry them.
          .map((session) => toSession(lines === 'false' ? { ...session, lines: [] } : session))
      )
    },
  )

  app.get(
    '/sessions/:id',
    {
      schema: {
        summary: 'One SMTP session with its transcript',
        params: Type.Object({ id: Type.String() }),
        querystring: SessionQuery,
        response: { 200: Session, ...errors },
      },
    },
    ({ params, query: { inbox } }) => {
      const name = inbox === undefined ? undefined : toInbox(inbox)
      const session = sessions.get(params.id)
      const isInside = name === undefined || session?.inboxes.includes(name) === true
      if (session && isInside) return toSession(session)
      throw new MailmittError(
        'not-found',
        `There is no session ${params.id}; the last ${limits.sessionsMax} are remembered.`,
      )
    },
  )

  done()
}
