import { createContext } from 'svelte'
import type { Client } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { SessionSummary } from '../../../server/contract/session.ts'
import { sentenceOf } from '../api/problems.ts'
import { hasFailed, withSession } from './session-rows.ts'

export type SessionsLoad =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  | { readonly status: 'failed'; readonly reason: string }

export type SessionsClient = Pick<Client, 'sessions'>

/** A burst of connections is one change of the screen. */
const gatherMs = 50

/** The SMTP sessions: at first only those that failed, to count them; all of them once they are shown. */
export class Sessions {
  #rows = $state.raw<readonly SessionSummary[]>([])
  #load = $state.raw<SessionsLoad>({ status: 'none' })
  #isAtTop = true
  #isAnchored = $state(false)

  /** Ended since the last change of the rows; while the server is asked, they wait for its answer. */
  #heard: SessionSummary[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Rises with each question, so that an answer that comes late is known to be late. */
  #ticket = 0
  #isAsking = false

  readonly failed = $derived(this.#rows.filter(hasFailed))
  readonly #client: SessionsClient

  constructor(client: SessionsClient) {
    this.#client = client
  }

  /** Newest first. Only the failed ones until `show` was called. */
  get rows(): readonly SessionSummary[] {
    return this.#rows
  }

  get load(): SessionsLoad {
    return this.#load
  }

  /** Whether the last change happened above what the reader looks at, which must stay in place. */
  get isAnchored(): boolean {
    return this.#isAnchored
  }

  look(isAtTop: boolean): void {
    this.#isAtTop = isAtTop
  }

  /** What the sidebar needs to know. Without an answer it shows no number; the screen itself says why. */
  async count(): Promise<void> {
    if (this.#load.status !== 'none') return
    try {
      await this.#ask({ failed: true })
    } catch (error) {
      sentenceOf(error)
    }
  }

  /** Asks for all of them, unless they are there: from then on the feed keeps them true. */
  async show(): Promise<void> {
    if (this.#load.status === 'ready' || this.#load.status === 'loading') return
    await this.reload()
  }

  async reload(): Promise<void> {
    this.#load = { status: 'loading' }
    try {
      if (await this.#ask({})) this.#load = { status: 'ready' }
    } catch (error) {
      this.#load = { status: 'failed', reason: sentenceOf(error) }
    }
  }

  apply(frame: FeedFrame): void {
    if (frame.Type === 'session') {
      this.#heard.push(frame.Data)
      this.#timer ??= setTimeout(() => this.#takeHeard(), gatherMs)
    } else if (frame.Type === 'reset') {
      this.#heard = []
      void (this.#load.status === 'none' ? this.count() : this.reload())
    }
  }

  /** Whether the answer was still wanted. */
  async #ask(options: { readonly failed?: true }): Promise<boolean> {
    const own = ++this.#ticket
    this.#isAsking = true
    try {
      const answer = await this.#client.sessions({ ...options, lines: false, limit: 0 })
      if (own !== this.#ticket) return false
      this.#isAnchored = false
      this.#rows = answer
    } finally {
      if (own === this.#ticket) this.#isAsking = false
    }
    this.#takeHeard()
    return true
  }

  #takeHeard(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#isAsking || this.#heard.length === 0) return
    this.#isAnchored = !this.#isAtTop
    this.#rows = this.#heard.splice(0).reduce(withSession, this.#rows)
  }
}

export const [useSessions, provideSessions] = createContext<Sessions>()
