import { createClient } from '../http.ts'
import { timeoutOf } from './environment.ts'
import type { Mailmitt } from './mailmitt.ts'
import { createMailmitt, smtpOf } from './mailmitt.ts'

export interface ConnectOptions {
  /** Milliseconds that waits take at most; of `MAILMITT_TIMEOUT`, else 4,000, when absent. */
  readonly timeout?: number
  /** Instead of the one that there is everywhere. */
  readonly fetch?: typeof fetch
}

export interface ConnectWith extends ConnectOptions {
  /** What closing does to the server. */
  readonly stop: () => Promise<void>
}

/** Asks a server for what it is, and from where on its mail is news. */
export async function connect(
  address: string | URL,
  { stop, timeout, ...options }: ConnectWith,
): Promise<Mailmitt> {
  const timeoutMs = timeoutOf(timeout)
  const client = createClient(address, options)
  const [{ SMTP, InboxDomains }, { Seq }] = await Promise.all([client.webUi(), client.cursor()])
  const url = client.baseUrl
  return createMailmitt({
    client,
    url,
    smtp: smtpOf(SMTP, url),
    domain: InboxDomains[0] ?? '',
    since: Seq,
    timeoutMs,
    stop,
  })
}
