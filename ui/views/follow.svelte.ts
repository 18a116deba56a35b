import type { MessageSummary } from '../../server/contract/message.ts'

export interface FollowOptions {
  /** Whether what is new is to open by itself. */
  readonly isWanted: () => boolean
  /** While the reader does something else, what came in stays closed for good. */
  readonly isBusy: () => boolean
  readonly open: (id: string) => void
}

export interface ListTop {
  /** What the list is asked with: the first row of another list is not new. */
  readonly query: string
  readonly isReady: boolean
  readonly first: MessageSummary | undefined
}

/** Opens the message that comes in on top of the list; of several, the last. */
export class Follow {
  #query: string | undefined
  /** That of the newest message the list has shown. */
  #seq = 0
  /** Came while nobody saw the page: to open it then would mark it read. */
  #held: string | undefined
  readonly #options: FollowOptions

  constructor(options: FollowOptions) {
    this.#options = options
  }

  note({ query, isReady, first }: ListTop): void {
    if (!isReady) return
    if (query !== this.#query) {
      this.#query = query
      this.#seq = first?.Seq ?? 0
      this.#held = undefined
    } else if (first && first.Seq > this.#seq) {
      this.#seq = first.Seq
      this.#offer(first.ID)
    }
  }

  /** Opens what was held back once the page is seen again; until the returned function is called. */
  start(): () => void {
    const onvisible = (): void => {
      const held = this.#held
      if (document.hidden || held === undefined) return
      this.#held = undefined
      this.#offer(held)
    }
    document.addEventListener('visibilitychange', onvisible)
    return () => document.removeEventListener('visibilitychange', onvisible)
  }

  #offer(id: string): void {
    const { isWanted, isBusy, open } = this.#options
    if (!isWanted() || isBusy()) return
    if (document.hidden) this.#held = id
    else open(id)
  }
}
