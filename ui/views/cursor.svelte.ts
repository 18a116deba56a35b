import { tick } from 'svelte'
import type { Location } from '../lib/state/location.svelte.ts'
import type { Mailbox } from '../lib/state/mailbox.svelte.ts'
import type { OpenMessage } from '../lib/state/open-message.svelte.ts'
import { queryOf } from '../lib/state/route.ts'
import type { Route } from '../lib/state/route.ts'
import type { Selection } from '../lib/state/selection.svelte.ts'

/** The rows as far as the cursor moves through them. */
export interface RowPane {
  reveal(id: string): void
  focusRow(id: string): Promise<void>
}

export interface CursorOptions {
  readonly location: Location
  readonly mailbox: Mailbox
  readonly open: OpenMessage
  readonly selection: Selection
  /** What is not in sight goes for good, so it is asked about. */
  readonly askToRemoveListed: () => void
  /** Absent as long as there is no list on the screen. */
  readonly rowPane: () => RowPane | undefined
  /** Whether there is room for one pane only; then moving through the list opens nothing. */
  readonly isOnePane: () => boolean
  /** Something went that may have had the focus. */
  readonly onfocuslost: () => void
}

const restMs = 120

/** The row that keys act on; while one runs through the list it is ahead of the open message. */
export class Cursor {
  #id = $state<string>()
  #restTimer: ReturnType<typeof setTimeout> | undefined
  /** The list whose newest message was asked for, while the address says `latest`. */
  #latestOf: string | undefined
  readonly #options: CursorOptions

  constructor(options: CursorOptions) {
    this.#options = options
  }

  get id(): string | undefined {
    return this.#id
  }

  /** The address says which message is open, if one is. */
  follow(id: string | undefined): void {
    const { open } = this.#options
    clearTimeout(this.#restTimer)
    if (id === 'latest') {
      this.#followLatest()
      return
    }
    this.#latestOf = undefined
    if (id === undefined) {
      open.close()
    } else {
      this.#id = id
      void open.open(id)
    }
  }

  /** A message that came in opens by itself; `/view/latest` stays the address of the newest one. */
  openNew(id: string): void {
    this.#id = id
    if (this.#route.id === 'latest') void this.#options.open.open(id)
    else this.#openMessage(id)
  }

  openRow(): void {
    if (this.#id !== undefined) this.#openMessage(this.#id)
  }

  /** From the search to what it found. */
  enterList(): void {
    const id = this.#options.mailbox.beside(undefined, 0)
    if (id === undefined) return
    this.#id = id
    this.#focusRow(id)
  }

  /** A key held down runs through the list; the message opens where it comes to rest. */
  move(step: number, isRepeat: boolean): void {
    const { mailbox, isOnePane } = this.#options
    const id = mailbox.beside(this.#id, step)
    if (id === undefined || id === this.#id) return
    this.#id = id
    clearTimeout(this.#restTimer)
    this.#rowPane?.reveal(id)
    if (isOnePane() && this.#route.id === undefined) this.#focusRow(id)
    else if (isRepeat) this.#restTimer = setTimeout(() => this.#openMessage(id), restMs)
    else this.#openMessage(id)
    if (isFocusInList()) this.#focusRow(id)
  }

  toggleRead(): void {
    const { mailbox, open, selection } = this.#options
    if (!selection.isEmpty) {
      this.markSelected(selection.messages.some(({ Read }) => !Read))
      return
    }
    const id = this.#openId ?? this.#id
    if (id === undefined) return
    const isOpen = open.message?.ID === id
    const isRead = isOpen ? open.isRead : (mailbox.find(id)?.Read ?? false)
    if (isOpen) open.noteRead(!isRead)
    void mailbox.setRead([id], !isRead)
  }

  markSelected(isRead: boolean): void {
    const { mailbox, open, selection } = this.#options
    const ids = selection.messages.map(({ ID }) => ID)
    if (open.message && selection.has(open.message.ID)) open.noteRead(isRead)
    void (selection.isAll ? mailbox.setListedRead(isRead) : mailbox.setRead(ids, isRead))
  }

  /** Selects the row of the cursor, or no longer. */
  toggleSelected(): void {
    const id = this.#id ?? this.#options.mailbox.beside(undefined, 0)
    if (id === undefined) return
    this.#id = id
    this.#options.selection.toggle(id)
  }

  /** Selects the rows between the last one that was selected and that one. */
  async extendSelection(id = this.#id): Promise<void> {
    const { mailbox, selection } = this.#options
    const from = this.#id !== undefined && mailbox.find(this.#id) ? this.#id : undefined
    if (id !== undefined) await selection.extendTo(id, from)
  }

  /** The focus goes from the bar, which is gone then, to the rows. */
  clearSelection(): void {
    const { mailbox, selection } = this.#options
    const wasInBar = !isFocusKept()
    selection.clear()
    const id = mailbox.beside(this.#id, 0)
    if (wasInBar && id !== undefined) this.#focusRow(id)
  }

  /** The next message takes the place, and with it the focus if a row had it. */
  remove(): void {
    const { selection } = this.#options
    if (selection.isAll) {
      this.#options.askToRemoveListed()
      return
    }
    if (!selection.isEmpty) {
      this.#remove(selection.messages.map(({ ID }) => ID))
      selection.clear()
      return
    }
    const id = this.#openId ?? this.#id
    if (id !== undefined) this.#remove([id])
  }

  removeListed(): void {
    const { location, mailbox, selection } = this.#options
    selection.clear()
    void mailbox.removeListed()
    this.#id = undefined
    if (this.#route.id !== undefined) location.go({ list: this.#route.list })
  }

  /** One step out: of a selection, or else of the message. */
  leave(): void {
    if (this.#options.selection.isEmpty) this.back()
    else this.clearSelection()
  }

  back(): void {
    const { list, id } = this.#route
    if (id === undefined) return
    const row = this.#openId
    this.#options.location.go({ list })
    if (row !== undefined) this.#focusRow(row)
  }

  /** What was deleted last is there again, and the cursor with it. */
  async undo(): Promise<void> {
    const { mailbox } = this.#options
    const ids = await mailbox.deletions.undo()
    const id = mailbox.rows.find((row) => row !== undefined && ids.includes(row.ID))?.ID
    if (id === undefined) return
    this.#id = id
    if (this.#route.id !== undefined) this.#openMessage(id)
    this.#focusRow(id)
  }

  async undoAll(): Promise<void> {
    const { deletions } = this.#options.mailbox
    while (deletions.steps > 0) await this.undo()
  }

  #remove(ids: readonly string[]): void {
    const { mailbox } = this.#options
    const isMessageShown = this.#route.id !== undefined
    const isOpenRemoved = this.#openId !== undefined && ids.includes(this.#openId)
    const successor = mailbox.successorOf(ids)
    const hadFocus = isFocusInList() || !isFocusKept()
    void mailbox.remove(ids)
    if (!isMessageShown || isOpenRemoved) this.#id = successor
    if (isOpenRemoved) {
      if (successor === undefined) this.back()
      else this.#openMessage(successor)
    }
    if (successor !== undefined && (hadFocus || !isMessageShown)) this.#focusRow(successor)
    else this.#options.onfocuslost()
  }

  #followLatest(): void {
    const query = queryOf(this.#route.list)
    if (query === this.#latestOf) return
    this.#latestOf = query
    void this.#openLatest(query)
  }

  async #openLatest(query: string): Promise<void> {
    const { open } = this.#options
    await open.open('latest', query === '' ? {} : { query })
    if (open.state.status === 'ready' && this.#latestOf === query) this.#id = open.state.message.ID
  }

  /** The message that the address says is open. */
  get #openId(): string | undefined {
    const { id } = this.#route
    return id === 'latest' ? this.#options.open.message?.ID : id
  }

  get #route(): Route {
    return this.#options.location.route
  }

  get #rowPane(): RowPane | undefined {
    return this.#options.rowPane()
  }

  #focusRow(id: string): void {
    // Where the first message comes back, so does the list.
    void tick().then(() => this.#rowPane?.focusRow(id))
  }

  #openMessage(id: string): void {
    const { location } = this.#options
    // The tab and the colours of the preview stay while one goes through the mail.
    const next = { ...this.#route, id }
    if (this.#route.id === undefined) location.go(next)
    else location.replace(next)
  }
}

function isFocusInList(): boolean {
  return document.activeElement?.closest('[role="list"]') != null
}

/** The bar of a selection goes with it. */
function isFocusKept(): boolean {
  return document.activeElement?.closest('[role="toolbar"][aria-label="Selected messages"]') == null
}
