import { isIP } from 'node:net'
import { MailmittError } from '../core/errors.ts'
import type { ChaosTriggers } from '../core/faults/chaos-triggers.ts'
import { NO_CHAOS, parseChaosTriggers } from '../core/faults/chaos-triggers.ts'
import type { CertificateSource } from '../identity/certificate.ts'
import { EXTENSIONS } from '../smtp/extensions.ts'
import type { ListenerKind } from '../smtp/smtp.ts'
import type { SmtpRules } from '../smtp/smtp-host.ts'
import type { ListenAddress, ListenTarget } from './parse-address.ts'
import { parseAddress, parseTarget } from './parse-address.ts'
import type { AuthSource } from './read-identity.ts'
import { readAuthSource, readCertificateSource, readSendAuth } from './read-identity.ts'
import type { Env, Kind, Settings } from './read-settings.ts'
import { readSettings } from './read-settings.ts'
import type { TagSettings } from './read-tag-settings.ts'
import { readTagSettings } from './read-tag-settings.ts'

export type LogLevel = 'quiet' | 'normal' | 'verbose'
export type LogFormat = 'pretty' | 'json'

/** One address at which mail is taken. */
export interface Listener {
  readonly kind: ListenerKind
  readonly target: ListenTarget
}

/** Everything that can be set, checked. */
export interface Config {
  readonly listeners: readonly Listener[]
  readonly listen: ListenAddress
  readonly publicSmtp: ListenAddress | undefined
  /** Begins and ends with a slash. */
  readonly webroot: string
  /** 0 is no limit, here and below. */
  readonly messagesMax: number
  readonly bytesMax: number
  readonly messageBytesMax: number
  readonly recipientsMax: number
  readonly startTls: SmtpRules['startTls']
  readonly requiresStartTls: boolean
  readonly certificate: CertificateSource
  readonly hiddenExtensions: readonly string[]
  /** `undefined` takes any user and password. */
  readonly auth: AuthSource | undefined
  readonly allowedRecipients: RegExp | undefined
  readonly ignoresRejected: boolean
  readonly ignoresDuplicates: boolean
  readonly chaos: ChaosTriggers
  readonly proxyPeers: readonly string[]
  readonly xclientPeers: readonly string[]
  readonly inboxDomains: readonly string[]
  readonly tags: TagSettings
  readonly allowedHosts: readonly string[]
  readonly allowedOrigins: readonly string[]
  /** Who may use the web UI and the API; `undefined` is everybody. */
  readonly uiAuth: AuthSource | undefined
  /** Who may `POST send`; `undefined` is whoever may use the rest of the API. */
  readonly sendAuth: AuthSource | 'any' | undefined
  /** `undefined` is HTTP without TLS. */
  readonly uiCertificate: CertificateSource | undefined
  /** Whether answers over HTTP are compressed for clients that ask for it. */
  readonly compresses: boolean
  readonly label: string
  readonly hidesDeleteAll: boolean
  readonly logFormat: LogFormat
  readonly logLevel: LogLevel
}

const MiB = 1024 * 1024

const text: Kind<string> = { wanted: 'a text', parse: (value) => value }

const address: Kind<ListenAddress> = {
  wanted: '[host:]port with a port from 0 to 65535',
  parse: parseAddress,
}

const target: Kind<ListenTarget> = {
  wanted: '[host:]port with a port from 0 to 65535, or unix:/path',
  parse: parseTarget,
}

const extension: Kind<string> = {
  wanted: EXTENSIONS.join(', '),
  parse: (value) => EXTENSIONS.find((known) => known === value.toUpperCase()),
}

const peer: Kind<string> = {
  wanted: 'an IP address or *',
  parse: (value) => (value === '*' || isIP(value) > 0 ? value : undefined),
}

const regex: Kind<RegExp> = {
  wanted: 'a regular expression',
  parse(value) {
    try {
      return new RegExp(value)
    } catch (error) {
      if (error instanceof SyntaxError) return undefined
      throw error
    }
  },
}

const count: Kind<number> = {
  wanted: 'a whole number from 0',
  parse: (value) => (/^\d{1,15}$/.test(value) ? Number(value) : undefined),
}

const mebibytes: Kind<number> = {
  wanted: 'a number of MiB from 0',
  parse: (value) =>
    /^\d{1,9}(?:\.\d{1,6})?$/.test(value) ? Math.round(Number(value) * MiB) : undefined,
}

const webroot: Kind<string> = {
  wanted: 'a path like /mail/',
  parse: (value) =>
    /^[\w./~-]*$/.test(value) && !value.includes('..')
      ? `/${value}/`.replaceAll(/\/+/g, '/')
      : undefined,
}

const domain: Kind<string> = {
  wanted: 'a domain like inbox.test',
  parse: (value) =>
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(value) ? value.toLowerCase() : undefined,
}

const origin: Kind<string> = {
  wanted: '*, or an origin like app.test:3000 or https://app.test',
  parse(value) {
    const text = value.toLowerCase().replace(/\/$/, '')
    if (text === '*') return text
    return /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^\s/?#@]+$/.test(text) ? text : undefined
  },
}

function oneOf<T extends string>(...values: readonly T[]): Kind<T> {
  return {
    wanted: `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`,
    parse: (value) => values.find((known) => known === value),
  }
}

/** Throws `invalid-config` with all problems at once, not one per run. */
export function readConfig(argv: readonly string[], env: Env): Config {
  const settings = readSettings(argv, env)
  const config: Config = {
    listeners: readListeners(settings),
    listen: settings.one('listen', address),
    publicSmtp: settings.maybe('publicSmtp', address),
    webroot: settings.one('webroot', webroot),
    messagesMax: settings.one('max', count),
    bytesMax: settings.one('maxBytes', mebibytes),
    messageBytesMax: settings.one('maxMessageSize', mebibytes),
    recipientsMax: settings.one('smtpMaxRecipients', count),
    certificate: readCertificateSource(settings, { cert: 'smtpTlsCert', key: 'smtpTlsKey' }) ?? {
      type: 'self-signed',
      names: [],
    },
    startTls: readStartTls(settings),
    requiresStartTls: settings.isOn('smtpRequireStarttls'),
    hiddenExtensions: settings.list('hideExtensions', extension),
    auth: readAuthSource(settings, { file: 'smtpAuthFile', text: 'smtpAuth' }),
    allowedRecipients: settings.maybe('smtpAllowedRecipients', regex),
    ignoresRejected: settings.isOn('smtpIgnoreRejectedRecipients'),
    ignoresDuplicates: settings.isOn('ignoreDuplicateIds'),
    chaos: readChaos(settings),
    proxyPeers: settings.list('smtpProxy', peer),
    xclientPeers: settings.list('smtpXclient', peer),
    inboxDomains: settings.list('inboxDomain', domain),
    tags: readTagSettings(settings),
    allowedHosts: settings.list('allowedHosts', text),
    allowedOrigins: settings.list('apiCors', origin),
    uiAuth: readAuthSource(settings, { file: 'uiAuthFile', text: 'uiAuth' }),
    sendAuth: readSendAuth(settings),
    uiCertificate: readCertificateSource(settings, { cert: 'uiTlsCert', key: 'uiTlsKey' }),
    compresses: !settings.isOn('disableHttpCompression'),
    label: settings.maybe('label', text) ?? '',
    hidesDeleteAll: settings.isOn('hideDeleteAllButton'),
    logFormat: settings.one('logFormat', oneOf('pretty', 'json')),
    logLevel: readLogLevel(settings),
  }
  if (settings.problems.length > 0) {
    throw new MailmittError('invalid-config', settings.problems.join('\n'))
  }
  return config
}

function readListeners(settings: Settings): readonly Listener[] {
  const plain = settings.isOn('smtpRequireTls') ? 'smtps' : 'smtp'
  const of = (kind: ListenerKind, key: 'smtp' | 'smtps' | 'lmtp'): readonly Listener[] =>
    settings.list(key, target).map((at) => ({ kind, target: at }))
  return [...of(plain, 'smtp'), ...of('smtps', 'smtps'), ...of('lmtp', 'lmtp')]
}

/** Hidden unless clients have to see it, or the certificate is one that they may trust. */
function readStartTls(settings: Settings): SmtpRules['startTls'] {
  const mode = settings.maybe('smtpStarttls', oneOf('offered', 'hidden', 'off'))
  const isRequired = settings.isOn('smtpRequireStarttls')
  if (mode === 'off' && isRequired) {
    settings.problems.push('--smtp-require-starttls cannot go with --smtp-starttls off.')
  }
  const hasCertificate = settings.maybe('smtpTlsCert', text)?.startsWith('sans:') === false
  return mode ?? (isRequired || hasCertificate ? 'offered' : 'hidden')
}

function readChaos(settings: Settings): ChaosTriggers {
  const source = settings.maybe('chaosTriggers', text)
  if (source === undefined) return NO_CHAOS
  const parsed = parseChaosTriggers(source)
  if (parsed.ok) return parsed.triggers
  settings.problems.push(`${settings.nameOf('chaosTriggers')}: ${parsed.problem}`)
  return NO_CHAOS
}

function readLogLevel(settings: Settings): LogLevel {
  if (settings.isOn('quiet')) return 'quiet'
  return settings.isOn('verbose') ? 'verbose' : 'normal'
}
