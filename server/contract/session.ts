import { Type } from 'typebox'
import type { Static } from 'typebox'
import { OneOf, OrNull } from './terms.ts'

const Time = (description: string) => Type.String({ format: 'date-time', description })

export const Outcome = OneOf(['open', 'empty', 'delivered', 'partial', 'refused', 'aborted'], {
  description:
    'refused: a transaction or AUTH ended in 4xx or 5xx and none after it succeeded; partial: some recipients were refused; aborted: lost after MAIL or inside AUTH or TLS; empty: only said hello',
})

const sessionFields = {
  ID: Type.String(),
  Started: Time('When the connection was made'),
  Ended: OrNull(Type.String({ format: 'date-time' }), {
    description: '`null` while it is open',
  }),
  RemoteAddress: Type.String(),
  ClientName: Type.String({ description: 'The argument of HELO or EHLO' }),
  User: Type.String({ description: 'The AUTH user, or empty' }),
  TLS: OrNull(Type.Object({ Protocol: Type.String(), Cipher: Type.String() })),
  Outcome,
  Error: Type.String({ description: 'One plain sentence, or empty' }),
  Messages: Type.Array(Type.String(), { description: 'IDs of what it delivered, the last 1,000' }),
  Inboxes: Type.Array(Type.String(), { description: 'Those of refused recipients too' }),
}

export const SessionSummary = Type.Object(sessionFields, { title: 'SessionSummary' })
export type SessionSummary = Static<typeof SessionSummary>

export const Session = Type.Object(
  {
    ...sessionFields,
    Lines: Type.Array(
      Type.Object({
        At: Time('When it was said, UTC'),
        From: OneOf(['C', 'S'], {
          description: 'Client or server',
        }),
        Text: Type.String({ description: 'Without CRLF; secrets are masked, DATA is one line' }),
      }),
    ),
  },
  { title: 'Session' },
)
export type Session = Static<typeof Session>
