import type { MessageList, MessageSummary } from '../../../server/contract/message.ts'
import { inboxesOf } from './rows.ts'

export interface Counts {
  readonly total: number
  readonly unread: number
}

/** What is known of all kept mail, whatever the list shows: how much, how much unread, for whom. */
export class Overview {
  #total = $state(0)
  #unread = $state(0)
  #inboxes = $state.raw<readonly string[]>([])

  get total(): number {
    return this.#total
  }

  get unread(): number {
    return this.#unread
  }

  /** Every inbox that was seen in a message, by name. */
  get inboxes(): readonly string[] {
    return this.#inboxes
  }

  /** What the server counted takes the place of what was counted here. */
  set({ total, unread }: Counts): void {
    this.#total = total
    this.#unread = unread
  }

  takePage({ total, unread, messages }: MessageList): void {
    this.set({ total, unread })
    this.noteInboxes(messages)
  }

  noteInboxes(messages: readonly MessageSummary[]): void {
    this.#inboxes = inboxesOf(this.#inboxes, messages)
  }

  add(messages: readonly MessageSummary[]): void {
    this.#total += messages.length
    this.#unread += messages.filter(({ Read }) => !Read).length
  }

  remove(message: MessageSummary): void {
    this.removeUnseen()
    if (!message.Read) this.noteRead(true)
  }

  /** A message went of which nothing is known here, not even whether it was read. */
  removeUnseen(): void {
    this.#total = Math.max(0, this.#total - 1)
  }

  /** One message became read, or unread again. */
  noteRead(isRead: boolean): void {
    this.#unread = Math.max(0, this.#unread + (isRead ? -1 : 1))
  }
}
