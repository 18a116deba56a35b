import { Type } from 'typebox'
import type { Static } from 'typebox'
import { OrNull } from './terms.ts'

const STAGES = ['connect', 'helo', 'starttls', 'auth', 'mail', 'rcpt', 'data', 'message'] as const

const closed = { additionalProperties: false }
const Pattern = (what: string) =>
  Type.Optional(
    Type.String({
      description: `${what}: a glob for all of it (\`*@example.com\`), or a \`/regex/\` of RE2 found in it`,
    }),
  )

const FaultMatch = Type.Object(
  {
    Sender: Pattern('MAIL FROM'),
    Recipient: Pattern('RCPT TO; at data and message, any of them'),
    Subject: Pattern('The Subject header'),
    Nth: Type.Optional(Type.Integer({ description: 'The nth RCPT of the transaction, from 1' })),
  },
  closed,
)

const FaultAction = Type.Object(
  {
    Reject: Type.Optional(
      Type.Object(
        {
          Code: Type.Integer({ description: '400 to 599' }),
          Enhanced: Type.Optional(
            Type.String({ description: 'RFC 3463; made from the code when absent; empty is none' }),
          ),
          Text: Type.Optional(Type.String()),
        },
        closed,
      ),
    ),
    DelayMs: Type.Optional(
      Type.Integer({ description: 'Comes first; at most 10 minutes. 0 alone lets the event pass' }),
    ),
    Drop: Type.Optional(
      Type.Enum(['fin', 'rst'], { description: 'Tears the connection, without a reply' }),
    ),
    Keep: Type.Optional(
      Type.Literal(true, { description: 'With Drop at message: accepted, only the reply is lost' }),
    ),
    BytesPerSecond: Type.Optional(
      Type.Integer({ description: 'How fast the server reads from here on' }),
    ),
    Greylist: Type.Optional(
      Type.Literal(true, { description: '451 to the first RCPT of a sender and recipient' }),
    ),
  },
  closed,
)

const ruleFields = {
  Inbox: Type.Optional(Type.String({ description: 'Acts only on what is for this inbox' })),
  Stage: Type.Enum(STAGES, { description: '`message` is after the final dot, `data` before 354' }),
  Match: Type.Optional(FaultMatch),
  Action: FaultAction,
  Times: Type.Optional(Type.Integer({ description: 'It acts so often, then it rests' })),
  Probability: Type.Optional(Type.Number({ description: 'Percent, 0 to 100' })),
  Seed: Type.Optional(Type.Integer({ description: 'Makes the probability the same in every run' })),
}

/** Body of `POST faults`. Keys match without case. */
export const FaultBody = Type.Object(
  {
    ...ruleFields,
    ExpiresIn: Type.Optional(Type.String({ description: '`500ms`, `10s`, `2m`, `1h`' })),
  },
  { title: 'FaultBody', ...closed },
)
export type FaultBody = Static<typeof FaultBody>

export const Fault = Type.Object(
  {
    ID: Type.String(),
    ...ruleFields,
    ExpiresAt: Type.Optional(Type.String({ format: 'date-time' })),
    Hits: Type.Integer({ description: 'How often it acted' }),
    Remaining: OrNull(Type.Integer(), {
      description: 'How often it still will; null is without end',
    }),
  },
  { title: 'Fault' },
)
export type Fault = Static<typeof Fault>

export const FaultList = Type.Array(Fault, { description: 'In order of creation, chaos last' })
export type FaultList = Static<typeof FaultList>

const ChaosTrigger = Type.Object({
  ErrorCode: Type.Integer({ description: '400 to 599' }),
  Probability: Type.Integer({ description: 'Percent, 0 to 100' }),
})

/** Mailpit's chaos. */
export const Chaos = Type.Object(
  {
    Sender: ChaosTrigger,
    Recipient: ChaosTrigger,
    Authentication: ChaosTrigger,
  },
  { title: 'Chaos' },
)
export type Chaos = Static<typeof Chaos>

const ChaosTriggerBody = Type.Optional(
  Type.Object(
    {
      ErrorCode: Type.Optional(Type.Integer({ description: 'Absent or 0 is the default' })),
      Probability: Type.Optional(Type.Integer({ description: 'Absent is 0, which is off' })),
    },
    closed,
  ),
)

/** Body of `PUT chaos`: a trigger that is not there is off. Keys match without case. */
export const ChaosBody = Type.Object(
  { Sender: ChaosTriggerBody, Recipient: ChaosTriggerBody, Authentication: ChaosTriggerBody },
  { title: 'ChaosBody', ...closed },
)
export type ChaosBody = Static<typeof ChaosBody>
