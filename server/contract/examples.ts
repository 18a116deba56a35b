import type { AppInfo, ErrorCode, ImportAnswer, SendAnswer, SendBody, WebUi } from './app.ts'
import type { EventPage, StaleCursor } from './events.ts'
import type { Chaos, ChaosBody, Fault, FaultBody } from './faults.ts'
import type { Inbox } from './inbox.ts'
import type {
  DeleteBody,
  Headers,
  Message,
  MessageList,
  MessageSummary,
  ReadBody,
} from './message.ts'
import type { Session, SessionSummary } from './session.ts'
import type { RenameTagBody, TagList, TagsBody } from './tags.ts'
import type { Cursor, FailedSession, WaitAnswer, WaitTimeout, WaitUnexpected } from './wait.ts'

const ann = { Name: 'Ann Smith', Address: 'ann@example.com' }
const shop = { Name: 'The Shop', Address: 'shop@example.com' }
const seq = 1_790_000_000_000_017

const summary: MessageSummary = {
  ID: 'XVIv99n6Ls48GCAQRvs2Iv',
  MessageID: '7d1f0c2e@shop.example.com',
  Seq: seq,
  Read: false,
  From: shop,
  To: [ann],
  Cc: [],
  Bcc: [],
  ReplyTo: [],
  Subject: 'Your verification code',
  Created: '2026-11-25T09:30:00.125Z',
  Username: 'worker7',
  Tags: ['signup'],
  Inboxes: ['worker7'],
  EnvelopeFrom: 'bounce@shop.example.com',
  EnvelopeTo: ['ann@example.com'],
  Size: 1951,
  Attachments: 0,
  Snippet: 'Hello Ann, your code is 482913. It is valid for ten minutes.',
}

const list: MessageList = {
  total: 1,
  unread: 1,
  count: 1,
  messages_count: 1,
  messages_unread: 1,
  start: 0,
  tags: ['signup'],
  messages: [summary],
}

const { Attachments: _count, Snippet: _snippet, ...shared } = summary

const message: Message = {
  ...shared,
  ReturnPath: 'shop@example.com',
  ListUnsubscribe: { Header: '', Links: [], Errors: '', HeaderPost: '' },
  Date: '2026-11-25T09:29:59.000Z',
  HasText: true,
  HasHTML: true,
  Text: 'Hello Ann, your code is 482913.',
  HTML: '<p>Hello Ann, your code is <b>482913</b>.</p><a href="https://shop.example.com/confirm?t=9f">Confirm</a>',
  Links: [
    { URL: 'https://shop.example.com/confirm?t=9f', Text: 'Confirm', Source: 'html', Kind: 'link' },
  ],
  Codes: [{ Value: '482913', Context: 'Hello Ann, your code is 482913.' }],
  Inline: [],
  Attachments: [
    {
      PartID: '2',
      FileName: 'terms.pdf',
      ContentType: 'application/pdf',
      ContentID: '',
      Size: 48_213,
      Checksums: {
        MD5: '9e107d9d372bb6826bd81d3542a419d6',
        SHA1: '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
        SHA256: 'd7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592',
      },
    },
  ],
  Problems: [],
  HeaderLines: [
    { Name: 'Subject', Value: 'Your verification code', Raw: 'Your verification code' },
  ],
  Structure: {
    PartID: '0',
    ContentType: 'text/plain',
    Params: { charset: 'utf-8' },
    Disposition: '',
    FileName: '',
    ContentID: '',
    Encoding: '7bit',
    Size: 1410,
    Children: [],
  },
  Envelope: {
    From: 'bounce@shop.example.com',
    To: ['ann@example.com'],
    MailParams: { SIZE: '1951' },
    RcptParams: [{}],
  },
  Session: {
    ID: 'Rk2vN0p9QmXs',
    RemoteAddress: '127.0.0.1',
    ClientName: 'app.local',
    Protocol: 'ESMTPA',
    TLS: null,
    User: 'worker7',
    AuthMechanism: 'PLAIN',
    HasTranscript: true,
  },
}

const sessionSummary: SessionSummary = {
  ID: 'Rk2vN0p9QmXs',
  Started: '2026-11-25T09:30:00.101Z',
  Ended: '2026-11-25T09:30:00.126Z',
  RemoteAddress: '127.0.0.1',
  ClientName: 'app.local',
  User: 'worker7',
  TLS: null,
  Outcome: 'refused',
  Error: 'RCPT was answered 451 4.7.1 Try again later.',
  Messages: [],
  Inboxes: ['worker7'],
}

const session: Session = {
  ...sessionSummary,
  Lines: [
    { At: '2026-11-25T09:30:00.110Z', From: 'C', Text: 'RCPT TO:<ann@example.com>' },
    { At: '2026-11-25T09:30:00.111Z', From: 'S', Text: '451 4.7.1 Try again later' },
  ],
}

const failed: FailedSession = {
  ID: sessionSummary.ID,
  Started: sessionSummary.Started,
  RemoteAddress: sessionSummary.RemoteAddress,
  ClientName: sessionSummary.ClientName,
  Outcome: sessionSummary.Outcome,
  Error: sessionSummary.Error,
}

const timeout: WaitTimeout = {
  Error:
    'No message matched subject:welcome within 10000 ms. The closest, "Your verification code", missed subject:welcome.',
  Code: 'timeout',
  WaitedMs: 10_000,
  Cursor: seq,
  Arrived: [{ Message: summary, Missed: ['subject:welcome'] }],
  Elsewhere: 0,
  Evicted: 0,
  FailedSessions: [failed],
}

const unexpected: WaitUnexpected = {
  Error: 'A message came although none was expected: "Your verification code" to ann@example.com.',
  Code: 'unexpected-message',
  Message: summary,
}

const faultBody: FaultBody = {
  Stage: 'rcpt',
  Match: { Recipient: '*@example.com', Nth: 3 },
  Action: { Reject: { Code: 451, Enhanced: '4.7.1', Text: 'Try again later' } },
  Times: 2,
  ExpiresIn: '10m',
}

const fault: Fault = {
  ID: 'b8Kq1TzP0aLw',
  Stage: 'rcpt',
  Match: { Recipient: '*@example.com', Nth: 3 },
  Action: { Reject: { Code: 451, Enhanced: '4.7.1', Text: 'Try again later' } },
  Times: 2,
  ExpiresAt: '2026-11-25T09:40:00.000Z',
  Hits: 1,
  Remaining: 1,
}

const chaosBody: ChaosBody = { Sender: { ErrorCode: 451, Probability: 5 } }

const chaos: Chaos = {
  Sender: { ErrorCode: 451, Probability: 5 },
  Recipient: { ErrorCode: 451, Probability: 0 },
  Authentication: { ErrorCode: 535, Probability: 0 },
}

const info: AppInfo = {
  Version: '0.1.0',
  LatestVersion: 'disabled',
  Database: 'memory',
  DatabaseSize: 1951,
  Messages: 1,
  Unread: 1,
  Tags: { signup: 1 },
  RuntimeStats: {
    Uptime: 3600,
    Memory: 73_400_320,
    MessagesDeleted: 0,
    SMTPAccepted: 1,
    SMTPAcceptedSize: 1951,
    SMTPRejected: 0,
    SMTPIgnored: 0,
  },
  SMTP: [{ Host: 'localhost', Port: 1025, TLS: 'none', LMTP: false }],
  InboxDomains: ['inbox.test'],
  SMTPAuth: 'any',
}

const webUi: WebUi = {
  Label: 'Staging',
  MessageRelay: {
    Enabled: false,
    SMTPServer: '',
    ReturnPath: '',
    AllowedRecipients: '',
    BlockedRecipients: '',
    OverrideFrom: '',
    PreserveMessageIDs: false,
    RecipientAllowlist: '',
  },
  SpamAssassin: false,
  ChaosEnabled: true,
  DuplicatesIgnored: false,
  HideDeleteAllButton: false,
  SMTP: info.SMTP,
  InboxDomains: info.InboxDomains,
}

const sendBody: SendBody = {
  From: { Name: 'The Shop', Email: 'shop@example.com' },
  To: [{ Name: 'Ann Smith', Email: 'ann@example.com' }],
  Subject: 'Your receipt',
  Text: 'Thank you, Ann.',
  HTML: '<p>Thank you, Ann.</p>',
  Attachments: [{ Content: 'aGVsbG8=', Filename: 'hello.txt', ContentType: 'text/plain' }],
  Tags: ['receipt'],
}

const inbox: Inbox = {
  Name: 'worker7',
  Total: 1,
  Unread: 1,
  LastCreated: '2026-11-25T09:30:00.125Z',
}

const events: EventPage = {
  events: [
    { Seq: seq, Type: 'new', Data: summary },
    { Seq: seq + 1, Type: 'update', Data: { ID: summary.ID, Inboxes: ['worker7'], Read: true } },
    { Seq: seq + 2, Type: 'delete', Data: { ID: summary.ID, Inboxes: ['worker7'] } },
  ],
  Cursor: seq + 2,
}

const staleCursor: StaleCursor = {
  Error: 'The cursor 17 has left the event log; reload, then go on from 1790000000000017.',
  Code: 'stale-cursor',
  Cursor: seq,
}

const headers: Headers = {
  'Message-Id': ['<7d1f0c2e@shop.example.com>'],
  Received: ['from a', 'from b'],
}

const deleteBody: DeleteBody = { IDs: [summary.ID] }
const readBody: ReadBody = { IDs: [summary.ID], Read: true }
const tagList: TagList = ['receipt', 'signup']
const tagsBody: TagsBody = { Tags: ['receipt', 'signup'], IDs: [summary.ID] }
const renameTagBody: RenameTagBody = { Name: 'registration' }
const cursor: Cursor = { Seq: seq }
const waitAnswer: WaitAnswer = { messages: [summary], Cursor: seq }
const sendAnswer: SendAnswer = { ID: summary.ID }
const importAnswer: ImportAnswer = { IDs: [summary.ID] }

/** One example for each named shape of the contract (its `title`), for the OpenAPI document. */
export const examples: Readonly<Record<string, unknown>> = {
  AppInfo: info,
  Chaos: chaos,
  ChaosBody: chaosBody,
  Cursor: cursor,
  DeleteBody: deleteBody,
  EventPage: events,
  FailedSession: failed,
  Fault: fault,
  FaultBody: faultBody,
  Headers: headers,
  ImportAnswer: importAnswer,
  Inbox: inbox,
  Message: message,
  MessageList: list,
  MessageSummary: summary,
  ReadBody: readBody,
  RenameTagBody: renameTagBody,
  SendAnswer: sendAnswer,
  SendBody: sendBody,
  Session: session,
  SessionSummary: sessionSummary,
  StaleCursor: staleCursor,
  TagList: tagList,
  TagsBody: tagsBody,
  WaitAnswer: waitAnswer,
  WaitTimeout: timeout,
  WaitUnexpected: unexpected,
  WebUi: webUi,
}

interface ErrorExample {
  readonly status: number
  /** What such an answer says, for instance. */
  readonly sentence: string
}

/** What each code of the closed list means: its status, and a sentence as the server says it. */
export const errorExamples: Readonly<Record<ErrorCode, ErrorExample>> = {
  'bad-request': { status: 400, sentence: 'The body has the unknown key "IDz".' },
  'body-too-large': { status: 413, sentence: 'Request body is too large.' },
  'forbidden-host': {
    status: 403,
    sentence:
      'The host evil.example is not allowed; start Mailmitt with --allowed-hosts evil.example to allow it.',
  },
  'forbidden-origin': {
    status: 403,
    sentence:
      'Pages of https://evil.example may not change anything here; start Mailmitt with --api-cors evil.example to allow it.',
  },
  'internal-error': {
    status: 500,
    sentence: 'Internal error; the log of Mailmitt has the details.',
  },
  'invalid-query': { status: 400, sentence: 'The quote at position 9 is never closed.' },
  'message-too-large': {
    status: 413,
    sentence: 'The message has 60000000 bytes, the limit is 52428800.',
  },
  'method-not-allowed': {
    status: 405,
    sentence: '/api/v1/messages does not take PATCH, but DELETE, GET, HEAD, PUT.',
  },
  'not-found': { status: 404, sentence: 'There is no message XVIv99n6Ls48GCAQRvs2Iv.' },
  'shutting-down': { status: 503, sentence: 'Mailmitt is shutting down.' },
  'stale-cursor': {
    status: 410,
    sentence:
      'The cursor 17 is not from this run of Mailmitt, which stands at 1790000000000017. Take a new one from /api/v1/cursor.',
  },
  timeout: { status: 404, sentence: 'No message matched subject:welcome within 10000 ms.' },
  'too-many-logins': {
    status: 503,
    sentence: 'Too many passwords wait to be compared; try again in some seconds.',
  },
  'too-many-rules': { status: 409, sentence: 'There are 1000 fault rules already; remove some.' },
  'too-many-tags': {
    status: 409,
    sentence: 'There can be 10000 different tags; delete some first.',
  },
  'too-many-waiters': {
    status: 503,
    sentence: '10000 waits are held already; end some of them first.',
  },
  unauthorized: { status: 401, sentence: 'The user or the password is wrong.' },
  'unexpected-message': {
    status: 409,
    sentence: 'A message came although none was expected: "Welcome" to ann@example.com.',
  },
}
