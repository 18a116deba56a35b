import type { Client } from '../../../client/http.ts'
import type { MessageList } from '../../../server/contract/message.ts'

export type PagesClient = Pick<Client, 'messages' | 'search'>

/** The pages of one list at a time. An answer that comes when another list is wanted is `undefined`. */
export interface Pages {
  /** What the list is asked with; an empty query is every message. */
  query(): string
  /** Turns to another list when its first page is there; until then it is the one before. */
  turnTo(query: string): Promise<MessageList | undefined>
  at(start: number): Promise<MessageList | undefined>
  /** The list stays, and no answer under way counts any more. */
  stay(): void
}

export const pageSize = 100

export function createPages(client: PagesClient): Pages {
  let query = ''
  /** Rises with each turn, so that an answer that comes late is known to be late. */
  let ticket = 0

  function fetch(wanted: string, start: number): Promise<MessageList> {
    const page = { start, limit: pageSize }
    return wanted === '' ? client.messages(page) : client.search(wanted, page)
  }

  return {
    query: () => query,
    async turnTo(wanted) {
      const own = ++ticket
      try {
        const page = await fetch(wanted, 0)
        if (own !== ticket) return undefined
        query = wanted
        return page
      } catch (error) {
        // Whoever turned elsewhere meanwhile need not hear of it.
        if (own !== ticket) return undefined
        throw error
      }
    },
    async at(start) {
      const own = ticket
      const page = await fetch(query, start)
      return own === ticket ? page : undefined
    },
    stay() {
      ticket += 1
    },
  }
}
