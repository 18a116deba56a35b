import type { Location } from '../lib/state/location.svelte.ts'
import type { Mailbox } from '../lib/state/mailbox.svelte.ts'
import type { OpenMessage } from '../lib/state/open-message.svelte.ts'
import type { Route } from '../lib/state/route.ts'

/** The rows as far as the cursor moves through them. */
export interface RowPane {
  reveal(id: string): void
  focusRow(id: string): Promise<void>
}

export interface CursorOptions {
  readonly location: Location
  readonly mailbox: Mailbox
  readonly open: OpenMessage
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
    if (id === undefined) {
      open.close()
    } else {
      this.#id = id
      void open.open(id)
    }
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
    const { mailbox, open } = this.#options
    const id = this.#route.id ?? this.#id
    if (id === undefined) return
    const isOpen = open.message?.ID === id
    const isRead = isOpen ? open.isRead : (mailbox.find(id)?.Read ?? false)
    if (isOpen) open.noteRead(!isRead)
    void mailbox.setRead(id, !isRead)
  }

  /** The next message takes the place, and with it the focus if a row had it. */
  remove(): void {
    const { mailbox } = this.#options
    const isMessageShown = this.#route.id !== undefined
    const id = this.#route.id ?? this.#id
    if (id === undefined) return
    const successor = mailbox.successorOf(id)
    const hadFocus = isFocusInList()
    void mailbox.remove(id)
    this.#id = successor
    if (isMessageShown) {
      if (successor === undefined) this.back()
      else this.#openMessage(successor)
    }
    if (successor !== undefined && (hadFocus || !isMessageShown)) this.#focusRow(successor)
    else this.#options.onfocuslost()
  }

  removeListed(): void {
    const { location, mailbox } = this.#options
    void mailbox.removeListed()
    this.#id = undefined
    if (this.#route.id !== undefined) location.go({ list: this.#route.list })
    this.#options.onfocuslost()
  }

  back(): void {
    const { list, id } = this.#route
    if (id === undefined) return
    this.#options.location.go({ list })
    this.#focusRow(id)
  }

  get #route(): Route {
    return this.#options.location.route
  }

  get #rowPane(): RowPane | undefined {
    return this.#options.rowPane()
  }

  #focusRow(id: string): void {
    void this.#rowPane?.focusRow(id)
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
