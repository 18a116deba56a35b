import type { MessageList } from '../../../server/contract/message.ts'

export interface Counts {
  readonly total: number
  readonly unread: number
}

/** How much mail the server keeps, whatever the list shows, and how much of it is unread. */
export class Overview {
  #total = $state(0)
  #unread = $state(0)

  get total(): number {
    return this.#total
  }

  get unread(): number {
    return this.#unread
  }

  /** What the server counted takes the place of what was counted here. */
  set({ total, unread }: Counts): void {
    this.#total = total
    this.#unread = unread
  }

  takePage({ total, unread }: MessageList): void {
    this.set({ total, unread })
  }

  add(messages: readonly { readonly Read: boolean }[]): void {
    this.#total += messages.length
    this.#unread += messages.filter(({ Read }) => !Read).length
  }

  remove(messages: readonly { readonly Read: boolean }[]): void {
    this.removeUnseen(messages.length)
    this.addUnread(-messages.filter(({ Read }) => !Read).length)
  }

  /** Messages went of which nothing is known here, not even whether they were read. */
  removeUnseen(count: number): void {
    this.#total = Math.max(0, this.#total - count)
  }

  /** So many more are unread; fewer when negative. */
  addUnread(count: number): void {
    this.#unread = Math.max(0, this.#unread + count)
  }
}
