import { createContext, tick } from 'svelte'
import type { Client } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { MessageList, MessageSummary } from '../../../server/contract/message.ts'
import { isInvalidQuery, sentenceOf } from '../api/problems.ts'
import { createFrameQueue } from './frames.ts'
import type { LoggedFrame, NewFrame } from './frames.ts'
import {
  firstGap,
  fromPage,
  inboxesOf,
  patched,
  placed,
  prepended,
  restored,
  without,
} from './rows.ts'
import type { Rows } from './rows.ts'

export type LoadState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  | { readonly status: 'failed'; readonly reason: string }

export type MailboxClient = Pick<
  Client,
  | 'messages'
  | 'search'
  | 'markRead'
  | 'markUnread'
  | 'deleteMessages'
  | 'deleteAll'
  | 'deleteMatching'
>

const pageSize = 100
const refreshMs = 150

/** The list on the screen: which messages match, as far as they were scrolled to, kept live. */
export class Mailbox {
  #rows = $state.raw<Rows>([])
  #load = $state.raw<LoadState>({ status: 'loading' })
  #problem = $state<string>()
  #total = $state(0)
  #unread = $state(0)
  #fresh = $state(0)
  #inboxes = $state.raw<readonly string[]>([])
  #announcement = $state('')
  #isAnchored = $state(false)

  #query = ''
  /** Rises with each load, so that an answer that comes late is known to be late. */
  #ticket = 0
  #drift = 0
  #isPaging = false
  #window = { first: 0, last: 0 }
  #isAtTop = true
  #refreshTimer: ReturnType<typeof setTimeout> | undefined = undefined
  /** Deleted here, not yet confirmed by the feed. */
  #removing: readonly string[] = []

  readonly #queue = createFrameQueue({
    apply: (group) => this.#applyGroup(group),
    isPaused: () => this.#load.status === 'loading',
    drawn: tick,
  })
  readonly #client: MailboxClient
  readonly #say: (sentence: string) => void

  constructor(client: MailboxClient, say: (sentence: string) => void) {
    this.#client = client
    this.#say = say
  }

  get rows(): Rows {
    return this.#rows
  }

  get load(): LoadState {
    return this.#load
  }

  /** Why the last search was refused; the rows are still those of the one before. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** All kept messages, whatever the list shows. */
  get total(): number {
    return this.#total
  }

  get unread(): number {
    return this.#unread
  }

  /** How many came in above what the reader looks at. */
  get fresh(): number {
    return this.#fresh
  }

  /** Every inbox that was seen in a message, by name. */
  get inboxes(): readonly string[] {
    return this.#inboxes
  }

  get announcement(): string {
    return this.#announcement
  }

  /** Whether the last change happened above what the reader looks at, which must stay in place. */
  get isAnchored(): boolean {
    return this.#isAnchored
  }

  async show(query: string): Promise<void> {
    this.#problem = undefined
    if (query === this.#query && this.#load.status === 'ready') {
      this.#ticket += 1
      return
    }
    await this.#start(query)
  }

  async reload(): Promise<void> {
    await this.#start(this.#query)
  }

  /** The view says what it shows; what is missing there is fetched. */
  async look(first: number, last: number, isAtTop: boolean): Promise<void> {
    this.#window = { first, last }
    this.#isAtTop = isAtTop
    if (isAtTop) this.#fresh = 0
    if (this.#isPaging || this.#load.status !== 'ready') return
    this.#isPaging = true
    try {
      await this.#fillWindow()
    } catch (error) {
      this.#say(sentenceOf(error))
    } finally {
      this.#isPaging = false
    }
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

  /** What to show when this one is gone: the next, or at the end the one before. */
  successorOf(id: string): string | undefined {
    return this.beside(id, 1) ?? this.beside(id, -1)
  }

  apply(frame: FeedFrame): void {
    switch (frame.Type) {
      case 'stats':
        this.#total = frame.Data.Total
        this.#unread = frame.Data.Unread
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
    }
  }

  async setRead(id: string, isRead: boolean): Promise<void> {
    this.noteRead(id, isRead)
    try {
      await (isRead ? this.#client.markRead([id]) : this.#client.markUnread([id]))
    } catch (error) {
      this.noteRead(id, !isRead)
      this.#say(sentenceOf(error))
    }
  }

  /** Shows what the server already knows, as opening a message marks it read. */
  noteRead(id: string, isRead: boolean): void {
    const row = this.find(id)
    if (row && row.Read !== isRead) this.#unread = Math.max(0, this.#unread + (isRead ? -1 : 1))
    this.#rows = patched(this.#rows, id, { Read: isRead })
  }

  async remove(id: string): Promise<void> {
    const removed = this.find(id)
    this.#removing = [...this.#removing, id]
    if (removed) this.#forget(removed)
    try {
      await this.#client.deleteMessages([id])
    } catch (error) {
      this.#confirmRemoval(id)
      if (removed) this.#remember(removed)
      this.#say(sentenceOf(error))
    }
  }

  /** Everything that the list shows: all mail, or all that the search matches. */
  async removeListed(): Promise<void> {
    const before = { rows: this.#rows, total: this.#total, unread: this.#unread }
    this.#isAnchored = false
    this.#rows = []
    if (this.#query === '') this.#total = this.#unread = 0
    try {
      if (this.#query === '') await this.#client.deleteAll()
      else await this.#client.deleteMatching(this.#query)
    } catch (error) {
      this.#rows = before.rows
      this.#total = before.total
      this.#unread = before.unread
      this.#say(sentenceOf(error))
    }
  }

  async #start(query: string): Promise<void> {
    const ticket = ++this.#ticket
    this.#load = { status: 'loading' }
    try {
      const page = await this.#fetch(query, 0)
      if (ticket !== this.#ticket) return
      this.#query = query
      this.#isAnchored = false
      this.#fresh = 0
      this.#restart(page)
      this.#load = { status: 'ready' }
    } catch (error) {
      if (ticket !== this.#ticket) return
      this.#fail(error)
    }
    void this.#queue.flush()
  }

  #fail(error: unknown): void {
    const reason = sentenceOf(error)
    if (isInvalidQuery(error)) {
      this.#problem = reason
      this.#load = { status: 'ready' }
    } else {
      this.#load = { status: 'failed', reason }
    }
  }

  #fetch(query: string, start: number): Promise<MessageList> {
    const page = { start, limit: pageSize }
    return query === '' ? this.#client.messages(page) : this.#client.search(query, page)
  }

  #restart(page: MessageList): void {
    this.#drift = 0
    this.#rows = fromPage(page)
    this.#count(page)
  }

  #count(page: MessageList): void {
    this.#total = page.total
    this.#unread = page.unread
    this.#noteInboxes(page.messages)
  }

  #noteInboxes(messages: readonly MessageSummary[]): void {
    this.#inboxes = inboxesOf(this.#inboxes, messages)
  }

  async #fillWindow(): Promise<void> {
    for (;;) {
      const gap = firstGap(this.#rows, this.#window.first, this.#window.last)
      if (gap === undefined) return
      const ticket = this.#ticket
      const aligned = Math.floor(gap / pageSize) * pageSize
      const page = await this.#fetch(this.#query, Math.max(0, aligned + this.#drift))
      if (ticket !== this.#ticket) return
      const rows = placed(this.#rows, page)
      this.#drift = page.messages_count - this.#rows.length
      if (rows === undefined || rows[gap] === undefined) this.#restart(page)
      else this.#rows = rows
      this.#noteInboxes(page.messages)
    }
  }

  #applyGroup(group: readonly LoggedFrame[]): void {
    const news = group.filter((frame) => frame.Type === 'new')
    if (news.length > 0) this.#takeNew(news)
    for (const frame of group) {
      if (frame.Type === 'update') this.#takeUpdate(frame)
      if (frame.Type === 'delete') this.#takeDelete(frame.Data.ID, frame.Data.Evicted === true)
      if (frame.Type === 'truncate') this.#takeTruncate()
      if (frame.Type === 'prune') this.#refreshSoon()
    }
  }

  #takeNew(frames: readonly NewFrame[]): void {
    const messages = frames.map((frame) => frame.Data).reverse()
    this.#noteInboxes(messages)
    if (this.#query !== '') {
      this.#total += messages.length
      this.#unread += messages.filter(({ Read }) => !Read).length
      this.#refreshSoon()
      return
    }
    const added = this.#prepend(messages)
    this.#total += added.length
    this.#unread += added.filter(({ Read }) => !Read).length
  }

  #prepend(messages: readonly MessageSummary[]): readonly MessageSummary[] {
    const rows = prepended(this.#rows, messages)
    const count = rows.length - this.#rows.length
    if (count === 0) return []
    this.#isAnchored = !this.#isAtTop
    this.#rows = rows
    if (!this.#isAtTop) this.#fresh += count
    const added = rows.slice(0, count).filter((row) => row !== undefined)
    this.#announcement = announcementOf(added)
    return added
  }

  #takeUpdate({ Data }: Extract<FeedFrame, { Type: 'update' }>): void {
    if (Data.Read !== undefined) this.noteRead(Data.ID, Data.Read)
    if (Data.Tags !== undefined) {
      this.#rows = patched(this.#rows, Data.ID, { Tags: Data.Tags })
    }
  }

  #takeDelete(id: string, isEvicted: boolean): void {
    if (this.#confirmRemoval(id)) return
    const row = this.find(id)
    if (row) this.#forget(row)
    else if (this.#query !== '') this.#total = Math.max(0, this.#total - 1)
    else if (isEvicted && this.#rows.length > 0) {
      // The oldest made room: the end of the list, also where it was never scrolled to.
      this.#isAnchored = false
      this.#rows = this.#rows.slice(0, -1)
      this.#total = Math.max(0, this.#total - 1)
    } else this.#refreshSoon()
  }

  #takeTruncate(): void {
    this.#isAnchored = false
    this.#rows = []
    this.#total = this.#unread = this.#fresh = 0
  }

  #forget(message: MessageSummary): void {
    this.#isAnchored = this.indexOf(message.ID) < this.#window.first
    this.#rows = without(this.#rows, message.ID)
    this.#total = Math.max(0, this.#total - 1)
    if (!message.Read) this.#unread = Math.max(0, this.#unread - 1)
  }

  #confirmRemoval(id: string): boolean {
    const others = this.#removing.filter((removing) => removing !== id)
    const isOurs = others.length < this.#removing.length
    this.#removing = others
    return isOurs
  }

  #remember(message: MessageSummary): void {
    this.#isAnchored = false
    this.#rows = restored(this.#rows, message)
    this.#total += 1
    if (!message.Read) this.#unread += 1
  }

  #refreshSoon(): void {
    if (this.#refreshTimer !== undefined) return
    this.#refreshTimer = setTimeout(() => void this.#refresh(), refreshMs)
  }

  /** Asks again for what is on the screen, because the feed alone does not say what the list is now. */
  async #refresh(): Promise<void> {
    this.#refreshTimer = undefined
    const ticket = this.#ticket
    try {
      const top = await this.#fetch(this.#query, 0)
      if (ticket !== this.#ticket) return
      this.#takeTop(top)
      this.#count(top)
    } catch (error) {
      this.#say(sentenceOf(error))
    }
    await this.look(this.#window.first, this.#window.last, this.#isAtTop)
  }

  /** Adds what is newer. Rows that no longer match stay until the list is opened again. */
  #takeTop(top: MessageList): void {
    const newest = this.#rows[0]
    const fresh = top.messages.filter((message) => !newest || message.Seq > newest.Seq)
    const hasShrunk = top.messages_count < this.#rows.length + fresh.length
    const isSearch = this.#query !== ''
    if (fresh.length === top.messages.length || (hasShrunk && !isSearch)) {
      if (fresh.length > 0) this.#announcement = announcementOf(fresh)
      this.#isAnchored = false
      this.#restart(top)
    } else {
      this.#prepend(fresh)
      this.#drift = top.messages_count - this.#rows.length
    }
  }
}

function announcementOf(messages: readonly MessageSummary[]): string {
  const [only] = messages
  if (messages.length === 1 && only) return `New message: ${only.Subject || 'no subject'}`
  return `${messages.length} new messages`
}

export const [useMailbox, provideMailbox] = createContext<Mailbox>()
