import { createContext } from 'svelte'
import type { Client } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Session } from '../../../server/contract/session.ts'
import { isAborted, isNotFound, sentenceOf } from '../api/problems.ts'

export type OpenSessionState =
  | { readonly status: 'none' }
  | { readonly status: 'loading'; readonly id: string; readonly previous: Session | undefined }
  | { readonly status: 'ready'; readonly session: Session }
  | { readonly status: 'gone'; readonly id: string }
  | { readonly status: 'failed'; readonly id: string; readonly reason: string }

/** A message that the session brought, as far as it is known. */
export type Delivered =
  | { readonly id: string; readonly status: 'asked' }
  | { readonly id: string; readonly status: 'there'; readonly subject: string }
  | { readonly id: string; readonly status: 'gone' }

export type OpenSessionClient = Pick<Client, 'session' | 'peek'>

/** A pooled connection may have brought a thousand; so many are asked for at a time. */
export const deliveredStep = 10

/** The session on the screen, and the messages that it brought. */
export class OpenSession {
  #state = $state.raw<OpenSessionState>({ status: 'none' })
  #delivered = $state.raw<readonly Delivered[]>([])
  #abort = new AbortController()

  /** What there is to show: while the next one loads, still the one before. */
  readonly session = $derived.by(() => {
    if (this.#state.status === 'ready') return this.#state.session
    return this.#state.status === 'loading' ? this.#state.previous : undefined
  })

  readonly #client: OpenSessionClient
  readonly #say: (sentence: string) => void

  constructor(client: OpenSessionClient, say: (sentence: string) => void) {
    this.#client = client
    this.#say = say
  }

  get state(): OpenSessionState {
    return this.#state
  }

  get delivered(): readonly Delivered[] {
    return this.#delivered
  }

  async open(id: string): Promise<void> {
    if (this.#id() === id) return
    const previous = this.session
    this.#leave()
    this.#state = { status: 'loading', id, previous }
    await this.#fetch(id)
  }

  close(): void {
    this.#leave()
    this.#state = { status: 'none' }
  }

  /** Asks again for one that goes on, or that could not be had. */
  async refresh(): Promise<void> {
    const id = this.#id()
    if (id !== undefined) await this.#fetch(id)
  }

  async showMoreDelivered(): Promise<void> {
    if (this.#state.status !== 'ready') return
    const { Messages } = this.#state.session
    const known = this.#delivered.length
    await this.#ask(Messages.slice(known, known + deliveredStep))
  }

  apply(frame: FeedFrame): void {
    if (frame.Type === 'session' && frame.Data.ID === this.#id()) void this.refresh()
    if (frame.Type === 'truncate') this.#noteGone(() => true)
    if (frame.Type === 'delete') this.#noteGone((id) => id === frame.Data.ID)
  }

  async #fetch(id: string): Promise<void> {
    const { signal } = this.#abort
    try {
      const session = await this.#client.session(id, { signal })
      if (signal.aborted) return
      this.#state = { status: 'ready', session }
      const known = this.#delivered.length
      if (known < deliveredStep) await this.#ask(session.Messages.slice(known, deliveredStep))
    } catch (error) {
      if (isAborted(error) || signal.aborted) return
      if (isNotFound(error)) this.#state = { status: 'gone', id }
      // What is on the screen stays there.
      else if (this.#state.status === 'ready') this.#say(sentenceOf(error))
      else this.#state = { status: 'failed', id, reason: sentenceOf(error) }
    }
  }

  /** One after the other: they may be large, and what is read first stands on top. */
  async #ask(ids: readonly string[]): Promise<void> {
    const { signal } = this.#abort
    this.#delivered = [...this.#delivered, ...ids.map((id) => ({ id, status: 'asked' }) as const)]
    try {
      for (const id of ids) {
        const found = await this.#find(id, signal)
        if (signal.aborted) return
        // The feed may have said meanwhile that it is gone: an answer is older than that.
        this.#delivered = this.#delivered.map((one) =>
          one.id === id && one.status === 'asked' ? found : one,
        )
      }
    } catch (error) {
      if (isAborted(error) || signal.aborted) return
      // The links work without their subjects.
      this.#say(sentenceOf(error))
    }
  }

  async #find(id: string, signal: AbortSignal): Promise<Delivered> {
    try {
      const { Subject } = await this.#client.peek(id, { signal })
      return { id, status: 'there', subject: Subject }
    } catch (error) {
      if (isNotFound(error)) return { id, status: 'gone' }
      throw error
    }
  }

  #noteGone(isGone: (id: string) => boolean): void {
    if (!this.#delivered.some(({ id }) => isGone(id))) return
    this.#delivered = this.#delivered.map((one) =>
      isGone(one.id) ? { id: one.id, status: 'gone' } : one,
    )
  }

  #leave(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    this.#delivered = []
  }

  #id(): string | undefined {
    switch (this.#state.status) {
      case 'none':
        return undefined
      case 'ready':
        return this.#state.session.ID
      case 'loading':
      case 'gone':
      case 'failed':
        return this.#state.id
    }
  }
}

export const [useOpenSession, provideOpenSession] = createContext<OpenSession>()
