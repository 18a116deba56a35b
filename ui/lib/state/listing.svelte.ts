import type { MessageList, MessageSummary } from '../../../server/contract/message.ts'
import type { Counts, Overview } from './overview.svelte.ts'
import { pageSize } from './pages.ts'
import { firstGap, fromPage, patched, placed, prepended, restored, without } from './rows.ts'
import type { Rows } from './rows.ts'

/** The part of the list that is on the screen. */
export interface Sight {
  readonly first: number
  readonly last: number
  readonly isAtTop: boolean
}

/** What a change that is refused goes back to. */
export interface Snapshot extends Counts {
  readonly rows: Rows
  readonly fresh: number
}

/** The rows and the reader's place in them. What changes a row here keeps the counts true. */
export class Listing {
  #rows = $state.raw<Rows>([])
  #fresh = $state(0)
  #isAnchored = $state(false)
  #announcement = $state('')

  /** How much longer the list is on the server, so that pages are asked for where they are. */
  #drift = 0
  #sight: Sight = { first: 0, last: 0, isAtTop: true }
  readonly #overview: Overview

  constructor(overview: Overview) {
    this.#overview = overview
  }

  get rows(): Rows {
    return this.#rows
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
    return this.#rows.findIndex((row) => row?.ID === id)
  }

  find(id: string): MessageSummary | undefined {
    return this.#rows[this.indexOf(id)]
  }

  /** The message that many rows further down; at an end, the list stays where it is. */
  beside(id: string | undefined, step: number): string | undefined {
    const index = id === undefined ? -1 : this.indexOf(id)
    if (index < 0) return this.#rows[0]?.ID
    return this.#rows[index + step]?.ID
  }

  look(sight: Sight): void {
    this.#sight = sight
    if (sight.isAtTop) this.#fresh = 0
  }

  /** The first row in sight that was not fetched yet. */
  gap(): number | undefined {
    return firstGap(this.#rows, this.#sight.first, this.#sight.last)
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

  /** Fills a page into the gaps, or starts over with it when it does not fit or miss that row. */
  fill(page: MessageList, gap: number): void {
    const rows = placed(this.#rows, page)
    this.#drift = page.messages_count - this.#rows.length
    if (rows === undefined || rows[gap] === undefined) this.#restart(page)
    else this.#rows = rows
    this.#overview.noteInboxes(page.messages)
  }

  /** Puts these above the rest and says which of them were not there yet. */
  prepend(messages: readonly MessageSummary[]): readonly MessageSummary[] {
    const rows = prepended(this.#rows, messages)
    const count = rows.length - this.#rows.length
    if (count === 0) return []
    this.#isAnchored = !this.#sight.isAtTop
    this.#rows = rows
    if (!this.#sight.isAtTop) this.#fresh += count
    const added = rows.slice(0, count).filter((row) => row !== undefined)
    this.#announcement = announcementOf(added)
    return added
  }

  /** Adds what is newer. Rows that no longer match a search stay until the list is opened again. */
  takeTop(top: MessageList, isSearch: boolean): void {
    const newest = this.#rows[0]
    const fresh = top.messages.filter((message) => !newest || message.Seq > newest.Seq)
    const hasShrunk = top.messages_count < this.#rows.length + fresh.length
    if (fresh.length === top.messages.length || (hasShrunk && !isSearch)) {
      if (fresh.length > 0) this.#announcement = announcementOf(fresh)
      this.#isAnchored = false
      this.#restart(top)
    } else {
      this.prepend(fresh)
      this.#drift = top.messages_count - this.#rows.length
    }
    this.#overview.takePage(top)
  }

  noteRead(id: string, isRead: boolean): void {
    const row = this.find(id)
    if (row && row.Read !== isRead) this.#overview.noteRead(isRead)
    this.#rows = patched(this.#rows, id, { Read: isRead })
  }

  noteTags(id: string, tags: MessageSummary['Tags']): void {
    this.#rows = patched(this.#rows, id, { Tags: tags })
  }

  forget(message: MessageSummary): void {
    this.#isAnchored = this.indexOf(message.ID) < this.#sight.first
    this.#rows = without(this.#rows, message.ID)
    this.#overview.remove(message)
  }

  remember(message: MessageSummary): void {
    this.#isAnchored = false
    this.#rows = restored(this.#rows, message)
    this.#overview.add([message])
  }

  /** The oldest made room: the end of the list, also where it was never scrolled to. */
  dropOldest(): void {
    this.#isAnchored = false
    this.#rows = this.#rows.slice(0, -1)
    this.#overview.removeUnseen()
  }

  clear(): void {
    this.#isAnchored = false
    this.#fresh = 0
    this.#rows = []
  }

  snapshot(): Snapshot {
    const { total, unread } = this.#overview
    return { rows: this.#rows, fresh: this.#fresh, total, unread }
  }

  goBackTo(snapshot: Snapshot): void {
    this.#rows = snapshot.rows
    this.#fresh = snapshot.fresh
    this.#overview.set(snapshot)
  }

  #restart(page: MessageList): void {
    this.#drift = 0
    this.#rows = fromPage(page)
    this.#overview.takePage(page)
  }
}

function announcementOf(messages: readonly MessageSummary[]): string {
  const [only] = messages
  if (messages.length === 1 && only) return `New message: ${only.Subject || 'no subject'}`
  return `${messages.length} new messages`
}
