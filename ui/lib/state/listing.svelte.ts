import type { MessageList, MessageSummary } from '../../../server/contract/message.ts'
import { difference, idSet, idsOf } from './ids.ts'
import type { Counts, Overview } from './overview.svelte.ts'
import { pageSize } from './pages.ts'
import { apart, firstGap, found, fromPage, patched, placed, placeOf, prepended } from './rows.ts'
import type { Change, Ids, Rows } from './rows.ts'

/** The part of the list that is on the screen. */
export interface Sight {
  readonly first: number
  readonly last: number
  readonly isAtTop: boolean
}

/** Rows that are fetched before they come into sight: some 200 ms of a fast wheel. */
const aheadRows = 50

/** What a change that is refused goes back to. */
export interface Snapshot extends Counts {
  readonly rows: Rows
  readonly fresh: number
}

/**
 * The rows as the server has them, and the reader's place in them; what is shown is these without the
 * hidden ones. What changes a row here keeps the counts true.
 */
export class Listing {
  #kept = $state.raw<Rows>([])
  #hidden = $state.raw<ReadonlySet<string>>(idSet())
  #fresh = $state(0)
  #isAnchored = $state(false)
  #announcement = $state('')
  readonly #apart = $derived(apart(this.#kept, this.#hidden))

  /** How much further down a row is on the server, so that pages are asked for where they are. */
  #drift = 0
  /** In places of the kept rows. */
  #sight: Sight = { first: 0, last: 0, isAtTop: true }
  #isHeadingUp = false
  readonly #overview: Overview

  constructor(overview: Overview) {
    this.#overview = overview
  }

  get rows(): Rows {
    return this.#apart.rows
  }

  /** How many came in above what the reader looks at. */
  get fresh(): number {
    return this.#fresh
  }

  /** Whether the last change happened above what the reader looks at, which must stay in place. */
  get isAnchored(): boolean {
    return this.#isAnchored
  }

  get announcement(): string {
    return this.#announcement
  }

  indexOf(id: string): number {
    return this.rows.findIndex((row) => row?.ID === id)
  }

  find(id: string): MessageSummary | undefined {
    return this.rows[this.indexOf(id)]
  }

  /** Those of the messages that the server keeps and that were fetched, hidden or not. */
  kept(ids: Ids): readonly MessageSummary[] {
    return found(this.#kept, ids)
  }

  /** The message that many rows further down; at an end, the list stays where it is. */
  beside(id: string | undefined, step: number): string | undefined {
    const index = id === undefined ? -1 : this.indexOf(id)
    if (index < 0) return this.rows[0]?.ID
    return this.rows[index + step]?.ID
  }

  look({ first, last, isAtTop }: Sight): void {
    // Above who is at the top is nothing, also where all that is above is hidden.
    const top = isAtTop ? 0 : this.#placeOf(first)
    if (top !== this.#sight.first) this.#isHeadingUp = top < this.#sight.first
    this.#sight = { first: top, last: this.#placeOf(last), isAtTop }
    if (isAtTop) this.#fresh = 0
  }

  /** Whether new mail shows, and is not just above what is seen. */
  get isAtTop(): boolean {
    return this.#sight.isAtTop
  }

  /** The first row that was not fetched yet, of a range of what is shown. */
  gapIn(range: { readonly first: number; readonly last: number }): number | undefined {
    return firstGap(this.#kept, this.#placeOf(range.first), this.#placeOf(range.last))
  }

  /** A row that was not fetched yet: of those in sight, or else of those that come next. */
  gapAhead(): number | undefined {
    const { first, last } = this.#sight
    const ahead = this.#isHeadingUp ? first - aheadRows : last + aheadRows
    return (
      firstGap(this.#kept, first, last) ??
      firstGap(this.#kept, Math.min(first, ahead), Math.max(last, ahead))
    )
  }

  /** Whether the reader is by now more than a page away from that row. */
  hasPassed(index: number): boolean {
    return index < this.#sight.first - pageSize || index > this.#sight.last + pageSize
  }

  /** Where the page with that row starts on the server. */
  pageStartOf(index: number): number {
    return Math.max(0, Math.floor(index / pageSize) * pageSize + this.#drift)
  }

  /** Another list, with the reader at its top. */
  open(page: MessageList): void {
    this.#isAnchored = false
    this.#fresh = 0
    this.#restart(page)
  }

  /**
   * Fills a page into the gaps, or starts over with it when it does not fit, or does not have that row
   * although it was asked for where it is: where mail streams in, it may be elsewhere by now.
   */
  fill(page: MessageList, gap: number): void {
    const start = placeOf(this.#kept, page)
    const rows = placed(this.#kept, page, start)
    const drift = page.start - start
    const hasMoved = drift !== this.#drift
    this.#drift = drift
    if (rows !== undefined && (hasMoved || rows[gap] !== undefined)) this.#kept = rows
    else this.#restart(page)
  }

  /** Puts these above the rest and says which of them were not there yet. */
  prepend(messages: readonly MessageSummary[]): readonly MessageSummary[] {
    const rows = prepended(this.#kept, messages)
    const count = rows.length - this.#kept.length
    if (count === 0) return []
    this.#isAnchored = !this.#sight.isAtTop
    this.#kept = rows
    this.#moveSight(count)
    if (!this.#sight.isAtTop) this.#fresh += count
    const added = rows.slice(0, count).filter((row) => row !== undefined)
    this.#announcement = announcementOf(added)
    return added
  }

  /** Adds what is newer. Rows that no longer match a search stay until the list is opened again. */
  takeTop(top: MessageList, isSearch: boolean): void {
    const newest = this.#kept[0]
    const fresh = top.messages.filter((message) => !newest || message.Seq > newest.Seq)
    const hasShrunk = top.messages_count < this.#kept.length + fresh.length
    if (fresh.length === top.messages.length || (hasShrunk && !isSearch)) {
      if (fresh.length > 0) this.#announcement = announcementOf(fresh)
      this.#isAnchored = false
      this.#restart(top)
    } else {
      this.prepend(fresh)
      this.#drift = top.messages_count - this.#kept.length
    }
    this.#overview.takePage(top)
  }

  patch(changes: ReadonlyMap<string, Change>): void {
    const before = this.kept(changes)
    const becameUnread = before.map(({ ID, Read }) => {
      const isRead = changes.get(ID)?.Read ?? Read
      return Number(Read) - Number(isRead)
    })
    this.#overview.addUnread(becameUnread.reduce((sum, one) => sum + one, 0))
    this.#kept = patched(this.#kept, changes)
  }

  /** Of these messages, those above what the reader looks at. */
  above(ids: Ids): ReadonlySet<string> {
    return idsOf(found(this.#kept.slice(0, this.#sight.first), ids))
  }

  /** Shows all but these, in place of all but those before. */
  hide(ids: ReadonlySet<string>): void {
    const changed = difference(this.#hidden, ids)
    const { taken } = apart(this.#kept, changed)
    // Where nothing shows or goes, what happened just before still counts.
    if (taken.length > 0) this.#isAnchored = taken.every((place) => place < this.#sight.first)
    this.#hidden = ids
  }

  /** Messages that are gone. */
  forget(ids: Ids): readonly MessageSummary[] {
    const { rows, taken } = apart(this.#kept, ids)
    const gone = taken.map((place) => this.#kept[place]).filter((row) => row !== undefined)
    if (gone.length === 0) return []
    const above = taken.filter((place) => place < this.#sight.first).length
    if (gone.some(({ ID }) => !this.#hidden.has(ID))) this.#isAnchored = above === taken.length
    this.#kept = rows
    this.#moveSight(-above)
    this.#overview.remove(gone)
    return gone
  }

  /** The oldest made room: the end of the list, also where it was never scrolled to. */
  dropOldest(count: number): void {
    this.#isAnchored = false
    this.#kept = this.#kept.slice(0, Math.max(0, this.#kept.length - count))
    this.#overview.removeUnseen(count)
  }

  clear(): void {
    this.#isAnchored = false
    this.#fresh = 0
    this.#kept = []
  }

  snapshot(): Snapshot {
    const { total, unread } = this.#overview
    return { rows: this.#kept, fresh: this.#fresh, total, unread }
  }

  goBackTo(snapshot: Snapshot): void {
    this.#kept = snapshot.rows
    this.#fresh = snapshot.fresh
    this.#overview.set(snapshot)
  }

  /** Where a row that is shown stands among all of them. */
  #placeOf(shown: number): number {
    let place = shown
    for (const taken of this.#apart.taken) if (taken <= place) place += 1
    return place
  }

  /** The reader looks at the same rows, which are now further down. */
  #moveSight(count: number): void {
    const { first, last, isAtTop } = this.#sight
    if (!isAtTop) this.#sight = { first: first + count, last: last + count, isAtTop }
  }

  #restart(page: MessageList): void {
    this.#drift = 0
    this.#kept = fromPage(page)
    this.#overview.takePage(page)
  }
}

function announcementOf(messages: readonly MessageSummary[]): string {
  const [only] = messages
  if (messages.length === 1 && only) return `New message: ${only.Subject || 'no subject'}`
  return `${messages.length} new messages`
}
