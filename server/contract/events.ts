import { Type } from 'typebox'
import type { Static } from 'typebox'
import { MessageSummary } from './message.ts'
import { SessionSummary } from './session.ts'

const Inboxes = Type.Array(Type.String())

/** One entry of the event log; `Type` and `Data` are those of Mailpit's websocket. */
export const LoggedEvent = Type.Union([
  Type.Object({ Seq: Type.Integer(), Type: Type.Literal('new'), Data: MessageSummary }),
  Type.Object({
    Seq: Type.Integer(),
    Type: Type.Literal('update'),
    Data: Type.Object({
      ID: Type.String(),
      Inboxes,
      Read: Type.Optional(Type.Boolean()),
      Tags: Type.Optional(Type.Array(Type.String())),
    }),
  }),
  Type.Object({
    Seq: Type.Integer(),
    Type: Type.Literal('delete'),
    Data: Type.Object({ ID: Type.String(), Inboxes, Evicted: Type.Optional(Type.Boolean()) }),
  }),
  Type.Object({ Seq: Type.Integer(), Type: Type.Literal('session'), Data: SessionSummary }),
  Type.Object({ Seq: Type.Integer(), Type: Type.Literal('prune'), Data: Type.Null() }),
  Type.Object({ Seq: Type.Integer(), Type: Type.Literal('truncate'), Data: Type.Null() }),
])
export type LoggedEvent = Static<typeof LoggedEvent>

/** Frames of the websocket that are not in the log. */
export type FeedNotice =
  | { Type: 'stats'; Data: { Total: number; Unread: number; Version: string } }
  /** Entries were missed: reload, then go on from `Seq`, which this socket does by itself. */
  | { Type: 'reset'; Data: { Seq: number } }
  /** Something was answered with 4xx (`warning`) or 5xx (`error`). Not all of them in a flood. */
  | {
      Type: 'error'
      Data: { Level: 'warning' | 'error'; Type: 'smtpd'; IP: string; Message: string }
    }

export type FeedFrame = LoggedEvent | FeedNotice

/** 410: reload, then go on from `Cursor`. */
export const StaleCursor = Type.Object(
  {
    Error: Type.String(),
    Code: Type.Literal('stale-cursor'),
    Cursor: Type.Integer({ description: 'Where the event log stands' }),
  },
  { title: 'StaleCursor' },
)
export type StaleCursor = Static<typeof StaleCursor>

export const EventPage = Type.Object(
  {
    events: Type.Array(LoggedEvent),
    Cursor: Type.Integer({ description: 'Pass it as `since` to go on' }),
  },
  { title: 'EventPage' },
)
export type EventPage = Static<typeof EventPage>
