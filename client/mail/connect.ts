import type { SmtpAddress } from '../../server/contract/app.ts'
import type { Client } from '../http/client.ts'
import { createClient } from '../http.ts'
import { timeoutOf } from './environment.ts'
import type { Mailmitt } from './mailmitt.ts'
import { createMailmitt } from './mailmitt.ts'
import { checkAddress, notMailmitt, toConnectError } from './reach.ts'
import { smtpOf } from './smtp-place.ts'

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
  const client = createClient(checkAddress(address), options)
  const url = client.baseUrl
  const { SMTP, InboxDomains, Seq } = await factsOf(client)
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

interface Facts {
  readonly SMTP: readonly SmtpAddress[]
  readonly InboxDomains: readonly string[]
  readonly Seq: number
}

/** Another server answers with anything at all. */
function isFacts(answer: unknown): answer is Facts {
  const { SMTP, InboxDomains, Seq } = answer as Partial<Record<keyof Facts, unknown>>
  return Array.isArray(SMTP) && Array.isArray(InboxDomains) && Number.isInteger(Seq)
}

/** @throws MailmittHttpError that says what to do */
async function factsOf(client: Client): Promise<Facts> {
  try {
    const [facts, cursor] = await Promise.all([client.webUi(), client.cursor()])
    const all: unknown = { ...facts, ...cursor }
    if (isFacts(all)) return all
  } catch (error) {
    throw toConnectError(error, client.baseUrl)
  }
  throw notMailmitt(client.baseUrl)
}
