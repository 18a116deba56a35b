import { keepSnippet } from '../core/kept-snippet.ts'
import { limits } from '../core/limits.ts'
import type {
  EsmtpParams,
  Envelope,
  MailAddress,
  MailDigest,
  SessionFacts,
} from '../core/message.ts'

/** What many messages have in common is kept once: of a small message it is a third of what it takes. */
export interface CommonParts {
  envelope(envelope: Envelope): Envelope
  session(session: SessionFacts | undefined): SessionFacts | undefined
  digest(digest: MailDigest): MailDigest
}

const NONE: readonly never[] = Object.freeze([])
const NO_PARAMS: EsmtpParams = Object.freeze({})
const NO_PARAMS_OF_ONE: readonly EsmtpParams[] = Object.freeze([NO_PARAMS])

export function createCommonParts(): CommonParts {
  const texts = new Map<string, string>()
  const mailboxes = new Map<string, MailAddress>()
  const envelopes = new Map<string, Envelope>()
  const sessions = new Map<string, SessionFacts>()

  const once = (text: string): string => oneOf(texts, text, () => text)

  /** Of those who send, who are few. */
  function sender(mailbox: MailAddress | undefined): MailAddress | undefined {
    return mailbox && oneOf(mailboxes, `${mailbox.name}\n${mailbox.address}`, () => mailbox)
  }

  function ownEnvelope({ from, to, mailParams, rcptParams }: Envelope): Envelope {
    return {
      from: once(from),
      to: trimmed(to),
      mailParams: paramsOf(mailParams),
      rcptParams: allParamsOf(rcptParams),
    }
  }

  return {
    envelope(envelope) {
      const own = ownEnvelope(envelope)
      // An app sends to the same few again and again, and asks for nothing besides.
      const isPlain = own.mailParams === NO_PARAMS && own.rcptParams === NO_PARAMS_OF_ONE
      return isPlain ? oneOf(envelopes, `${own.from}\n${own.to.join()}`, () => own) : own
    },
    session(session) {
      if (session === undefined) return undefined
      const known = sessions.get(session.id)
      if (known !== undefined && isSame(session, known)) return known
      const facts = {
        id: session.id,
        remoteAddress: once(session.remoteAddress),
        clientName: once(session.clientName),
        protocol: session.protocol,
        tls: session.tls,
        user: once(session.user),
        authMechanism: session.authMechanism,
      }
      remember(sessions, session.id, facts)
      return facts
    },
    digest: (digest) => ({
      messageId: digest.messageId,
      from: sender(digest.from),
      to: trimmed(digest.to),
      cc: trimmed(digest.cc),
      bcc: trimmed(digest.bcc),
      replyTo: trimmed(digest.replyTo),
      subject: digest.subject,
      dateMs: digest.dateMs,
      snippet: keepSnippet(digest),
      attachmentCount: digest.attachmentCount,
      inlineCount: digest.inlineCount,
      hasText: digest.hasText,
      hasHtml: digest.hasHtml,
      hasLink: digest.hasLink,
      hasCode: digest.hasCode,
      xTags: trimmed(digest.xTags),
      searchText: digest.searchText,
      bodyText: digest.bodyText,
      detailText: digest.detailText,
      problems: trimmed(digest.problems),
    }),
  }
}

function oneOf<T>(known: Map<string, T>, key: string, make: () => T): T {
  return known.get(key) ?? remember(known, key, make())
}

function remember<T>(known: Map<string, T>, key: string, value: T): T {
  if (known.size >= limits.commonPartsMax) known.clear()
  known.set(key, value)
  return value
}

/** An empty list is the same one everywhere; another takes no more room than it needs. */
export function trimmed<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NONE : list.slice()
}

function paramsOf(params: EsmtpParams): EsmtpParams {
  return Object.keys(params).length === 0 ? NO_PARAMS : params
}

function allParamsOf(list: readonly EsmtpParams[]): readonly EsmtpParams[] {
  const params = list.map(paramsOf)
  return params.length === 1 && params[0] === NO_PARAMS ? NO_PARAMS_OF_ONE : params
}

/** A session that goes on tells the same of itself with each message. */
function isSame(one: SessionFacts, other: SessionFacts): boolean {
  return (
    one.id === other.id &&
    one.clientName === other.clientName &&
    one.protocol === other.protocol &&
    one.tls === other.tls &&
    one.user === other.user &&
    one.authMechanism === other.authMechanism &&
    one.remoteAddress === other.remoteAddress
  )
}
