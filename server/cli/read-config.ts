import { MailmittError } from '../core/errors.ts'
import type { StartTls } from '../smtp/smtp.ts'
import type { ListenAddress } from './parse-address.ts'
import { parseAddress } from './parse-address.ts'
import type { Env, Kind, Settings } from './read-settings.ts'
import { readSettings } from './read-settings.ts'

export type LogLevel = 'quiet' | 'normal' | 'verbose'
export type LogFormat = 'pretty' | 'json'

/** Everything that can be set, checked. */
export interface Config {
  readonly smtp: readonly ListenAddress[]
  readonly listen: ListenAddress
  readonly publicSmtp: ListenAddress | undefined
  /** Begins and ends with a slash. */
  readonly webroot: string
  /** 0 is no limit, here and below. */
  readonly messagesMax: number
  readonly bytesMax: number
  readonly messageBytesMax: number
  readonly recipientsMax: number
  readonly startTls: StartTls
  readonly tlsFiles: { readonly cert: string; readonly key: string } | undefined
  readonly inboxDomains: readonly string[]
  readonly allowedHosts: readonly string[]
  readonly allowedOrigins: readonly string[]
  readonly logFormat: LogFormat
  readonly logLevel: LogLevel
}

const MiB = 1024 * 1024

const text: Kind<string> = { wanted: 'a text', parse: (value) => value }

const address: Kind<ListenAddress> = {
  wanted: '[host:]port with a port from 0 to 65535',
  parse: parseAddress,
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
  wanted: 'an origin like app.test:3000',
  parse: (value) => (/^\S+$/.test(value) ? value.replace(/\/$/, '') : undefined),
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
    smtp: settings.list('smtp', address),
    listen: settings.one('listen', address),
    publicSmtp: settings.maybe('publicSmtp', address),
    webroot: settings.one('webroot', webroot),
    messagesMax: settings.one('max', count),
    bytesMax: settings.one('maxBytes', mebibytes),
    messageBytesMax: settings.one('maxMessageSize', mebibytes),
    recipientsMax: settings.one('smtpMaxRecipients', count),
    tlsFiles: readTlsFiles(settings),
    startTls: readStartTls(settings),
    inboxDomains: settings.list('inboxDomain', domain),
    allowedHosts: settings.list('allowedHosts', text),
    allowedOrigins: settings.list('apiCors', origin),
    logFormat: settings.one('logFormat', oneOf('pretty', 'json')),
    logLevel: readLogLevel(settings),
  }
  if (settings.problems.length > 0) {
    throw new MailmittError('invalid-config', settings.problems.join('\n'))
  }
  return config
}

function readTlsFiles(settings: Settings): Config['tlsFiles'] {
  const cert = settings.maybe('smtpTlsCert', text)
  const key = settings.maybe('smtpTlsKey', text)
  if (cert !== undefined && key !== undefined) return { cert, key }
  if (cert !== undefined) settings.problems.push('--smtp-tls-cert needs --smtp-tls-key beside it.')
  if (key !== undefined) settings.problems.push('--smtp-tls-key needs --smtp-tls-cert beside it.')
  return undefined
}

/** Hidden unless the certificate is one that clients may trust: they refuse a self-signed one. */
function readStartTls(settings: Settings): StartTls {
  const mode = settings.maybe('smtpStarttls', oneOf('offered', 'hidden', 'off'))
  const hasCertificate = settings.maybe('smtpTlsCert', text) !== undefined
  return mode ?? (hasCertificate ? 'offered' : 'hidden')
}

function readLogLevel(settings: Settings): LogLevel {
  if (settings.isOn('quiet')) return 'quiet'
  return settings.isOn('verbose') ? 'verbose' : 'normal'
}
