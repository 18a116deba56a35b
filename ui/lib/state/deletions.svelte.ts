import type { Client } from '../../../client/http.ts'
import { sentenceOf } from '../api/problems.ts'
import type { Confirmations } from './feed-changes.ts'
import { byId, difference, idSet, idsOf } from './ids.ts'
import type { Listing } from './listing.svelte.ts'
import type { Overview } from './overview.svelte.ts'
import type { Change } from './rows.ts'

/** What is known of a deleted message: enough to keep the counts true. */
export interface Deleted {
  readonly ID: string
  readonly Read: boolean
  readonly Inboxes: readonly string[]
}

/** What was deleted with one key or click, and can be taken back as one. */
interface Deletion {
  ids: readonly string[]
  timer: ReturnType<typeof setTimeout> | undefined
}

export interface DeletionsOptions {
  /** Its requests must outlive the page. */
  readonly client: Pick<Client, 'deleteMessages'>
  readonly listing: Listing
  readonly overview: Overview
  readonly drawn: () => Promise<void>
  readonly say: (sentence: string) => void
}

/** How long a deletion can be taken back. */
export const undoMs = 5_000

/** Messages that wait to be sent; a request that outlives its page may have 64 KiB. */
export const heldMax = 2_000

/**
 * What the reader deletes is out of sight at once, and sent a little later unless it is taken back. Until
 * the server says that it is gone, the list still has it, only hidden.
 */
export class Deletions implements Confirmations {
  #hidden = $state.raw<ReadonlyMap<string, Deleted>>(byId<Deleted>([]))
  #held = $state.raw<readonly Deletion[]>([])
  /** Sent and answered, not yet told by the feed. */
  readonly #awaited = idSet()
  #isPaused = false
  readonly #options: DeletionsOptions

  /** How many messages can still be taken back, and in how many steps. */
  readonly heldCount = $derived(this.#held.reduce((sum, { ids }) => sum + ids.length, 0))
  readonly steps = $derived(this.#held.length)
  readonly hidden = $derived([...this.#hidden.values()])
  readonly unread = $derived(this.hidden.filter(({ Read }) => !Read).length)

  constructor(options: DeletionsOptions) {
    this.#options = options
  }

  async add(messages: readonly Deleted[]): Promise<void> {
    const fresh = messages.filter(({ ID }) => !this.#hidden.has(ID))
    if (fresh.length === 0) return
    // What was deleted before makes room, and can no longer be taken back.
    while (this.#held.length > 0 && this.heldCount + fresh.length > heldMax) this.#sendFirst()
    const deletion: Deletion = { ids: fresh.map(({ ID }) => ID), timer: undefined }
    this.#held = [...this.#held, deletion]
    if (!this.#isPaused) this.#start(deletion)
    await this.#show(byId([...this.hidden, ...fresh]))
  }

  /** Takes the last deletion back; returns what is there again, if the server still has it. */
  async undo(): Promise<readonly string[]> {
    const last = this.#held.at(-1)
    if (last === undefined) return []
    this.#release(last)
    await this.#show(this.#hiddenWithout(last.ids))
    return last.ids
  }

  /** While somebody is about to take it back, the time stands still. */
  pause(): void {
    this.#isPaused = true
    for (const { timer } of this.#held) clearTimeout(timer)
  }

  resume(): void {
    this.#isPaused = false
    for (const deletion of this.#held) this.#start(deletion)
  }

  /** Sends everything now: nobody will be here to take it back. */
  async sendAll(): Promise<void> {
    if (this.#held.length > 0) await this.#send(this.#held)
  }

  takeConfirmations(ids: readonly string[]): readonly string[] {
    const hidden = ids.filter((id) => this.#hidden.has(id))
    if (hidden.length > 0) this.#drop(hidden)
    const known = idSet(hidden)
    return ids.filter((id) => !known.has(id) && !this.#awaited.delete(id))
  }

  noteChanges(changes: ReadonlyMap<string, Change>): void {
    if (!this.hidden.some(({ ID }) => changes.has(ID))) return
    this.#hidden = byId(
      this.hidden.map((one) => ({ ...one, Read: changes.get(one.ID)?.Read ?? one.Read })),
    )
  }

  #start(deletion: Deletion): void {
    clearTimeout(deletion.timer)
    deletion.timer = setTimeout(() => {
      // Svelte shows a teardown what was held before it: a time may start that is over.
      if (this.#held.includes(deletion)) void this.#send([deletion])
    }, undoMs)
  }

  #sendFirst(): void {
    const [first] = this.#held
    if (first) void this.#send([first])
  }

  async #send(deletions: readonly Deletion[]): Promise<void> {
    for (const deletion of deletions) this.#release(deletion)
    const ids = deletions.flatMap((deletion) => deletion.ids)
    try {
      await this.#options.client.deleteMessages(ids)
    } catch (error) {
      await this.#show(this.#hiddenWithout(ids))
      this.#options.say(sentenceOf(error))
      return
    }
    const unconfirmed = ids.filter((id) => this.#hidden.has(id))
    for (const id of unconfirmed) this.#awaited.add(id)
    this.#drop(unconfirmed)
  }

  /** It is sent, taken back, or gone: in any case no longer held. */
  #release(deletion: Deletion): void {
    clearTimeout(deletion.timer)
    this.#held = this.#held.filter((one) => one !== deletion)
  }

  /** They are gone: nothing changes on the screen. */
  #drop(ids: readonly string[]): void {
    const { listing, overview } = this.#options
    const gone = idSet(ids)
    const listed = idsOf(listing.forget(gone))
    overview.remove(this.hidden.filter(({ ID }) => gone.has(ID) && !listed.has(ID)))
    this.#hidden = this.#hiddenWithout(ids)
    listing.hide(idSet(this.#hidden.keys()))
    for (const deletion of this.#held) {
      deletion.ids = deletion.ids.filter((id) => !gone.has(id))
      if (deletion.ids.length === 0) clearTimeout(deletion.timer)
    }
    this.#held = this.#held.filter((deletion) => deletion.ids.length > 0)
  }

  /** First what is above the reader, then the rest: the list stays in place by its change in length. */
  async #show(hidden: ReadonlyMap<string, Deleted>): Promise<void> {
    const { listing, drawn } = this.#options
    const before = idSet(this.#hidden.keys())
    const above = listing.above(difference(before, idSet(hidden.keys())))
    this.#hidden = hidden
    if (above.size > 0) {
      listing.hide(difference(before, above))
      await drawn()
    }
    // What else was deleted meanwhile is hidden as well.
    listing.hide(idSet(this.#hidden.keys()))
  }

  #hiddenWithout(ids: readonly string[]): ReadonlyMap<string, Deleted> {
    const gone = idSet(ids)
    return byId(this.hidden.filter(({ ID }) => !gone.has(ID)))
  }
}
