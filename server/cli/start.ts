import { existsSync } from 'node:fs'
import path from 'node:path'
import { customAlphabet } from 'nanoid'
import { createApiApp } from '../api/api-app.ts'
import type { Health } from '../api/app/health-routes.ts'
import { createHttpServers } from '../api/http-servers.ts'
import { loadCompilers } from '../api/request/lazy-compilers.ts'
import type { SmtpAddress } from '../contract/app.ts'
import type { Clock } from '../core/clock.ts'
import { createEventLog } from '../core/event-log.ts'
import { createFaults } from '../core/faults/faults.ts'
import type { Faults } from '../core/faults/faults.ts'
import { limits } from '../core/limits.ts'
import type { MailReader } from '../core/mail-content.ts'
import type { MessageId } from '../core/message.ts'
import { createRefusedReplies } from '../core/refused-replies.ts'
import { createSessionLog } from '../core/session-log.ts'
import { createWaits } from '../core/waits/waits.ts'
import { feedRoutes } from '../feed/feed-routes.ts'
import { createIntake } from '../intake/intake.ts'
import { createMailReader } from '../mime/mail-reader.ts'
import { ownText } from '../mime/own-text.ts'
import { createSmtp } from '../smtp/smtp.ts'
import type { Smtp } from '../smtp/smtp.ts'
import type { SmtpRules } from '../smtp/smtp-host.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { bindAddress, bindPath } from './bind-addresses.ts'
import { certificatesOf, loadIdentity } from './load-identity.ts'
import type { Logger } from './logger.ts'
import { formatAddress, formatTarget } from './parse-address.ts'
import type { Config, Listener } from './read-config.ts'
import { readTagRules } from './read-tag-rules.ts'
import { version } from './version.ts'

export interface Mailmitt {
  /** Where SMTP really listens, in the order of `--smtp`. */
  readonly smtp: readonly SmtpAddress[]
  /** The web UI, with the webroot. */
  readonly url: string
  /** Reads the certificate's files again. */
  readonly reload: () => Promise<void>
  /** Gone within 6 s, whatever clients do. */
  readonly close: () => Promise<void>
}

const newId = customAlphabet('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 22)

const clock: Clock = {
  now: () => new Date(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** The composition root: the only place where all the parts meet. */
export async function start(config: Config, logger: Logger): Promise<Mailmitt> {
  const startedAt = clock.now()
  const onBug = (error: unknown): void => logger.error('bug', describeBug(error))
  const identity = await loadIdentity(config)
  const tagRules = await readTagRules(config.tags)

  const log = createEventLog({ origin: startedAt.getTime() * 1_000 })
  const sessions = createSessionLog({ log })
  const store = createMemoryStore({
    log,
    messagesMax: config.messagesMax,
    bytesMax: config.bytesMax,
  })
  const reader = createMailReader()
  const messageBytesMax = smallestLimit(config.messageBytesMax, config.bytesMax)
  const intake = createIntake({
    store,
    reader,
    clock,
    // Nanoid puts it together letter by letter, and V8 would keep the pieces.
    newId: () => ownText(newId()) as MessageId,
    inboxDomains: config.inboxDomains,
    ignoresDuplicates: config.ignoresDuplicates,
    tagRules,
    onFailure: onBug,
  })
  const settled = (): Promise<void> => intake.settled()
  const waits = createWaits({ store, log, sessions, clock, settled })
  const faults = createFaults({ now: () => clock.now(), random: Math.random, newId })
  faults.setChaos(config.chaos)

  const refusedReplies = createRefusedReplies()
  const smtp = createSmtp({
    intake,
    sessions,
    clock,
    rules: {
      ...toSmtpRules(config),
      messageBytesMax: messageBytesMax || Infinity,
      accounts: identity.accounts,
    },
    certificates: identity.certificates,
    proxyPeers: config.proxyPeers,
    xclientPeers: config.xclientPeers,
    mayFail: (stage) => faults.mayAct(stage),
    faultAt: (stage, facts) => faults.decide(stage, facts),
    subjectOf: (raw) => (asksForSubjects(faults) ? subjectOf(reader, raw) : ''),
    log: {
      accepted: (id, { from, to }, bytes) =>
        logger.info('accepted', `${id} from <${from}> to ${addresses(to)}, ${bytes} bytes`, {
          id,
          from,
          to,
          bytes,
        }),
      refused(refused) {
        const { remoteAddress, verb, reply } = refused
        logger.info('refused', `${remoteAddress} ${verb} ${reply}`, { remoteAddress, verb, reply })
        refusedReplies.tell(refused)
      },
      failed: onBug,
    },
  })

  const smtpAddresses: SmtpAddress[] = []
  let health: Health = 'starting'
  let cancelWarmUp = (): void => undefined
  const app = await createApiApp({
    store,
    reader,
    intake,
    waits,
    log,
    sessions,
    certificatePem: () => certificatesOf(identity),
    faults,
    version,
    startedAt,
    now: () => clock.now(),
    smtpAddresses: () => toldAddresses(config, smtpAddresses),
    requiresSmtpAuth: identity.accounts !== undefined,
    smtpRefused: () => smtp.refused,
    inboxDomains: config.inboxDomains,
    label: config.label,
    ignoresDuplicates: config.ignoresDuplicates,
    hidesDeleteAll: config.hidesDeleteAll,
    health: () => health,
    users: identity.users,
    senders: identity.senders,
    compresses: config.compresses,
    webroot: config.webroot,
    messageBytesMax,
    allowedHosts: config.allowedHosts,
    allowedOrigins: config.allowedOrigins,
    uiDirectory: findUi(),
    docsDirectory: findDocs(),
    onBug,
  })
  await app.register(feedRoutes, {
    log,
    store,
    refusedReplies,
    version,
    settled,
    now: () => clock.now(),
    prefix: `${config.webroot}api`,
  })
  await app.ready()
  const http = createHttpServers(app, identity.uiCertificates)

  async function warmUp(): Promise<void> {
    await loadCompilers()
    await reader.warmUp()
  }

  async function close(): Promise<void> {
    health = 'stopping'
    cancelWarmUp()
    waits.close()
    await Promise.all([smtp.close(), http.close(), app.close()])
    await store.close()
  }

  try {
    for (const listener of config.listeners) {
      const port = await bindListener(listener, smtp)
      smtpAddresses.push(toSmtpAddress(listener, port, config))
    }
    const port = await bindAddress(config.listen, { flag: '--listen', listen: http.listen })
    // Then the first mail does not wait for it, nor does who waits for the ports.
    cancelWarmUp = clock.after(limits.warmUpDelayMs, () => void warmUp().catch(onBug))
    health = 'ready'
    const scheme = config.uiCertificate ? 'https' : 'http'
    const url = `${scheme}://${formatAddress({ host: config.listen.host, port })}${config.webroot}`
    return { smtp: smtpAddresses, url, reload: () => reloadCertificates([smtp, http]), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A file that cannot be used must not keep the other protocol from its new one. */
async function reloadCertificates(
  servers: readonly { reloadCertificate(): Promise<void> }[],
): Promise<void> {
  const outcomes = await Promise.allSettled(servers.map((server) => server.reloadCertificate()))
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason as Error
  }
}

async function subjectOf(reader: MailReader, raw: Buffer): Promise<string> {
  const { subject } = await reader.digest(raw)
  return subject
}

/** To read a message before it is accepted costs time, so that it is done only for who asks. */
function asksForSubjects(faults: Faults): boolean {
  if (!faults.mayAct('message')) return false
  return faults.list(undefined).some(({ rule }) => rule.match.subject !== undefined)
}

function toSmtpRules(config: Config): Omit<SmtpRules, 'messageBytesMax' | 'accounts'> {
  return {
    recipientsMax: config.recipientsMax,
    startTls: config.startTls,
    requiresStartTls: config.requiresStartTls,
    hiddenExtensions: new Set(config.hiddenExtensions),
    allowedRecipients: config.allowedRecipients,
    ignoresRejected: config.ignoresRejected,
  }
}

/** Returns the port, 0 for a path. */
async function bindListener({ kind, target }: Listener, smtp: Smtp): Promise<number> {
  const flag = `--${kind}`
  if ('path' in target) {
    await bindPath(target, { flag, listen: (path) => smtp.listen(kind, { path }) })
    return 0
  }
  return bindAddress(target, { flag, listen: (host, port) => smtp.listen(kind, { host, port }) })
}

function toSmtpAddress({ kind, target }: Listener, port: number, config: Config): SmtpAddress {
  const tls = config.startTls === 'offered' ? 'starttls' : 'none'
  return {
    Host: 'path' in target ? formatTarget(target) : target.host,
    Port: port,
    TLS: kind === 'smtps' ? 'implicit' : tls,
    LMTP: kind === 'lmtp',
  }
}

/** `--public-smtp` is told instead of the listeners: in a container those cannot be reached. */
function toldAddresses(config: Config, bound: readonly SmtpAddress[]): readonly SmtpAddress[] {
  const [first] = bound
  if (!config.publicSmtp || !first) return bound
  return [{ ...first, Host: config.publicSmtp.host, Port: config.publicSmtp.port }]
}

/** Beside the bundle when published, in `dist/` when run from the sources. */
function findUi(): string | undefined {
  const here = import.meta.dirname
  const places = [path.join(here, '../ui'), path.join(here, '../../dist/ui')]
  return places.find((place) => existsSync(path.join(place, 'assets')))
}

/** Beside the bundle when published, those of the package when run from the sources. */
function findDocs(): string {
  const published = path.join(import.meta.dirname, '../docs')
  const installed = path.join(import.meta.dirname, '../../node_modules/@fastify/swagger-ui/static')
  return existsSync(published) ? published : installed
}

/** The smaller of two limits, where 0 is none. */
function smallestLimit(one: number, other: number): number {
  if (one === 0 || other === 0) return Math.max(one, other)
  return Math.min(one, other)
}

function addresses(to: readonly string[]): string {
  const shown = to.slice(0, 3).map((address) => `<${address}>`)
  return to.length > 3 ? `${shown.join(', ')} and ${to.length - 3} more` : shown.join(', ')
}

function describeBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
