import type { SmtpAddress } from '../../server/contract/app.ts'

/** Where an app sends to. */
export interface SmtpPlace {
  readonly host: string
  readonly port: number
}

/** As in a URL: an IPv6 address is in brackets (RFC 3986 3.2.2). */
export function hostAndPort({ host, port }: SmtpPlace): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The plainest listener: apps under test have no certificate to trust. */
export function smtpOf(listeners: readonly SmtpAddress[], url: string): SmtpPlace {
  const plain = listeners.filter(({ LMTP, Port }) => !LMTP && Port > 0)
  const best = plain.find(({ TLS }) => TLS !== 'implicit') ?? plain[0]
  if (best === undefined) throw new Error(`The Mailmitt at ${url} has no SMTP port.`)
  // It listens everywhere: then it is reached as its web UI is.
  const isAnywhere = best.Host === '0.0.0.0' || best.Host === '::' || best.Host === ''
  const host = isAnywhere ? new URL(url).hostname.replace(/^\[|\]$/g, '') : best.Host
  return { host, port: best.Port }
}
