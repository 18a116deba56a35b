import type { Client } from '../../../client/http.ts'
import type { RefusedQuery } from '../api/problems.ts'
import { mendRefused } from '../suggest/refusal.ts'
import { suggest, withoutRepeats } from '../suggest/suggest.ts'
import type { Suggestion, SuggestionGroup } from '../suggest/suggest.ts'
import { Names } from './names.svelte.ts'
import type { RecentSearches } from './recent-searches.svelte.ts'

export interface SuggestionsOptions {
  readonly client: Pick<Client, 'tags' | 'inboxes'>
  readonly recents: RecentSearches
  readonly refused: () => RefusedQuery | undefined
}

/** What is offered to somebody who writes a query, and which of it they are about to take. */
export class Suggestions {
  #query = $state('')
  #caret = $state(0)
  #isOpen = $state(false)
  #chosen = $state<string>()
  readonly #names: Names
  readonly #options: SuggestionsOptions

  /** What was probably meant; to take it is the next thing to do. */
  readonly #mended = $derived.by(() => this.#mend())
  readonly groups = $derived.by(() => (this.#isOpen ? this.#suggest() : []))
  readonly #all = $derived(this.groups.flatMap(({ suggestions }) => suggestions))
  readonly active = $derived(
    this.#all.find(({ text }) => text === this.#chosen) ??
      this.#all.find(({ query }) => query === this.#mended),
  )

  constructor(options: SuggestionsOptions) {
    this.#options = options
    this.#names = new Names(options.client)
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether the active one was gone to, as opposed to offered. */
  get isChosen(): boolean {
    return this.active !== undefined && this.active.text === this.#chosen
  }

  /** Tags and inboxes come and go with the mail. */
  refresh(): void {
    void this.#names.load()
  }

  open(query: string, caret: number): void {
    this.#query = query
    this.#caret = caret
    this.#chosen = undefined
    this.#isOpen = true
  }

  close(): void {
    this.#isOpen = false
  }

  /** Beyond either end there is none, which is to say the query as it is written. */
  move(step: 1 | -1): void {
    const places = this.#all.length + 1
    const at = this.active === undefined ? this.#all.length : this.#all.indexOf(this.active)
    this.#chosen = this.#all[(at + step + places) % places]?.text ?? ''
  }

  find(text: string): Suggestion | undefined {
    return this.#all.find((one) => one.text === text)
  }

  isRecent(text: string): boolean {
    return this.#options.recents.queries.includes(text)
  }

  #mend(): string | undefined {
    const refused = this.#options.refused()
    return refused?.query === this.#query.trim() ? mendRefused(refused) : undefined
  }

  #suggest(): readonly SuggestionGroup[] {
    const { recents } = this.#options
    const { tags, inboxes } = this.#names
    const known = { tags, inboxes, recents: recents.queries }
    const groups = suggest(this.#query, this.#caret, known)
    const query = this.#mended
    if (query === undefined) return withoutRepeats(groups)
    const mended = { text: query, says: '', query, caret: query.length, isDone: true }
    return withoutRepeats([{ title: 'Did you mean', suggestions: [mended] }, ...groups])
  }
}
