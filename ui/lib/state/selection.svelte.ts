import { createContext } from 'svelte'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { idSet, idsOf, toggled, union } from './ids.ts'
import { found } from './rows.ts'
import type { Rows } from './rows.ts'

/** The list that is selected from. */
export interface SelectableList {
  readonly rows: Rows
  indexOf(id: string): number
  fetchRange(first: number, last: number): Promise<void>
}

/** Messages that can be selected one by one or as ranges; more are told by what they match. */
export const selectedMax = 2_000

/**
 * The messages that the next action is for: some of the fetched ones, or everything that the list
 * matches. What leaves the list leaves the selection.
 */
export class Selection {
  #ids = $state.raw<ReadonlySet<string>>(idSet())
  #isAll = $state(false)
  /** Where a range starts. */
  #anchor: string | undefined
  readonly #list: SelectableList
  readonly #say: (sentence: string) => void

  /** Those of them that were fetched. */
  readonly messages = $derived.by(() => this.#fetched())
  readonly count = $derived.by(() => (this.#isAll ? this.#length() : this.messages.length))

  constructor(list: SelectableList, say: (sentence: string) => void) {
    this.#list = list
    this.#say = say
  }

  /** Whether it is everything that the list matches, fetched or not, also what is still to come. */
  get isAll(): boolean {
    return this.#isAll
  }

  get isEmpty(): boolean {
    return this.count === 0
  }

  has(id: string): boolean {
    return this.#isAll || this.#ids.has(id)
  }

  toggle(id: string): void {
    const ids = this.#isAll ? idsOf(this.messages) : this.#ids
    this.#isAll = false
    this.#ids = toggled(ids, id)
    this.#anchor = id
  }

  /** From where the selection began, or else from that row, to this one. */
  async extendTo(id: string, from: string | undefined): Promise<void> {
    const anchor = this.#startOf(from) ?? id
    const range = this.#between(anchor, id)
    if (range === undefined) return
    if (this.#ids.size + range.last - range.first >= selectedMax) {
      this.#say(
        `Up to ${selectedMax} messages can be selected like this. Select all of them instead.`,
      )
      return
    }
    await this.#list.fetchRange(range.first, range.last)
    // Mail may have come in above meanwhile.
    const now = this.#between(anchor, id)
    if (now === undefined) return
    const rows = this.#list.rows.slice(now.first, now.last + 1)
    const added = rows.flatMap((row) => (row === undefined ? [] : [row.ID]))
    this.#ids = union(this.#ids, added)
    this.#anchor = anchor
  }

  /** By name where each of them is known; what comes later is then no part of it. */
  selectAll(): void {
    const { rows } = this.#list
    const known = rows.filter((row) => row !== undefined)
    this.#isAll = known.length < rows.length || known.length > selectedMax
    this.#ids = this.#isAll ? idSet() : idsOf(known)
  }

  clear(): void {
    this.#ids = idSet()
    this.#isAll = false
    this.#anchor = undefined
  }

  #fetched(): readonly MessageSummary[] {
    const { rows } = this.#list
    return this.#isAll ? rows.filter((row) => row !== undefined) : found(rows, this.#ids)
  }

  #length(): number {
    return this.#list.rows.length
  }

  #startOf(from: string | undefined): string | undefined {
    const isListed = this.#anchor !== undefined && this.#list.indexOf(this.#anchor) >= 0
    return isListed ? this.#anchor : from
  }

  #between(one: string, other: string): { first: number; last: number } | undefined {
    const places = [this.#list.indexOf(one), this.#list.indexOf(other)]
    const [first, last] = [Math.min(...places), Math.max(...places)]
    return first < 0 ? undefined : { first, last }
  }
}

export const [useSelection, provideSelection] = createContext<Selection>()
