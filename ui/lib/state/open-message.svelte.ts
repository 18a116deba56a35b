import { createContext } from 'svelte'
import type { Client } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Message } from '../../../server/contract/message.ts'
import { isAborted, isNotFound, sentenceOf } from '../api/problems.ts'

export type OpenState =
  | { readonly status: 'none' }
  | { readonly status: 'loading'; readonly id: string; readonly previous: Message | undefined }
  | { readonly status: 'ready'; readonly message: Message }
  | { readonly status: 'gone'; readonly id: string }
  | { readonly status: 'failed'; readonly id: string; readonly reason: string }

export type RawState =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly text: string; readonly isComplete: boolean }
  | { readonly status: 'failed'; readonly reason: string }

export type OpenMessageClient = Pick<Client, 'message' | 'rawStart'>

/** A browser shows this much monospaced text without stumbling. */
export const rawBytesMax = 1_000_000

/** The message on the screen. Opening one marks it read, as the server does with that request. */
export class OpenMessage {
  #state = $state.raw<OpenState>({ status: 'none' })
  #raw = $state.raw<RawState>({ status: 'none' })
  #isRead = $state(true)
  #isDeleted = $state(false)
  #abort: AbortController | undefined

  /** What there is to show: while the next one loads, still the one before. */
  readonly message = $derived.by(() => {
    if (this.#state.status === 'ready') return this.#state.message
    return this.#state.status === 'loading' ? this.#state.previous : undefined
  })

  readonly #client: OpenMessageClient
  readonly #onread: (id: string) => void

  constructor(client: OpenMessageClient, onread: (id: string) => void) {
    this.#client = client
    this.#onread = onread
  }

  get state(): OpenState {
    return this.#state
  }

  get raw(): RawState {
    return this.#raw
  }

  get isRead(): boolean {
    return this.#isRead
  }

  /** Deleted by somebody else while it is on the screen. */
  get isDeleted(): boolean {
    return this.#isDeleted
  }

  async open(id: string): Promise<void> {
    if (this.#id() === id) return
    const previous = this.message
    this.#leave()
    this.#state = { status: 'loading', id, previous }
    const abort = new AbortController()
    this.#abort = abort
    try {
      const message = await this.#client.message(id, { signal: abort.signal })
      if (abort.signal.aborted) return
      this.#state = { status: 'ready', message }
      this.#isRead = true
      this.#onread(message.ID)
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
    if (this.#state.status !== 'ready' || this.#raw.status !== 'none') return
    const { ID } = this.#state.message
    this.#raw = { status: 'loading' }
    try {
      const { bytes, complete } = await this.#client.rawStart(ID, rawBytesMax)
      if (this.#id() !== ID) return
      this.#raw = { status: 'ready', text: new TextDecoder().decode(bytes), isComplete: complete }
    } catch (error) {
      if (this.#id() === ID) this.#raw = { status: 'failed', reason: sentenceOf(error) }
    }
  }

  apply(frame: FeedFrame): void {
    const id = this.#id()
    if (id === undefined) return
    if (frame.Type === 'truncate') this.#isDeleted = true
    if (frame.Type === 'delete' && frame.Data.ID === id) this.#isDeleted = true
    if (frame.Type === 'update' && frame.Data.ID === id && frame.Data.Read !== undefined) {
      this.#isRead = frame.Data.Read
    }
  }

  #leave(): void {
    this.#abort?.abort()
    this.#raw = { status: 'none' }
    this.#isDeleted = false
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
