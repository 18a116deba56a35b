import { createContext, tick } from 'svelte'
import type { Client } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { refusedQueryOf, sentenceOf } from '../api/problems.ts'
import type { RefusedQuery } from '../api/problems.ts'
import { Deletions } from './deletions.svelte.ts'
import type { Deleted } from './deletions.svelte.ts'
import { createFeedChanges } from './feed-changes.ts'
import { createFrameQueue } from './frames.ts'
import type { FrameQueue } from './frames.ts'
import { changing } from './ids.ts'
import { Listing } from './listing.svelte.ts'
import { Overview } from './overview.svelte.ts'
import { createOwnChanges } from './own-changes.ts'
import type { OwnChanges, OwnChangesClient } from './own-changes.ts'
import { createPages } from './pages.ts'
import type { Pages, PagesClient } from './pages.ts'
import type { Rows } from './rows.ts'
import { createTagging } from './tagging.ts'
import type { TagChange, Tagged, Tagging, TaggingClient } from './tagging.ts'

export type LoadState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  | { readonly status: 'failed'; readonly reason: string }

export type MailboxClient = PagesClient &
  OwnChangesClient &
  TaggingClient &
  Pick<Client, 'deleteMessages'>

/** How often a stream of mail is drawn, in ms: less where only the count of what is new shows it. */
const drawMs = { atTop: 50, below: 200 }
const frameMsMax = 50
/** How often a page is fetched while the reader passes them by. */
const dragMs = 100

/** The list on the screen: which messages match, as far as they were scrolled to, kept live. */
export class Mailbox {
  #load = $state.raw<LoadState>({ status: 'loading' })
  #problem = $state.raw<RefusedQuery>()
  #isPaging = false
  /** What was fetched a moment ago. */
  #filledAt: number | undefined
  #filledTimer: ReturnType<typeof setTimeout> | undefined

  readonly #overview = new Overview()
  readonly #listing = new Listing(this.#overview)
  readonly #pages: Pages
  readonly #own: OwnChanges
  readonly #tagging: Tagging
  readonly #queue: FrameQueue
  readonly #say: (sentence: string) => void

  /** What was deleted here and is not gone yet. */
  readonly deletions: Deletions

  constructor(client: MailboxClient, say: (sentence: string) => void) {
    const [listing, overview] = [this.#listing, this.#overview]
    const pages = createPages(client)
    const drawn = tick
    const onmoved = (): Promise<void> => this.#fillGaps()
    const own = new Deletions({ client, listing, overview, drawn, say })
    const feed = createFeedChanges({ pages, listing, overview, own, onmoved, drawn, say })
    this.#pages = pages
    this.#own = createOwnChanges({ client, listing, overview, say })
    this.#tagging = createTagging({ client, listing, say })
    this.deletions = own
    this.#queue = createFrameQueue({
      apply: (group) => feed.apply(group),
      isPaused: () => this.#load.status === 'loading',
      drawn: () => drawn().then(nextFrame),
      restMs: () => (listing.isAtTop ? drawMs.atTop : drawMs.below),
    })
    this.#say = say
  }

  get load(): LoadState {
    return this.#load
  }

  /** Why the last search was refused; the rows are still those of the one before. */
  get problem(): RefusedQuery | undefined {
    return this.#problem
  }

  /** What the rows are found with. */
  get query(): string {
    return this.#pages.query()
  }

  get rows(): Rows {
    return this.#listing.rows
  }

  get fresh(): number {
    return this.#listing.fresh
  }

  get isAnchored(): boolean {
    return this.#listing.isAnchored
  }

  get announcement(): string {
    return this.#listing.announcement
  }

  /** All kept mail, whatever the list shows. */
  get total(): number {
    return Math.max(0, this.#overview.total - this.deletions.hidden.length)
  }

  get unread(): number {
    return Math.max(0, this.#overview.unread - this.deletions.unread)
  }

  async show(query: string): Promise<void> {
    this.#problem = undefined
    if (query === this.#pages.query() && this.#load.status === 'ready') this.#pages.stay()
    else await this.#start(query)
  }

  async reload(): Promise<void> {
    await this.#start(this.#pages.query())
  }

  /** The view says what it shows; what is missing there is fetched. */
  async look(first: number, last: number, isAtTop: boolean): Promise<void> {
    this.#listing.look({ first, last, isAtTop })
    await this.#fillGaps()
  }

  /** Fetches what is missing between two rows. */
  async fetchRange(first: number, last: number): Promise<void> {
    try {
      const gap = (): number | undefined => this.#listing.gapIn({ first, last })
      while ((await this.#fetchPageOf(gap)) !== undefined);
    } catch (error) {
      this.#say(sentenceOf(error))
    }
  }

  indexOf(id: string): number {
    return this.#listing.indexOf(id)
  }

  find(id: string): MessageSummary | undefined {
    return this.#listing.find(id)
  }

  beside(id: string | undefined, step: number): string | undefined {
    return this.#listing.beside(id, step)
  }

  /** What to show when these are gone: the row below the first of them, or at the end the one above. */
  successorOf(ids: readonly string[]): string | undefined {
    const { rows } = this
    const start = Math.max(0, ids[0] === undefined ? 0 : this.indexOf(ids[0]))
    const stays = (row: MessageSummary | undefined): boolean =>
      row !== undefined && !ids.includes(row.ID)
    return (rows.slice(start).find(stays) ?? rows.slice(0, start).findLast(stays))?.ID
  }

  apply(frame: FeedFrame): void {
    switch (frame.Type) {
      case 'reset':
        this.#queue.clear()
        this.deletions.noteGap()
        void this.reload()
        return
      case 'new':
      case 'update':
      case 'delete':
      case 'truncate':
      case 'prune':
      case 'stats':
        // Counts in their order too: they know what the frames before them have told.
        this.#queue.push(frame)
        return
      // A list of messages does not change when a session ends, or something is refused.
      case 'session':
      case 'error':
    }
  }

  async setRead(ids: readonly string[], isRead: boolean): Promise<void> {
    this.#noteRead(ids, isRead)
    await this.#own.setRead(ids, isRead)
  }

  /** Everything that the list shows, also what was not fetched. */
  async setListedRead(isRead: boolean): Promise<void> {
    await this.#own.setMatchingRead(this.#pages.query(), isRead)
  }

  /** Shows what the server already knows, as opening a message marks it read. */
  noteRead(id: string, isRead: boolean): void {
    this.#noteRead([id], isRead)
    this.#listing.patch(changing([id], { Read: isRead }))
  }

  async tag(messages: readonly Tagged[], change: TagChange): Promise<void> {
    await this.#tagging.change(messages, change)
  }

  async tagListed(change: TagChange): Promise<void> {
    await this.#tagging.changeMatching(this.#pages.query(), change)
  }

  /** Out of sight at once; `deletions` can take it back for a while. */
  async remove(ids: readonly string[]): Promise<void> {
    await this.deletions.add(ids.map((id) => this.find(id) ?? unlisted(id)))
  }

  /** Everything that the list shows: all mail, or all that the search matches. For good. */
  async removeListed(): Promise<void> {
    await this.deletions.sendAll()
    await this.#own.removeMatching(this.#pages.query())
  }

  #noteRead(ids: readonly string[], isRead: boolean): void {
    this.deletions.noteChanges(changing(ids, { Read: isRead }))
  }

  async #start(query: string): Promise<void> {
    this.#load = { status: 'loading' }
    try {
      const page = await this.#pages.turnTo(query)
      if (page === undefined) return
      this.#listing.open(page)
      this.#load = { status: 'ready' }
    } catch (error) {
      this.#fail(error, query)
    }
    void this.#queue.flush()
  }

  #fail(error: unknown, query: string): void {
    this.#problem = refusedQueryOf(error, query)
    this.#load = this.#problem
      ? { status: 'ready' }
      : { status: 'failed', reason: sentenceOf(error) }
  }

  async #fillGaps(): Promise<void> {
    if (this.#isPaging || this.#load.status !== 'ready') return
    this.#isPaging = true
    try {
      await this.#fillAhead()
    } catch (error) {
      this.#say(sentenceOf(error))
    } finally {
      this.#isPaging = false
    }
  }

  async #fillAhead(): Promise<void> {
    for (;;) {
      if (this.#listing.gapAhead() === undefined) return
      // Who drags the scrollbar passes pages by: not each one on the way is worth a request.
      const isDragging = this.#filledAt !== undefined && this.#listing.hasPassed(this.#filledAt)
      if (isDragging) await delay(dragMs)
      const gap = await this.#fetchPageOf(() => this.#listing.gapAhead())
      if (gap === undefined) return
      this.#noteFilled(gap)
    }
  }

  #noteFilled(gap: number): void {
    this.#filledAt = gap
    clearTimeout(this.#filledTimer)
    this.#filledTimer = setTimeout(() => (this.#filledAt = undefined), dragMs)
  }

  /** Fetches the page with that row; `undefined` when there is none to fetch, or none is wanted any more. */
  async #fetchPageOf(gapNow: () => number | undefined): Promise<number | undefined> {
    if (gapNow() === undefined) return undefined
    // What the feed has told is part of where the row is on the server.
    await this.#queue.flush()
    const gap = gapNow()
    if (gap === undefined) return undefined
    const page = await this.#pages.at(this.#listing.pageStartOf(gap))
    if (page === undefined) return undefined
    this.#listing.fill(page, gap)
    return gap
  }
}

/** Also where the page is hidden and has no frames. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve())
    setTimeout(resolve, frameMsMax)
  })
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** A message that is open although the list does not have it: opening it has marked it read. */
function unlisted(id: string): Deleted {
  return { ID: id, Read: true, Inboxes: [] }
}

export const [useMailbox, provideMailbox] = createContext<Mailbox>()
