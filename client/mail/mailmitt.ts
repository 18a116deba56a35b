import type { Client } from '../http/client.ts'
import type { Inbox, InboxOptions } from './inbox.ts'
import { createInbox } from './inbox.ts'
import type { ReceivedMail } from './received-mail.ts'
import { createReceivedMail } from './received-mail.ts'
import { toWaitError } from './reach.ts'
import type { SmtpPlace } from './smtp-place.ts'
import { hostAndPort } from './smtp-place.ts'
import { MailError } from './wait-error.ts'

/** A Mailmitt, in this process or elsewhere, and all mail that comes to it from now on. */
export interface Mailmitt extends ReceivedMail, AsyncDisposable {
  /** Of the web UI and the API, with the webroot. */
  readonly url: string
  /** Where any app can send to; what comes so is in the inbox that its recipients name, if they do. */
  readonly smtpUrl: string
  readonly smtp: SmtpPlace
  /** Every route of the API. */
  readonly client: Client
  /** An inbox of its own for a test; with an address, the mail to that recipient. */
  inbox(options?: InboxOptions | string): Inbox
  /** A cursor after all mail that has been accepted: pass it as `since`. */
  cursor(): Promise<number>
  /** Closes its inboxes; ends the server where it was started here. */
  close(): Promise<void>
}

export interface MailmittFacts {
  readonly client: Client
  readonly url: string
  readonly smtp: SmtpPlace
  /** Of addresses that name an inbox: `inbox.test`. */
  readonly domain: string
  /** From where on mail counts. */
  readonly since: number
  /** Milliseconds that waits take at most. */
  readonly timeoutMs: number
  /** Ends the server, if it is ours. */
  readonly stop: () => Promise<void>
}

export function createMailmitt(facts: MailmittFacts): Mailmitt {
  const { client, url, smtp, domain, since, timeoutMs, stop } = facts
  const closing = new AbortController()
  const inboxes = new Set<Inbox>()
  async function cursor(): Promise<number> {
    try {
      return (await client.cursor()).Seq
    } catch (error) {
      throw toWaitError(error, url)
    }
  }
  const smtpUrl = `smtp://${hostAndPort(smtp)}`
  let closed: Promise<void> | undefined

  async function closeAll(): Promise<void> {
    const outcomes = await Promise.allSettled([...inboxes].map((inbox) => inbox.close()))
    closing.abort(
      new MailError(
        'This Mailmitt is closed: start or connect it before the tests, and close it after.',
      ),
    )
    await stop()
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') throw outcome.reason as Error
    }
  }
  const close = (): Promise<void> => (closed ??= closeAll())

  return {
    ...createReceivedMail({
      client,
      scope: { title: 'Mailmitt', inbox: undefined, recipient: undefined, domain },
      since: () => Promise.resolve(since),
      timeoutMs,
      signal: closing.signal,
      target: smtpUrl,
    }),
    url,
    smtpUrl,
    smtp,
    client,
    inbox(options = {}) {
      if (closed !== undefined) throw new MailError('Mailmitt is closed: it has no more inboxes.')
      const asked = typeof options === 'string' ? { name: options } : options
      const inbox = createInbox(
        {
          client,
          url,
          smtp,
          domain,
          cursor,
          since,
          timeoutMs,
          signal: closing.signal,
          onClosed: (one) => inboxes.delete(one),
        },
        asked,
      )
      inboxes.add(inbox)
      return inbox
    },
    cursor,
    close,
    [Symbol.asyncDispose]: close,
  }
}
