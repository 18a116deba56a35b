import type { Client } from '../../../client/http.ts'
import { sentenceOf } from '../api/problems.ts'
import type { Listing } from './listing.svelte.ts'
import type { Overview } from './overview.svelte.ts'

export type OwnChangesClient = Pick<
  Client,
  'markRead' | 'markUnread' | 'deleteMessages' | 'deleteAll' | 'deleteMatching'
>

/** What the reader changes: shown at once, and taken back when the server refuses. */
export interface OwnChanges {
  setRead(id: string, isRead: boolean): Promise<void>
  remove(id: string): Promise<void>
  /** Everything that the query matches; an empty one is every message. */
  removeMatching(query: string): Promise<void>
  /** Whether the message was deleted here, so that the list has lost it already. Says so once. */
  takeConfirmation(id: string): boolean
}

export interface OwnChangesOptions {
  readonly client: OwnChangesClient
  readonly listing: Listing
  readonly overview: Overview
  readonly say: (sentence: string) => void
}

export function createOwnChanges(options: OwnChangesOptions): OwnChanges {
  const { client, listing, overview, say } = options
  /** Deleted here, not yet confirmed by the feed. */
  const removing = new Set<string>()

  return {
    async setRead(id, isRead) {
      listing.noteRead(id, isRead)
      try {
        await (isRead ? client.markRead([id]) : client.markUnread([id]))
      } catch (error) {
        listing.noteRead(id, !isRead)
        say(sentenceOf(error))
      }
    },
    async remove(id) {
      const removed = listing.find(id)
      removing.add(id)
      if (removed) listing.forget(removed)
      try {
        await client.deleteMessages([id])
      } catch (error) {
        removing.delete(id)
        if (removed) listing.remember(removed)
        say(sentenceOf(error))
      }
    },
    async removeMatching(query) {
      const before = listing.snapshot()
      listing.clear()
      if (query === '') overview.set({ total: 0, unread: 0 })
      try {
        await (query === '' ? client.deleteAll() : client.deleteMatching(query))
      } catch (error) {
        listing.goBackTo(before)
        say(sentenceOf(error))
      }
    },
    takeConfirmation: (id) => removing.delete(id),
  }
}
