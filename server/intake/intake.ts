import type { Clock } from '../core/clock.ts'
import { inboxesOf } from '../core/inbox.ts'
import { limits } from '../core/limits.ts'
import type { MailReader } from '../core/mail-content.ts'
import type {
  AcceptedMail,
  Envelope,
  MailDigest,
  MessageId,
  SessionFacts,
} from '../core/message.ts'
import type { MessageStore } from '../core/message-store.ts'
import { createReadingQueue } from './reading-queue.ts'

/** Mail on its way in, however it came. */
export interface IncomingMail {
  readonly raw: Buffer
  readonly envelope: Envelope
  /** `undefined` for mail that did not come by SMTP. */
  readonly session: SessionFacts | undefined
  /** Inboxes that it is in besides those that session and envelope say. */
  readonly inboxes?: readonly string[]
}

export interface IntakeStats {
  readonly accepted: number
  readonly acceptedBytes: number
}

/** The one way by which mail becomes a message: SMTP, the send route and imports all take it. */
export interface Intake {
  /** Resolves when the mail is kept: from then on the sender may hear 250. */
  receive(mail: IncomingMail): Promise<MessageId>
  /** Resolves when every message received before the call is visible. */
  settled(): Promise<void>
  readonly stats: IntakeStats
}

export interface IntakeOptions {
  readonly store: MessageStore
  readonly reader: MailReader
  readonly clock: Clock
  readonly newId: () => MessageId
  readonly inboxDomains: readonly string[]
  /** Told of a failure that is a bug, not the sender's. */
  readonly onFailure: (error: unknown) => void
}

export function createIntake(options: IntakeOptions): Intake {
  const { store, clock, newId, inboxDomains } = options
  let accepted = 0
  let acceptedBytes = 0
  let unreadBytes = 0
  const queue = createReadingQueue(show)

  function inboxesOfMail(envelope: Envelope, session: SessionFacts | undefined): readonly string[] {
    const user = session?.user ?? ''
    return inboxesOf({ user, recipients: envelope.to, domains: inboxDomains })
  }

  async function show(mail: AcceptedMail): Promise<void> {
    try {
      await store.reveal(mail.id, await digestOf(mail.raw))
    } catch (error) {
      options.onFailure(error)
    } finally {
      unreadBytes -= mail.raw.byteLength
    }
  }

  async function keep(mail: AcceptedMail): Promise<void> {
    try {
      await store.add(mail)
    } catch (error) {
      unreadBytes -= mail.raw.byteLength
      throw error
    }
  }

  /** A reader that fails is a bug of ours; the message stays there to be looked at all the same. */
  async function digestOf(raw: Buffer): Promise<MailDigest> {
    try {
      return await options.reader.digest(raw)
    } catch (error) {
      options.onFailure(error)
      return unreadable
    }
  }

  return {
    async receive({ raw, envelope, session, inboxes = [] }) {
      // A sender who is faster than the reader waits here, so that memory stays bounded.
      while (unreadBytes > limits.unreadBytesMax) await queue.settled()
      unreadBytes += raw.byteLength
      const mail: AcceptedMail = {
        id: newId(),
        receivedAt: clock.now(),
        raw,
        envelope,
        session,
        inboxes: [...new Set([...inboxes, ...inboxesOfMail(envelope, session)])],
      }
      await keep(mail)
      queue.add(mail)
      accepted += 1
      acceptedBytes += raw.byteLength
      return mail.id
    },
    settled: () => queue.settled(),
    get stats() {
      return { accepted, acceptedBytes }
    },
  }
}

const unreadable: MailDigest = {
  messageId: '',
  from: undefined,
  to: [],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: '',
  date: undefined,
  snippet: '',
  attachmentCount: 0,
  inlineCount: 0,
  hasText: false,
  hasHtml: false,
  searchText: '',
  problems: [
    {
      code: 'unreadable',
      text: 'Mailmitt could not read this message; its raw bytes are complete. Please report it.',
    },
  ],
}
