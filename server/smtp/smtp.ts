import type { SMTPServerOptions } from 'smtp-server'
import type { Clock } from '../core/clock.ts'
import type { FaultFacts, FaultStage, FaultVerdict } from '../core/faults/fault-rule.ts'
import { limits } from '../core/limits.ts'
import type { Envelope } from '../core/message.ts'
import type { RefusedReply } from '../core/refused-replies.ts'
import type { SessionLog } from '../core/session-log.ts'
import type { Certificates } from '../identity/certificate.ts'
import type { Intake } from '../intake/intake.ts'
import { createBytesInFlight } from './bytes-in-flight.ts'
import type { MailConnection } from './mail-connection.ts'
import type { BindAddress } from './mail-server.ts'
import { MailServer } from './mail-server.ts'
import type { SmtpBounds, SmtpHost, SmtpRules } from './smtp-host.ts'
import { toUnreadSession } from './unread-session.ts'

export type ListenerKind = 'smtp' | 'smtps' | 'lmtp'

export interface SmtpOptions {
  readonly intake: Intake
  readonly sessions: SessionLog
  readonly clock: Clock
  readonly rules: SmtpRules
  readonly certificates: Certificates
  /** Peers that speak the PROXY protocol, and peers that may say XCLIENT; `*` is all. */
  readonly proxyPeers: readonly string[]
  readonly xclientPeers: readonly string[]
  readonly mayFail: SmtpHost['mayFail']
  readonly faultAt: (stage: FaultStage, facts: FaultFacts) => FaultVerdict | undefined
  readonly subjectOf: SmtpHost['subjectOf']
  readonly log: SmtpLog
  /** Smaller ones than usual, for tests. */
  readonly bounds?: Partial<SmtpBounds>
}

export interface SmtpLog {
  accepted(id: string, envelope: Envelope, bytes: number): void
  refused(reply: RefusedReply): void
  failed(error: unknown): void
}

/** One bound address. */
export interface Bound {
  readonly port: number
  close(): Promise<void>
}

/** Speaks SMTP and LMTP on any number of addresses. */
export interface Smtp {
  /** Rejects with the system's error when the address cannot be bound. */
  listen(kind: ListenerKind, address: BindAddress): Promise<Bound>
  /** Connections from now on get the certificate as it is now. */
  reloadCertificate(): Promise<void>
  /** Commands and messages answered with 4xx or 5xx since the start. */
  readonly refused: number
  /** 421 to the idle at once; a message in flight has `limits.stopGraceMs`. */
  close(): Promise<void>
}

const BOUNDS: SmtpBounds = {
  idleMs: limits.smtpIdleMs,
  dataMs: limits.smtpDataMs,
  sessionMs: limits.smtpSessionMs,
  messagesMax: limits.smtpMessagesMax,
  connectionsMax: limits.smtpConnectionsMax,
  bytesInFlightMax: limits.smtpBytesInFlightMax,
}

export function createSmtp(options: SmtpOptions): Smtp {
  const { intake, sessions, clock, certificates } = options
  const servers = new Set<MailServer>()
  const talking = new Set<MailConnection>()
  const nowMs = (): number => clock.now().getTime()
  const bounds = { ...BOUNDS, ...options.bounds }
  let refused = 0
  let stopping = false

  const shared: Omit<SmtpHost, 'readyTls'> = {
    rules: options.rules,
    bounds,
    inFlight: createBytesInFlight(bounds.bytesInFlightMax),
    isStopping: () => stopping,
    connectionCount: () => talking.size,
    nowMs,
    mark: () => sessions.mark(),
    after: (ms, callback) => clock.after(ms, callback),
    receive: (mail) => intake.receive(mail),
    inboxesOf: (user, recipients) => intake.inboxesOf(user, recipients),
    mayFail: options.mayFail,
    faultAt: options.faultAt,
    subjectOf: options.subjectOf,
    onAccepted: (id, envelope, bytes) => options.log.accepted(id, envelope, bytes),
    onRefused(reply) {
      refused += 1
      options.log.refused(reply)
    },
    onOpened: (id, session) => sessions.open(id, session),
    onEnded: (session) => sessions.end(session),
    onFailure: (error) => options.log.failed(error),
  }

  function createServer(kind: ListenerKind): MailServer {
    const server: MailServer = new MailServer(
      toLibraryOptions(kind, options, bounds),
      {
        ...shared,
        readyTls: async () => server.useCertificate(await certificates.current()),
      },
      {
        onOpened: (connection) => talking.add(connection),
        onClosed: (connection) => talking.delete(connection),
        onUnread: (remoteAddress, reason) =>
          sessions.end(toUnreadSession(remoteAddress, reason, clock.now())),
      },
    )
    return server
  }

  let callOffSweep = clock.after(limits.smtpSweepMs, sweep)
  function sweep(): void {
    for (const connection of talking) connection.checkTime(nowMs())
    callOffSweep = clock.after(limits.smtpSweepMs, sweep)
  }

  return {
    async listen(kind, address) {
      const server = createServer(kind)
      if (kind === 'smtps') server.useCertificate(await certificates.current())
      const port = await server.bind(address)
      servers.add(server)
      return {
        port,
        async close() {
          servers.delete(server)
          await server.stop()
        },
      }
    },
    async reloadCertificate() {
      await certificates.reload()
      const certificate = await certificates.current()
      for (const server of servers) server.useCertificate(certificate)
    },
    get refused() {
      return refused
    },
    async close() {
      stopping = true
      callOffSweep()
      let cancel = (): void => undefined
      const late = new Promise<void>((resolve) => {
        cancel = clock.after(limits.stopGraceMs, resolve)
      })
      const stopped = Promise.all(Array.from(servers, (server) => server.stop()))
      for (const connection of talking) if (!connection.isInTransaction) connection.sayGoodbye()
      void late.then(() => {
        for (const connection of talking) connection.cutOff()
      })
      await stopped
      // What was answered 250 at the last moment is read before the store closes, in what is left.
      await Promise.race([intake.settled(), late])
      cancel()
    },
  }
}

function toLibraryOptions(
  kind: ListenerKind,
  { rules, proxyPeers, xclientPeers }: SmtpOptions,
  { idleMs, connectionsMax }: SmtpBounds,
): SMTPServerOptions {
  return {
    banner: 'Mailmitt',
    lmtp: kind === 'lmtp',
    // The connection itself does the handshake, so that a failed one is a session like any other.
    secure: kind === 'smtps',
    needsUpgrade: kind === 'smtps',
    logger: false,
    disableReverseLookup: true,
    socketTimeout: idleMs,
    // Only of those whose PROXY header has not come yet; `MailConnection` counts the others.
    maxClients: connectionsMax,
    authOptional: rules.accounts === undefined,
    authRequiredMessage: 'Authentication required',
    maxAllowedUnauthenticatedCommands: limits.smtpUnauthenticatedCommandsMax,
    // A client that closes its half behind its last command still hears every reply.
    allowHalfOpen: true,
    useProxy: [...proxyPeers],
    useXClient: [...xclientPeers],
    hideENHANCEDSTATUSCODES: rules.hiddenExtensions.has('ENHANCEDSTATUSCODES'),
    hideDSN: true,
  }
}
