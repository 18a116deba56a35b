import { createContext, tick } from 'svelte'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { refusedQueryOf, sentenceOf } from '../api/problems.ts'
import type { RefusedQuery } from '../api/problems.ts'
import { createFeedChanges } from './feed-changes.ts'
import { createFrameQueue } from './frames.ts'
import type { FrameQueue } from './frames.ts'
import { Listing } from './listing.svelte.ts'
import { Overview } from './overview.svelte.ts'
import { createOwnChanges } from './own-changes.ts'
import type { OwnChanges, OwnChangesClient } from './own-changes.ts'
import { createPages } from './pages.ts'
import type { Pages, PagesClient } from './pages.ts'
import type { Rows } from './rows.ts'

export type LoadState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  | { readonly status: 'failed'; readonly reason: string }

export type MailboxClient = PagesClient & OwnChangesClient

/** The list on the screen: which messages match, as far as they were scrolled to, kept live. */
export class Mailbox {
  #load = $state.raw<LoadState>({ status: 'loading' })
  #problem = $state.raw<RefusedQuery>()
  #isPaging = false

  readonly #overview = new Overview()
  readonly #listing = new Listing(this.#overview)
  readonly #pages: Pages
  readonly #own: OwnChanges
  readonly #queue: FrameQueue
  readonly #say: (sentence: string) => void

  constructor(client: MailboxClient, say: (sentence: string) => void) {
    const [listing, overview] = [this.#listing, this.#overview]
    const pages = createPages(client)
    const own = createOwnChanges({ client, listing, overview, say })
    const onmoved = (): Promise<void> => this.#fillGaps()
    const feed = createFeedChanges({ pages, listing, overview, own, onmoved, say })
    this.#pages = pages
    this.#own = own
    this.#queue = createFrameQueue({
      apply: (group) => feed.apply(group),
      isPaused: () => this.#load.status === 'loading',
      drawn: tick,
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

  get total(): number {
    return this.#overview.total
  }

  get unread(): number {
    return this.#overview.unread
  }

  get inboxes(): readonly string[] {
    return this.#overview.inboxes
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

  indexOf(id: string): number {
    return this.#listing.indexOf(id)
  }

  find(id: string): MessageSummary | undefined {
    return this.#listing.find(id)
  }

  beside(id: string | undefined, step: number): string | undefined {
    return this.#listing.beside(id, step)
  }

  /** What to show when this one is gone: the next, or at the end the one before. */
  successorOf(id: string): string | undefined {
    return this.beside(id, 1) ?? this.beside(id, -1)
  }

  apply(frame: FeedFrame): void {
    switch (frame.Type) {
      case 'stats':
        this.#overview.set({ total: frame.Data.Total, unread: frame.Data.Unread })
        return
      case 'reset':
        this.#queue.clear()
        void this.reload()
        return
      case 'new':
      case 'update':
      case 'delete':
      case 'truncate':
      case 'prune':
        this.#queue.push(frame)
        return
      // A list of messages does not change when a session ends, or something is refused.
      case 'session':
      case 'error':
    }
  }

  async setRead(id: string, isRead: boolean): Promise<void> {
    await this.#own.setRead(id, isRead)
  }

  /** Shows what the server already knows, as opening a message marks it read. */
  noteRead(id: string, isRead: boolean): void {
    this.#listing.noteRead(id, isRead)
  }

  async remove(id: string): Promise<void> {
    await this.#own.remove(id)
  }

  /** Everything that the list shows: all mail, or all that the search matches. */
  async removeListed(): Promise<void> {
    await this.#own.removeMatching(this.#pages.query())
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
      await this.#fillSight()
    } catch (error) {
      this.#say(sentenceOf(error))
    } finally {
      this.#isPaging = false
    }
  }

  async #fillSight(): Promise<void> {
    for (;;) {
      const gap = this.#listing.gap()
      if (gap === undefined) return
      const page = await this.#pages.at(this.#listing.pageStartOf(gap))
      if (page === undefined) return
      this.#listing.fill(page, gap)
    }
  }
}

export const [useMailbox, provideMailbox] = createContext<Mailbox>()
