import { limits } from '../core/limits.ts'
import type { MessageId } from '../core/message.ts'
import type { SessionOutcome, SessionRecord, SessionSummary } from '../core/session.ts'
import { formatCount } from './format-count.ts'
import { createSecretMask } from './mask-secrets.ts'
import { decodeCommand } from './parse-path.ts'
import type { Inside } from './session-tracker.ts'
import { createSessionTracker } from './session-tracker.ts'
import { createTranscript } from './transcript.ts'
import { verbOf } from './verbs.ts'

/** What the connection itself knows; the rest of the summary is written down here. */
export type SessionState = Omit<SessionSummary, 'outcome' | 'error' | 'messages' | 'inboxes'> & {
  readonly inside: Inside
}

export interface SessionNotesOptions {
  readonly nowMs: () => number
  /** A place in the event log, behind every cursor that was taken. */
  readonly mark: () => number
}

/** What is written down about one session while it goes on. */
export interface SessionNotes {
  /** The verb that replies are about: `''` for none that is known. */
  readonly verb: string
  command(line: Buffer): void
  /** What answers a 334. */
  answer(): void
  lineTooLong(bytes: number): void
  answerTooLong(bytes: number): void
  /** One reply; each line as it was sent. */
  reply(code: number, lines: readonly string[]): void
  /** From here on replies are about the message. */
  message(bytes: number): void
  chunk(bytes: number): void
  /** Something that is no line: `TLS handshake`. */
  remark(from: 'C' | 'S', text: string): void
  failed(outcome: 'refused' | 'aborted', sentence: string): void
  delivered(id: MessageId): void
  inboxes(names: readonly string[]): void
  record(state: SessionState): SessionRecord
  /** As in the record of a session that goes on. */
  failedAt(): number | undefined
  /** What is written down of them so far. */
  readonly inboxNames: readonly string[]
}

export function createSessionNotes({ nowMs, mark }: SessionNotesOptions): SessionNotes {
  const transcript = createTranscript({ nowMs })
  const tracker = createSessionTracker()
  const mask = createSecretMask()
  let messages: MessageId[] = []
  const inboxes = new Set<string>()
  let verb = ''
  let refusedAt: number | undefined
  /** Whether the client has heard a reply to all that it said. */
  let isAnswered = true

  function heard(): void {
    isAnswered = false
  }

  function remarkLine(bytes: number): void {
    remark('C', `a line of ${formatCount(bytes)} bytes`)
  }

  function remark(from: 'C' | 'S', text: string): void {
    transcript.add(from, `… ${text} …`)
  }

  return {
    get verb() {
      return verb
    },
    command(bytes) {
      heard()
      const line = decodeCommand(bytes)
      verb = verbOf(line)
      transcript.add('C', mask.command(line))
    },
    answer() {
      heard()
      transcript.add('C', mask.answer())
    },
    lineTooLong(bytes) {
      heard()
      verb = ''
      mask.suspect()
      remarkLine(bytes)
    },
    answerTooLong(bytes) {
      heard()
      remarkLine(bytes)
    },
    reply(code, lines) {
      for (const line of lines) transcript.add('S', line)
      const text = lines.join(' ')
      if (isAnswered && code === 421) tracker.saidGoodbye(text)
      else {
        tracker.replied(verb, code, text)
        if (code >= 400) refusedAt = mark()
      }
      isAnswered = true
    },
    message(bytes) {
      heard()
      verb = 'DATA'
      remark('C', `${formatCount(bytes)} bytes of message`)
    },
    chunk(bytes) {
      heard()
      verb = 'BDAT'
      remark('C', `${formatCount(bytes)} bytes of chunk`)
    },
    remark,
    failed(outcome, sentence) {
      tracker.failed(outcome, sentence)
      refusedAt = mark()
    },
    delivered(id) {
      messages.push(id)
      if (messages.length > 2 * limits.sessionNamesMax) {
        messages = messages.slice(-limits.sessionNamesMax)
      }
    },
    inboxes(names) {
      for (const name of names) if (inboxes.size < limits.sessionNamesMax) inboxes.add(name)
    },
    record({ inside, ...state }) {
      const isOpen = state.endedAt === undefined
      // Nothing is lost as long as the connection stands.
      const { outcome, error } = tracker.outcome(isOpen ? undefined : inside)
      return {
        ...state,
        outcome: isOpen ? 'open' : outcome,
        error,
        failedAt: isRefusal(outcome) ? refusedAt : undefined,
        messages: messages.slice(-limits.sessionNamesMax),
        inboxes: [...inboxes],
        lines: transcript.lines(),
      }
    },
    failedAt: () => (isRefusal(tracker.outcome(undefined).outcome) ? refusedAt : undefined),
    get inboxNames() {
      return [...inboxes]
    },
  }
}

function isRefusal(outcome: SessionOutcome): boolean {
  return outcome === 'refused' || outcome === 'partial'
}
