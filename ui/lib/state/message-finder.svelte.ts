import type { Client } from '../../../client/http.ts'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { isAborted, sentenceOf } from '../api/problems.ts'

const typingPauseMs = 150
const foundMax = 6

/** The newest messages that match what is being typed. */
export class MessageFinder {
  #found = $state.raw<readonly MessageSummary[]>([])
  #count = $state<number>()
  #problem = $state<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #abort: AbortController | undefined
  readonly #client: Pick<Client, 'search'>

  constructor(client: Pick<Client, 'search'>) {
    this.#client = client
  }

  get found(): readonly MessageSummary[] {
    return this.#found
  }

  /** How many match in all; `undefined` before the first answer. */
  get count(): number | undefined {
    return this.#count
  }

  /** Why what is typed finds nothing, when it is no query or nobody answers. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** What was found before stays until there is an answer, so that nothing flickers. */
  find(query: string): void {
    this.stop()
    if (query === '') this.#take([], undefined)
    else this.#timer = setTimeout(() => void this.#ask(query), typingPauseMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#abort?.abort()
  }

  async #ask(query: string): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    try {
      const page = await this.#client.search(query, { limit: foundMax, signal: abort.signal })
      if (!abort.signal.aborted) this.#take(page.messages, page.messages_count)
    } catch (error) {
      if (isAborted(error) || abort.signal.aborted) return
      this.#take([], undefined)
      this.#problem = sentenceOf(error)
    }
  }

  #take(found: readonly MessageSummary[], count: number | undefined): void {
    this.#problem = undefined
    this.#found = found
    this.#count = count
  }
}
