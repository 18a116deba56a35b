import type { Client } from '../../../client/http.ts'
import { sentenceOf } from '../api/problems.ts'

/** The tags and inboxes that there are, as far as they have been asked for. */
export class Names {
  #tags = $state.raw<readonly string[]>([])
  #inboxes = $state.raw<readonly string[]>([])
  readonly #client: Pick<Client, 'tags' | 'inboxes'>

  constructor(client: Pick<Client, 'tags' | 'inboxes'>) {
    this.#client = client
  }

  get tags(): readonly string[] {
    return this.#tags
  }

  get inboxes(): readonly string[] {
    return this.#inboxes
  }

  async load(): Promise<void> {
    try {
      const [tags, inboxes] = await Promise.all([this.#client.tags(), this.#client.inboxes()])
      this.#tags = tags
      this.#inboxes = inboxes.map(({ Name }) => Name)
    } catch (error) {
      // Nobody waits for a suggestion: those of before do, and the bar says that nobody answers.
      sentenceOf(error)
    }
  }
}
