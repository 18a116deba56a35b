import { onTestFinished } from 'vitest'
import { createEventLog } from '../../server/core/event-log.ts'
import { limits } from '../../server/core/limits.ts'
import type { MessageId } from '../../server/core/message.ts'
import type { MessageStore } from '../../server/core/message-store.ts'
import type { SessionLog } from '../../server/core/session-log.ts'
import { createSessionLog } from '../../server/core/session-log.ts'
import { createIntake } from '../../server/intake/intake.ts'
import { createMailReader } from '../../server/mime/mail-reader.ts'
import { createCertificates } from '../../server/identity/certificate.ts'
import { createSmtp } from '../../server/smtp/smtp.ts'
import type { SmtpOptions } from '../../server/smtp/smtp.ts'
import type { SmtpBounds, SmtpRules } from '../../server/smtp/smtp-host.ts'
import { createMemoryStore } from '../../server/store/memory-store.ts'

export interface RunningSmtp {
  readonly port: number
  readonly store: MessageStore
  readonly sessions: SessionLog
  readonly settled: () => Promise<void>
}

interface StartSmtp {
  readonly proxyPeers?: readonly string[]
  readonly faultAt?: SmtpOptions['faultAt']
  readonly bounds?: Partial<SmtpBounds>
  readonly rules?: Partial<SmtpRules>
}

/** The SMTP side alone, for bounds that no flag sets: they are too large to meet in a test. */
export async function startSmtp({
  bounds = {},
  rules = {},
  proxyPeers = [],
  faultAt = () => undefined,
}: StartSmtp = {}): Promise<RunningSmtp> {
  const log = createEventLog({ origin: 0 })
  const store = createMemoryStore({ log, messagesMax: 0, bytesMax: 0 })
  const sessions = createSessionLog({ log })
  const clock = {
    now: () => new Date(),
    after(ms: number, callback: () => void) {
      // The times of connections are looked at often, so that a test need not wait.
      const timer = setTimeout(callback, ms === limits.smtpSweepMs ? 20 : ms)
      return () => clearTimeout(timer)
    },
  }
  let next = 1
  const fail = (error: unknown): void => {
    throw error
  }
  const intake = createIntake({
    store,
    reader: createMailReader(),
    clock,
    newId: () => `message-${next++}` as MessageId,
    inboxDomains: ['inbox.test'],
    ignoresDuplicates: false,
    tagRules: {
      filters: [],
      fromUser: false,
      fromXTags: true,
      fromPlusAddresses: true,
      titleCase: false,
    },
    onFailure: fail,
  })
  const smtp = createSmtp({
    intake,
    sessions,
    clock,
    rules: { ...ordinary, ...rules },
    certificates: await createCertificates(
      { type: 'self-signed', names: [] },
      {
        flags: '--smtp-tls',
        commonName: 'Mailmitt',
      },
    ),
    proxyPeers,
    xclientPeers: [],
    mayFail: () => true,
    faultAt,
    subjectOf: () => '',
    log: { accepted: () => undefined, refused: () => undefined, failed: fail },
    bounds,
  })
  onTestFinished(() => smtp.close())
  const { port } = await smtp.listen('smtp', { host: '127.0.0.1', port: 0 })
  return { port, store, sessions, settled: () => intake.settled() }
}

const ordinary: SmtpRules = {
  messageBytesMax: Infinity,
  recipientsMax: 0,
  startTls: 'hidden',
  requiresStartTls: false,
  hiddenExtensions: new Set(),
  accounts: undefined,
  allowedRecipients: undefined,
  ignoresRejected: false,
}
