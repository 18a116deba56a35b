import type { SMTPServerOptions } from 'smtp-server'
import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Envelope } from '../core/message.ts'
import type { SessionLog } from '../core/session-log.ts'
import type { Intake } from '../intake/intake.ts'
import { AUTH_MECHANISMS } from './auth-exchange.ts'
import type { Certificate } from './certificate.ts'
import { makeCertificate } from './certificate.ts'
import type { ConnectionHost } from './mail-connection.ts'
import { MailServer } from './mail-server.ts'

export type StartTls = 'offered' | 'hidden' | 'off'

export interface SmtpOptions {
  readonly intake: Intake
  readonly sessions: SessionLog
  readonly clock: Clock
  readonly startTls: StartTls
  /** Made when a client first asks for TLS, where `undefined`. */
  readonly certificate: Certificate | undefined
  /** 0 is no limit. */
  readonly messageBytesMax: number
  /** 0 is no limit. */
  readonly recipientsMax: number
  readonly log: SmtpLog
}

export interface SmtpLog {
  accepted(id: string, envelope: Envelope, bytes: number): void
  refused(remoteAddress: string, verb: string, reply: string): void
  failed(error: unknown): void
}

/** One bound address. */
export interface Bound {
  readonly port: number
  close(): Promise<void>
}

/** Speaks SMTP on any number of addresses. */
export interface Smtp {
  /** Rejects with the system's error when the address cannot be bound. */
  readonly listen: (host: string, port: number) => Promise<Bound>
  /** Commands and messages answered with 4xx or 5xx since the start. */
  readonly refused: number
  /** 421 to the idle at once; a message in flight has `limits.stopGraceMs`. */
  close(): Promise<void>
}

export function createSmtp(options: SmtpOptions): Smtp {
  const servers = new Set<MailServer>()
  let certificate = options.certificate ? Promise.resolve(options.certificate) : undefined
  let refused = 0
  let stopping = false

  const host: Omit<ConnectionHost, 'readyTls'> = {
    messageBytesMax: options.messageBytesMax || Infinity,
    recipientsMax: options.recipientsMax,
    isStopping: () => stopping,
    hasStartTls: options.startTls !== 'off',
    now: () => options.clock.now(),
    receive: (mail) => options.intake.receive(mail),
    onAccepted: (id, envelope, bytes) => options.log.accepted(id, envelope, bytes),
    onRefused(remoteAddress, verb, reply) {
      refused += 1
      options.log.refused(remoteAddress, verb, reply)
    },
    onEnded: (session) => options.sessions.record(session),
    onFailure: (error) => options.log.failed(error),
  }

  return {
    async listen(address, port) {
      const server = new MailServer(toLibraryOptions(options), {
        ...host,
        async readyTls() {
          certificate ??= makeCertificate()
          server.useCertificate(await certificate)
        },
      })
      const bound = await server.bind(address, port)
      servers.add(server)
      return {
        port: bound,
        async close() {
          servers.delete(server)
          await server.stop()
        },
      }
    },
    get refused() {
      return refused
    },
    async close() {
      stopping = true
      let cancel = (): void => undefined
      const late = new Promise<void>((resolve) => {
        cancel = options.clock.after(limits.stopGraceMs, resolve)
      })
      await Promise.all(Array.from(servers, (server) => server.stop()))
      // What was answered 250 at the last moment is read before the store closes, in what is left.
      await Promise.race([options.intake.settled(), late])
      cancel()
    },
  }
}

function toLibraryOptions({ startTls, messageBytesMax }: SmtpOptions): SMTPServerOptions {
  return {
    banner: 'Mailmitt',
    heloResponse: '%s greets %s',
    size: messageBytesMax,
    logger: false,
    disableReverseLookup: true,
    socketTimeout: limits.smtpIdleMs,
    authOptional: true,
    authMethods: [...AUTH_MECHANISMS],
    // A client that closes its half behind its last command still hears every reply.
    allowHalfOpen: true,
    // Jokes of the library, and verbs that let a client claim to be another one.
    disabledCommands: ['WIZ', 'SHELL', 'KILL', 'XCLIENT', 'XFORWARD'],
    hideSTARTTLS: startTls !== 'offered',
    hideENHANCEDSTATUSCODES: false,
    hideDSN: false,
  }
}
