import { Type } from 'typebox'
import type { Static } from 'typebox'
import { MessageSummary } from './message.ts'

export const Cursor = Type.Object({ Seq: Type.Integer() }, { title: 'Cursor' })
export type Cursor = Static<typeof Cursor>

export const WaitAnswer = Type.Object(
  {
    messages: Type.Array(MessageSummary, { description: 'The first matches, in order of arrival' }),
    Cursor: Type.Integer({ description: 'Seq of the last match; pass it as `since` to go on' }),
  },
  { title: 'WaitAnswer' },
)
export type WaitAnswer = Static<typeof WaitAnswer>

export const FailedSession = Type.Object(
  {
    ID: Type.String(),
    Started: Type.String({ format: 'date-time' }),
    RemoteAddress: Type.String(),
    ClientName: Type.String(),
    Outcome: Type.String({ description: 'partial, refused or aborted' }),
    Error: Type.String({ description: 'One plain sentence' }),
  },
  { title: 'FailedSession' },
)
export type FailedSession = Static<typeof FailedSession>

/** 404 with the code `timeout`: what arrived instead, and what each message missed. */
export const WaitTimeout = Type.Object(
  {
    Error: Type.String(),
    Code: Type.Literal('timeout'),
    WaitedMs: Type.Integer(),
    Cursor: Type.Integer(),
    Arrived: Type.Array(
      Type.Object({
        Message: MessageSummary,
        Missed: Type.Array(Type.String(), { description: 'The terms it does not match' }),
      }),
      { description: 'Closest first, at most 10' },
    ),
    Elsewhere: Type.Integer({ description: 'Messages that came to other inboxes meanwhile' }),
    Evicted: Type.Integer({ description: 'Messages that made room for newer ones meanwhile' }),
    FailedSessions: Type.Array(FailedSession),
  },
  { title: 'WaitTimeout' },
)
export type WaitTimeout = Static<typeof WaitTimeout>

/** 409 with the code `unexpected-message`: `count=0` asked for silence. */
export const WaitUnexpected = Type.Object(
  {
    Error: Type.String(),
    Code: Type.Literal('unexpected-message'),
    Message: MessageSummary,
  },
  { title: 'WaitUnexpected' },
)
export type WaitUnexpected = Static<typeof WaitUnexpected>
