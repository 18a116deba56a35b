import type { Client } from '../../../client/http.ts'
import { limits } from '../../core/limits.ts'

/** What a dump needs to know of a message. */
export interface Listed {
  readonly id: string
  readonly created: Date
}

export interface Which {
  readonly query?: string
  readonly inbox?: string
}

const PAGE = 500

/** Every message, newest first; each once, also when mail comes in and moves the pages. */
export async function listAll(client: Client, which: Which): Promise<readonly Listed[]> {
  const { query = '', inbox } = which
  const found = new Map<string, Listed>()
  for (let start = 0; start < limits.dumpMessagesMax; start += PAGE) {
    const page = { start, limit: PAGE, ...(inbox === undefined ? {} : { inbox }) }
    const { messages } = await (query === '' ? client.messages(page) : client.search(query, page))
    for (const { ID, Created } of messages) found.set(ID, { id: ID, created: new Date(Created) })
    if (messages.length < PAGE) break
  }
  return [...found.values()]
}
