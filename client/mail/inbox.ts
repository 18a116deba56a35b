import type { Client } from '../http/client.ts'
import type { Letter } from './compose.ts'
import { toReply, toSendBody } from './compose.ts'
import type { FaultHandle, InboxFault } from './inbox-faults.ts'
import { createInboxFaults } from './inbox-faults.ts'
import { isSameAddress } from './mailbox.ts'
import type { Message } from './message.ts'
import type { ReceivedMail } from './received-mail.ts'
import { createReceivedMail } from './received-mail.ts'
import type { Scope } from './scope.ts'
import { recipientTerm } from './scope.ts'
import type { SmtpPlace } from './smtp-place.ts'
import { hostAndPort } from './smtp-place.ts'
import { MailError } from './wait-error.ts'
import { readMessage } from './watch.ts'

export interface InboxOptions {
  /** Of the AUTH user and the domain of its address; a fresh one when absent. One DNS label. */
  readonly name?: string
  /** Only mail with this recipient in its envelope, for apps that all tests share. */
  readonly address?: string
  /** Milliseconds that waits take at most. */
  readonly timeout?: number
}

/** Mail of one test: it sees only its own, and only what came since it was made. */
export interface Inbox extends ReceivedMail, AsyncDisposable {
  /** Of the inbox on the server; `undefined` where it is told by an address. */
  readonly name: string | undefined
  /** Mail to it is in this inbox. */
  readonly address: string
  /** Where an app of its own sends to: whatever comes with this user is in this inbox. */
  readonly smtpUrl: string
  /** The same, for apps that want the parts. */
  readonly smtp: SmtpSettings
  /** Where a person sees it. */
  readonly url: string
  /** Resolves when the server knows from where on mail counts: needed where the app is told at once. */
  ready(): Promise<void>
  /** Addresses in this inbox that differ: `inbox.alias('ann')` is `ann@…`. */
  alias(local: string): string
  /**
   * Makes SMTP fail for mail of this inbox, until the inbox closes.
   * @throws TypeError for a stage that an inbox by address cannot own
   */
  fail(fault: InboxFault): Promise<FaultHandle>
  /** Puts a message in, byte for byte, as if it had come. */
  deliver(raw: string | Uint8Array): Promise<Message>
  /** Composes a message to this inbox and puts it in. */
  send(letter: Letter): Promise<Message>
  /**
   * Answers a message as its reader would (RFC 5322 3.6.4): to its Reply-To, in its thread. The answer is
   * caught as well; it is not in this inbox, since it is not to it.
   */
  reply(message: Message, letter: Letter): Promise<Message>
  /** Ends its waits and its faults. Its mail stays, for people to look at. */
  close(): Promise<void>
}

export interface SmtpSettings extends SmtpPlace {
  readonly user: string
  readonly password: string
}

export interface InboxHouse {
  readonly client: Client
  /** Of the web UI, with the webroot. */
  readonly url: string
  readonly smtp: SmtpPlace
  readonly domain: string
  readonly cursor: () => Promise<number>
  /** A cursor from before it was made. */
  readonly since: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly onClosed: (inbox: Inbox) => void
}

/** What SMTP servers and apps accept without a question; AUTH takes any. */
const PASSWORD = 'mailmitt'
const SENDER = 'app@sender.test'
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export function createInbox(house: InboxHouse, options: InboxOptions = {}): Inbox {
  const { client, smtp, domain } = house
  const place = toPlace(options, domain)
  const closing = new AbortController()
  const signal = AbortSignal.any([closing.signal, house.signal])
  const started = house.cursor()
  // Told to whoever waits; without a wait it is nobody's failure.
  started.catch(() => undefined)
  const settings = { ...smtp, user: place.user, password: PASSWORD }
  const smtpUrl = `smtp://${encodeURIComponent(place.user)}:${PASSWORD}@${hostAndPort(smtp)}`
  const faults = createInboxFaults(client, place.scope)
  const mail = createReceivedMail({
    client,
    scope: place.scope,
    // Nobody else has a fresh name: so no mail can be too early, however soon it is sent.
    since: () => (place.isFresh ? Promise.resolve(house.since) : started),
    windowSince: () => started,
    timeoutMs: options.timeout ?? house.timeoutMs,
    signal,
    target: `${smtpUrl} or ${place.address}`,
  })

  async function close(): Promise<void> {
    closing.abort(
      new MailError(
        `This inbox (${place.address}) is closed: make another with mail.inbox(), one for each test.`,
      ),
    )
    house.onClosed(inbox)
    await faults.removeAll()
  }

  async function deliver(raw: string | Uint8Array): Promise<Message> {
    signal.throwIfAborted()
    const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw
    await started
    const { inbox: name } = place.scope
    const { IDs } = await client.importMail(bytes, name === undefined ? {} : { inbox: name })
    const message = await read(IDs[0] ?? '')
    const { recipient } = place.scope
    const isHere =
      recipient === undefined || message.envelope.to.some((to) => isSameAddress(to, recipient))
    if (isHere) return message
    await message.delete()
    throw new TypeError(`The message names ${recipient} neither in To nor in Cc or Bcc.`)
  }

  async function send(letter: Letter): Promise<Message> {
    signal.throwIfAborted()
    await started
    const body = toSendBody(letter, { from: SENDER, to: [place.address] })
    return read((await client.send(body)).ID)
  }

  async function read(id: string): Promise<Message> {
    const message = await readMessage({ client, signal }, id)
    if (message === undefined) throw new Error('The message was deleted as soon as it was there.')
    return message
  }

  const inbox: Inbox = {
    ...mail,
    name: place.scope.inbox,
    address: place.address,
    smtpUrl,
    smtp: settings,
    url: urlOf(house.url, place.scope),
    async ready() {
      await started
    },
    alias: (local) => aliasOf(place, local),
    async fail(fault) {
      signal.throwIfAborted()
      return faults.add(fault)
    },
    deliver,
    send,
    reply: (message, letter) => send(toReply(message, { from: place.address, ...letter })),
    close,
    [Symbol.asyncDispose]: close,
  }
  return inbox
}

interface Place {
  readonly scope: Scope
  readonly address: string
  readonly user: string
  /** Made here, so that no mail was for it before. */
  readonly isFresh: boolean
}

function toPlace({ name, address }: InboxOptions, domain: string): Place {
  if (address !== undefined) {
    if (name !== undefined) throw new TypeError('An inbox has a name or an address, not both.')
    if (!/^[^\s"<>@]+@[^\s"<>@]+$/.test(address)) {
      throw new TypeError(`"${address}" is no address that an inbox can have.`)
    }
    const scope = { title: `mail to ${address}`, inbox: undefined, recipient: address, domain }
    return { scope, address, user: address, isFresh: false }
  }
  const label = name ?? randomLabel()
  if (!LABEL.test(label)) {
    throw new TypeError(
      `An inbox's name is a DNS label of lower-case letters, digits and hyphens, not "${label}".`,
    )
  }
  const scope = { title: `inbox ${label}`, inbox: label, recipient: undefined, domain }
  const own = `test@${label}.${domain}`
  return { scope, address: own, user: label, isFresh: name === undefined }
}

function aliasOf({ scope: { inbox, domain }, address }: Place, local: string): string {
  if (inbox === undefined) {
    throw new TypeError(`${address} is all of this inbox: it has no other address.`)
  }
  return `${local}@${inbox}.${domain}`
}

function urlOf(webUi: string, { inbox, recipient }: Scope): string {
  if (inbox !== undefined) return new URL(`inbox/${encodeURIComponent(inbox)}`, webUi).href
  const url = new URL('search', webUi)
  url.searchParams.set('q', recipientTerm(recipient ?? ''))
  return url.href
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Of 36^10: no two tests of a run meet. */
function randomLabel(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return `t${Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')}`
}
