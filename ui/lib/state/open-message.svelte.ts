import { createContext } from 'svelte'
import type { Client } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Message } from '../../../server/contract/message.ts'
import type { Session } from '../../../server/contract/session.ts'
import { isAborted, isNotFound, sentenceOf } from '../api/problems.ts'
import { MessageTags } from './message-tags.svelte.ts'
import type { MessageTagsClient } from './message-tags.svelte.ts'
import { OnDemand } from './on-demand.svelte.ts'
import type { OnDemandState } from './on-demand.svelte.ts'

export type OpenState =
  | { readonly status: 'none' }
  | { readonly status: 'loading'; readonly id: string; readonly previous: Message | undefined }
  | { readonly status: 'ready'; readonly message: Message }
  | { readonly status: 'gone'; readonly id: string }
  | { readonly status: 'failed'; readonly id: string; readonly reason: string }

export interface RawBeginning {
  readonly text: string
  readonly isComplete: boolean
}

export type OpenMessageClient = Pick<Client, 'message' | 'rawStart' | 'session'> & MessageTagsClient

export interface OpenMessageOptions {
  /** The message that was opened is read now. */
  readonly onread: (id: string) => void
  readonly say: (sentence: string) => void
}

/** A browser shows this much monospaced text without stumbling. */
export const rawBytesMax = 1_000_000

/** The message on the screen. Opening one marks it read, as the server does with that request. */
export class OpenMessage {
  #state = $state.raw<OpenState>({ status: 'none' })
  #tags = $state.raw<MessageTags>()
  #isRead = $state(true)
  #isDeleted = $state(false)
  #abort: AbortController | undefined

  /** What there is to show: while the next one loads, still the one before. */
  readonly message = $derived.by(() => {
    if (this.#state.status === 'ready') return this.#state.message
    return this.#state.status === 'loading' ? this.#state.previous : undefined
  })

  readonly #raw = new OnDemand<RawBeginning>()
  readonly #session = new OnDemand<Session>()
  readonly #client: OpenMessageClient
  readonly #options: OpenMessageOptions

  constructor(client: OpenMessageClient, options: OpenMessageOptions) {
    this.#client = client
    this.#options = options
  }

  get state(): OpenState {
    return this.#state
  }

  get raw(): OnDemandState<RawBeginning> {
    return this.#raw.state
  }

  /** The SMTP session that brought it. */
  get session(): OnDemandState<Session> {
    return this.#session.state
  }

  /** Those of `message`. */
  get tags(): MessageTags | undefined {
    return this.#tags
  }

  get isRead(): boolean {
    return this.#isRead
  }

  /** Deleted by somebody else while it is on the screen. */
  get isDeleted(): boolean {
    return this.#isDeleted
  }

  /** `latest` is the newest one, of those that match where there is a query. */
  async open(id: string, options: { readonly query?: string } = {}): Promise<void> {
    if (this.#id() === id) return
    const previous = this.message
    this.#leave()
    this.#state = { status: 'loading', id, previous }
    const abort = new AbortController()
    this.#abort = abort
    try {
      const message = await this.#client.message(id, { ...options, signal: abort.signal })
      if (abort.signal.aborted) return
      this.#take(message)
    } catch (error) {
      if (isAborted(error) || abort.signal.aborted) return
      this.#state = isNotFound(error)
        ? { status: 'gone', id }
        : { status: 'failed', id, reason: sentenceOf(error) }
    }
  }

  close(): void {
    this.#leave()
    this.#state = { status: 'none' }
  }

  noteRead(isRead: boolean): void {
    this.#isRead = isRead
  }

  async loadRaw(): Promise<void> {
    if (this.#state.status !== 'ready') return
    const { ID } = this.#state.message
    await this.#raw.load(async () => {
      const { bytes, complete } = await this.#client.rawStart(ID, rawBytesMax)
      return { text: new TextDecoder().decode(bytes), isComplete: complete }
    })
  }

  async loadSession(): Promise<void> {
    const id = this.#sessionId()
    if (id !== undefined) await this.#session.load(() => this.#client.session(id))
  }

  apply(frame: FeedFrame): void {
    const id = this.#id()
    if (id === undefined) return
    if (frame.Type === 'truncate') this.#isDeleted = true
    if (frame.Type === 'delete' && frame.Data.ID === id) this.#isDeleted = true
    if (frame.Type === 'update' && frame.Data.ID === id) this.#hear(frame.Data)
    if (frame.Type === 'session' && frame.Data.ID === this.#sessionId()) this.#sessionEnded()
  }

  #take(message: Message): void {
    const { onread, say } = this.#options
    const { ID: id, Tags: tags } = message
    this.#state = { status: 'ready', message }
    this.#isRead = true
    this.#tags = new MessageTags({ client: this.#client, id, tags, say })
    onread(id)
  }

  #hear({ Read, Tags }: { readonly Read?: boolean; readonly Tags?: readonly string[] }): void {
    if (Read !== undefined) this.#isRead = Read
    if (Tags !== undefined && this.#state.status === 'ready') this.#tags?.hear(Tags)
  }

  /** Mail is there before its session has ended; what was said until then is not all. */
  #sessionEnded(): void {
    const id = this.#sessionId()
    if (id === undefined || this.#session.state.status === 'none') return
    void this.#session.reload(() => this.#client.session(id))
  }

  #leave(): void {
    this.#abort?.abort()
    this.#raw.reset()
    this.#session.reset()
    this.#isDeleted = false
  }

  #sessionId(): string | undefined {
    return this.#state.status === 'ready' ? this.#state.message.Session?.ID : undefined
  }

  #id(): string | undefined {
    switch (this.#state.status) {
      case 'none':
        return undefined
      case 'ready':
        return this.#state.message.ID
      case 'loading':
      case 'gone':
      case 'failed':
        return this.#state.id
    }
  }
}

export const [useOpenMessage, provideOpenMessage] = createContext<OpenMessage>()
