import type { ConnectOptions } from './mail/connect.ts'
import { connect } from './mail/connect.ts'
import { variable } from './mail/environment.ts'
import type { Mailmitt } from './mail/mailmitt.ts'

export type { Client } from './http.ts'
export { MailmittHttpError, createClient } from './http.ts'
export type { Attachment, Attachments } from './mail/attachments.ts'
export type { Letter, LetterAttachment } from './mail/compose.ts'
export type { ConnectOptions } from './mail/connect.ts'
export type { AddressMatcher, Criteria, CriteriaArgument, TextMatcher } from './mail/criteria.ts'
export type { MessageHeader, MessageHeaders } from './mail/headers.ts'
export type { MessageElement } from './mail/html-elements.ts'
export type { FaultHandle, InboxFault } from './mail/inbox-faults.ts'
export type { Inbox, InboxOptions, SmtpSettings } from './mail/inbox.ts'
export type { Mailbox } from './mail/mailbox.ts'
export type { Mailmitt } from './mail/mailmitt.ts'
export type {
  Message,
  MessageCode,
  MessageEnvelope,
  MessageLink,
  MessageSession,
  Unsubscribe,
} from './mail/message.ts'
export type { ReceivedMail, SilenceSettings, WaitSettings } from './mail/received-mail.ts'
export { mailSnapshot } from './mail/snapshot.ts'
export {
  MailError,
  UnexpectedMessageError,
  WaitTimeoutError,
  isUnexpectedMessageError,
  isWaitTimeoutError,
} from './mail/wait-error.ts'

/**
 * A Mailmitt that already runs: at `MAILMITT_URL`, else at http://localhost:8025/, when no address is given.
 * @throws MailmittHttpError when nobody answers there
 */
export async function connectMailmitt(
  address: string | URL = variable('MAILMITT_URL') ?? 'http://localhost:8025/',
  options: ConnectOptions = {},
): Promise<Mailmitt> {
  // It was there before, and goes on.
  return connect(address, { ...options, stop: () => Promise.resolve() })
}
