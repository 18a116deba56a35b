import { forget, recall, remember } from './storage.ts'

const storedName = 'recent-searches'
const searchesMax = 10
/** A query that was pasted whole is not worth a line. */
const lengthMax = 200

/** What was searched for in this browser, the last one first. */
export class RecentSearches {
  #queries = $state.raw(read())

  get queries(): readonly string[] {
    return this.#queries
  }

  add(query: string): void {
    if (query === '' || query.length > lengthMax) return
    this.#keep([query, ...this.#queries.filter((one) => one !== query)].slice(0, searchesMax))
  }

  erase(query: string): void {
    this.#keep(this.#queries.filter((one) => one !== query))
  }

  eraseAll(): void {
    this.#keep([])
  }

  #keep(queries: readonly string[]): void {
    this.#queries = queries
    if (queries.length === 0) forget(storedName)
    else remember(storedName, JSON.stringify(queries))
  }
}

/** Whatever else stands there was not written here. */
function read(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(recall(storedName) ?? '[]')
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
