import { Type } from 'typebox'
import type { Static } from 'typebox'

/** An inbox exists as soon as a message is in it. */
export const Inbox = Type.Object(
  {
    Name: Type.String(),
    Total: Type.Integer({ description: 'Messages in it' }),
    Unread: Type.Integer(),
    LastCreated: Type.String({
      format: 'date-time',
      description: 'When its newest message was received, UTC',
    }),
  },
  { title: 'Inbox' },
)
export type Inbox = Static<typeof Inbox>
