import type { CertificateSource } from '../identity/certificate.ts'
import type { FlagKey } from './flags.ts'
import { flags } from './flags.ts'
import type { Kind, Settings } from './read-settings.ts'

/** Where users and passwords come from. */
export type AuthSource =
  | { readonly type: 'file'; readonly file: string }
  | { readonly type: 'text'; readonly text: string }

const text: Kind<string> = { wanted: 'a text', parse: (value) => value }

export function readAuthSource(
  settings: Settings,
  keys: { readonly file: FlagKey; readonly text: FlagKey },
): AuthSource | undefined {
  const file = settings.maybe(keys.file, text)
  const users = settings.maybe(keys.text, text)
  if (file !== undefined && users !== undefined) {
    const names = `${settings.nameOf(keys.file)} and ${settings.nameOf(keys.text)}`
    settings.problems.push(`${names} both say who may log in; give one of them.`)
  }
  if (file !== undefined) return { type: 'file', file }
  return users === undefined ? undefined : { type: 'text', text: users }
}

/** Who may `POST send`: `undefined` is whoever may use the rest of the API. */
export function readSendAuth(settings: Settings): AuthSource | 'any' | undefined {
  const source = readAuthSource(settings, { file: 'sendApiAuthFile', text: 'sendApiAuth' })
  if (!settings.isOn('sendApiAuthAcceptAny')) return source
  if (source !== undefined) {
    const given = settings.nameOf(source.type === 'file' ? 'sendApiAuthFile' : 'sendApiAuth')
    settings.problems.push(
      `${given} says who may send, and ${settings.nameOf('sendApiAuthAcceptAny')} that anybody may; give one of them.`,
    )
  }
  return 'any'
}

/**
 * `sans:a.test,b.test` in place of a file is a self-signed certificate for those names, as Mailpit's;
 * `undefined` when nothing is said.
 */
export function readCertificateSource(
  settings: Settings,
  keys: { readonly cert: FlagKey; readonly key: FlagKey },
): CertificateSource | undefined {
  const cert = settings.maybe(keys.cert, text)
  const key = settings.maybe(keys.key, text)
  if (cert?.startsWith('sans:') === true && (key === undefined || key === cert)) {
    const names = cert.slice('sans:'.length).split(',')
    return { type: 'self-signed', names: names.map((name) => name.trim()).filter(Boolean) }
  }
  if (cert !== undefined && key !== undefined) return { type: 'files', cert, key }
  if (cert !== undefined) settings.problems.push(needs(keys.cert, keys.key))
  if (key !== undefined) settings.problems.push(needs(keys.key, keys.cert))
  return undefined
}

function needs(given: FlagKey, missing: FlagKey): string {
  return `--${flags[given].name} needs --${flags[missing].name} beside it.`
}
