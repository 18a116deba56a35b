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
import { NOTHING_SEARCHED, toSearchTexts, withEnvelope } from '../core/search/search-text.ts'
import { createReadingQueue } from './reading-queue.ts'
import type { TagRules } from './tag-mail.ts'
import { tagsOf } from './tag-mail.ts'

/** Mail on its way in, however it came. */
export interface IncomingMail {
  readonly raw: Buffer
  readonly envelope: Envelope
  /** `undefined` for mail that did not come by SMTP. */
  readonly session: SessionFacts | undefined
  /** Inboxes that it is in besides those that session and envelope say. */
  readonly inboxes?: readonly string[]
  /** Tags, cleaned ones, that it gets besides those that it brings by itself. */
  readonly tags?: readonly string[]
}

export interface IntakeStats {
  readonly accepted: number
  readonly acceptedBytes: number
  /** Duplicates that were answered with 250 and not kept. */
  readonly ignored: number
}

/** What became of a mail. */
export type Received =
  | { readonly type: 'kept'; readonly id: MessageId }
  /** Its Message-ID is that of a kept message, and duplicates are not wanted. */
  | { readonly type: 'ignored' }

/** The one way by which mail becomes a message: SMTP, the send route and imports all take it. */
export interface Intake {
  /** Resolves when the mail is kept: from then on the sender may hear 250. */
  receive(mail: IncomingMail): Promise<Received>
  /** The inboxes of a user, `''` for none, and of recipients. */
  inboxesOf(user: string, recipients: readonly string[]): readonly string[]
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
  /** Whether a message with the Message-ID of a kept one is dropped. */
  readonly ignoresDuplicates: boolean
  readonly tagRules: TagRules
  /** Told of a failure that is a bug, not the sender's. */
  readonly onFailure: (error: unknown) => void
}

export function createIntake(options: IntakeOptions): Intake {
  const { store, clock, newId, inboxDomains } = options
  let accepted = 0
  let acceptedBytes = 0
  let ignored = 0
  let unreadBytes = 0
  /** Senders who are faster than the reader, and what each of them brings. */
  const heldBack: { readonly bytes: number; readonly goOn: () => void }[] = []
  const queue = createReadingQueue({
    read: ({ raw }) => digestOf(raw),
    show,
    isWaitedFor: () => heldBack.length > 0,
  })
  /** Message-IDs of what is accepted and not visible yet; only where duplicates are ignored. */
  const arriving = new Map<MessageId, string>()
  const arrivingMessageIds = new Set<string>()

  async function show(mail: AcceptedMail, read: MailDigest): Promise<void> {
    try {
      const digest = withEnvelope(read, mail.envelope)
      await store.reveal(mail.id, digest, tagsFor(mail, digest))
    } catch (error) {
      options.onFailure(error)
    } finally {
      forget(mail)
    }
  }

  /** So that memory stays bounded. Who finds none is given it in turn. */
  function takeRoom(bytes: number): Promise<void> {
    const held = new Promise<void>((goOn) => heldBack.push({ bytes, goOn }))
    giveRoom()
    return held
  }

  function giveRoom(): void {
    for (;;) {
      const [first] = heldBack
      if (!first || unreadBytes > limits.unreadBytesMax) return
      heldBack.shift()
      unreadBytes += first.bytes
      first.goOn()
    }
  }

  /** It is read, or it is not kept. */
  function forget({ id, raw }: Pick<AcceptedMail, 'id' | 'raw'>): void {
    unreadBytes -= raw.byteLength
    giveRoom()
    hasArrived(id)
  }

  async function keep(mail: AcceptedMail): Promise<void> {
    try {
      await store.add(mail)
    } catch (error) {
      forget(mail)
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

  /** Without tags because of a bug is better than not there. */
  function tagsFor(mail: AcceptedMail, digest: MailDigest): readonly string[] {
    try {
      return tagsOf(mail, digest, options.tagRules)
    } catch (error) {
      options.onFailure(error)
      return mail.tags
    }
  }

  /** Who asks for what was accepted before would have to wait for all of a large message. */
  function isReadFirst(raw: Buffer): boolean {
    return options.ignoresDuplicates || raw.byteLength > limits.readFirstBytesMin
  }

  /** Notes the Message-ID as one that arrives; false when a message has it already. */
  async function isNew(id: MessageId, { messageId }: MailDigest): Promise<boolean> {
    if (messageId === '') return true
    // Noted before the store is asked, or two at once would both be new.
    if (arrivingMessageIds.has(messageId)) return false
    arriving.set(id, messageId)
    arrivingMessageIds.add(messageId)
    if (!(await store.hasMessageId(messageId))) return true
    hasArrived(id)
    return false
  }

  function hasArrived(id: MessageId): void {
    const messageId = arriving.get(id)
    if (messageId !== undefined) arrivingMessageIds.delete(messageId)
    arriving.delete(id)
  }

  function inboxesOfAll(user: string, recipients: readonly string[]): readonly string[] {
    return inboxesOf({ user, recipients, domains: inboxDomains })
  }

  return {
    async receive({ raw, envelope, session, inboxes = [], tags = [] }) {
      const id = newId()
      await takeRoom(raw.byteLength)
      const digest = isReadFirst(raw) ? await digestOf(raw) : undefined
      if (options.ignoresDuplicates && digest && !(await isNew(id, digest))) {
        forget({ id, raw })
        ignored += 1
        return { type: 'ignored' }
      }
      const mail: AcceptedMail = {
        id,
        receivedMs: clock.now().getTime(),
        raw,
        envelope,
        session,
        inboxes: [...new Set([...inboxes, ...inboxesOfAll(session?.user ?? '', envelope.to)])],
        tags,
      }
      await keep(mail)
      queue.add(mail, digest)
      accepted += 1
      acceptedBytes += raw.byteLength
      return { type: 'kept', id }
    },
    settled: () => queue.settled(),
    inboxesOf: inboxesOfAll,
    get stats() {
      return { accepted, acceptedBytes, ignored }
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
  dateMs: undefined,
  snippet: '',
  attachmentCount: 0,
  inlineCount: 0,
  hasText: false,
  hasHtml: false,
  hasLink: false,
  hasCode: false,
  xTags: [],
  ...toSearchTexts(NOTHING_SEARCHED),
  problems: [
    {
      code: 'unreadable',
      text: 'Mailmitt could not read this message; its raw bytes are complete. Please report it.',
    },
  ],
}
