import { Type } from 'typebox'
import type { Static } from 'typebox'
import { OneOf } from './terms.ts'

/** The closed list of `Code` in an error answer. */
export const ERROR_CODES = [
  'bad-request',
  'body-too-large',
  'forbidden-host',
  'forbidden-origin',
  'internal-error',
  'invalid-query',
  'message-too-large',
  'method-not-allowed',
  'not-found',
  'shutting-down',
  'stale-cursor',
  'timeout',
  'too-many-logins',
  'too-many-rules',
  'too-many-tags',
  'too-many-waiters',
  'unauthorized',
  'unexpected-message',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** Every answer of 400 and above under `/api/`. */
export const ErrorBody = Type.Object(
  {
    Error: Type.String({ description: 'What happened and what to do' }),
    Code: Type.Enum(ERROR_CODES, { description: 'For programs; a closed list' }),
    At: Type.Optional(
      Type.Integer({ description: 'Of an invalid query: where in it the problem is, from 0' }),
    ),
    Suggestion: Type.Optional(
      Type.String({ description: 'Of an invalid query: the operator that was probably meant' }),
    ),
  },
  { title: 'ErrorBody' },
)
export type ErrorBody = Static<typeof ErrorBody>

export const SmtpAddress = Type.Object({
  Host: Type.String(),
  Port: Type.Integer(),
  TLS: OneOf(['none', 'starttls', 'implicit']),
  LMTP: Type.Boolean(),
})
export type SmtpAddress = Static<typeof SmtpAddress>

export const AppInfo = Type.Object(
  {
    Version: Type.String(),
    LatestVersion: Type.String({ description: 'Always "disabled": Mailmitt does not phone home' }),
    Database: Type.String(),
    DatabaseSize: Type.Integer({ description: 'Bytes of the kept raw messages' }),
    Messages: Type.Integer(),
    Unread: Type.Integer(),
    Tags: Type.Record(Type.String(), Type.Integer()),
    RuntimeStats: Type.Object({
      Uptime: Type.Integer({ description: 'Seconds' }),
      Memory: Type.Integer({ description: 'Bytes' }),
      MessagesDeleted: Type.Integer(),
      SMTPAccepted: Type.Integer(),
      SMTPAcceptedSize: Type.Integer({ description: 'Bytes' }),
      SMTPRejected: Type.Integer(),
      SMTPIgnored: Type.Integer(),
    }),
    SMTP: Type.Array(SmtpAddress, { description: 'Where to point an app at' }),
    InboxDomains: Type.Array(Type.String(), {
      description: '`X.inbox.test` is the inbox X where this has `inbox.test`',
    }),
    SMTPAuth: OneOf(['any', 'required'], {
      description: 'Whether mail is taken from anybody, or from known users only',
    }),
  },
  { title: 'AppInfo' },
)
export type AppInfo = Static<typeof AppInfo>

/** What Mailpit's web UI asks first. */
export const WebUi = Type.Object(
  {
    Label: Type.String({ description: 'The name that this Mailmitt was given' }),
    MessageRelay: Type.Object(
      {
        Enabled: Type.Boolean(),
        SMTPServer: Type.String(),
        ReturnPath: Type.String(),
        AllowedRecipients: Type.String(),
        BlockedRecipients: Type.String(),
        OverrideFrom: Type.String(),
        PreserveMessageIDs: Type.Boolean(),
        RecipientAllowlist: Type.String(),
      },
      { description: 'Always off: Mailmitt delivers no mail' },
    ),
    SpamAssassin: Type.Boolean({ description: 'Always false' }),
    ChaosEnabled: Type.Boolean({ description: 'Always true, at 0 % until somebody asks for more' }),
    DuplicatesIgnored: Type.Boolean(),
    HideDeleteAllButton: Type.Boolean(),
    SMTP: Type.Array(SmtpAddress, { description: 'Where to point an app at' }),
    InboxDomains: Type.Array(Type.String(), {
      description: '`X.inbox.test` is the inbox X where this has `inbox.test`',
    }),
  },
  { title: 'WebUi' },
)
export type WebUi = Static<typeof WebUi>

const Mailbox = Type.Object(
  { Name: Type.Optional(Type.String()), Email: Type.String() },
  { additionalProperties: false },
)

/** Body of `POST send`: a message that Mailmitt composes and catches. Keys match without case. */
export const SendBody = Type.Object(
  {
    From: Mailbox,
    To: Type.Optional(Type.Array(Mailbox)),
    Cc: Type.Optional(Type.Array(Mailbox)),
    Bcc: Type.Optional(Type.Array(Type.String())),
    ReplyTo: Type.Optional(Type.Array(Mailbox)),
    Subject: Type.Optional(Type.String()),
    Text: Type.Optional(Type.String()),
    HTML: Type.Optional(Type.String()),
    Attachments: Type.Optional(
      Type.Array(
        Type.Object(
          {
            Content: Type.String({ description: 'Base64, or a data: URL' }),
            Filename: Type.String(),
            ContentType: Type.Optional(Type.String({ description: 'Guessed when absent' })),
            ContentID: Type.Optional(Type.String({ description: 'Makes it an inline part' })),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    Tags: Type.Optional(Type.Array(Type.String(), { description: 'Go into a header X-Tags, too' })),
    Headers: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { title: 'SendBody', additionalProperties: false },
)
export type SendBody = Static<typeof SendBody>

export const SendAnswer = Type.Object({ ID: Type.String() }, { title: 'SendAnswer' })
export type SendAnswer = Static<typeof SendAnswer>

export const ImportAnswer = Type.Object(
  {
    IDs: Type.Array(Type.String(), { description: 'In the order of the mbox' }),
  },
  { title: 'ImportAnswer' },
)
export type ImportAnswer = Static<typeof ImportAnswer>
