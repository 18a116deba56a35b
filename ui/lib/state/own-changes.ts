import type { Client } from '../../../client/http.ts'
import { sentenceOf } from '../api/problems.ts'
import { changing, idSet } from './ids.ts'
import type { Listing } from './listing.svelte.ts'
import type { Overview } from './overview.svelte.ts'

export type OwnChangesClient = Pick<
  Client,
  | 'markRead'
  | 'markUnread'
  | 'markAllRead'
  | 'markAllUnread'
  | 'markMatchingRead'
  | 'markMatchingUnread'
  | 'deleteAll'
  | 'deleteMatching'
>

/** What the reader changes: shown at once, and taken back when the server refuses. */
export interface OwnChanges {
  setRead(ids: readonly string[], isRead: boolean): Promise<void>
  /** Everything that the query matches, fetched or not; an empty one is every message. */
  setMatchingRead(query: string, isRead: boolean): Promise<void>
  removeMatching(query: string): Promise<void>
}

export interface OwnChangesOptions {
  readonly client: OwnChangesClient
  readonly listing: Listing
  readonly overview: Overview
  readonly say: (sentence: string) => void
}

export function createOwnChanges(options: OwnChangesOptions): OwnChanges {
  const { client, listing, overview, say } = options

  /** Shows it at once; where the server refuses, each message is again what it was. */
  async function showRead(
    ids: readonly string[],
    isRead: boolean,
    send: () => Promise<void>,
  ): Promise<void> {
    const known = listing.kept(idSet(ids)).filter(({ Read }) => Read !== isRead)
    const changed = known.map(({ ID }) => ID)
    listing.patch(changing(changed, { Read: isRead }))
    try {
      await send()
    } catch (error) {
      listing.patch(changing(changed, { Read: !isRead }))
      say(sentenceOf(error))
    }
  }

  return {
    setRead: (ids, isRead) =>
      showRead(ids, isRead, () => (isRead ? client.markRead(ids) : client.markUnread(ids))),
    setMatchingRead(query, isRead) {
      const fetched = listing.rows.flatMap((row) => (row === undefined ? [] : [row.ID]))
      return showRead(fetched, isRead, () => sendMatchingRead(client, query, isRead))
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
  }
}

function sendMatchingRead(client: OwnChangesClient, query: string, isRead: boolean): Promise<void> {
  if (query === '') return isRead ? client.markAllRead() : client.markAllUnread()
  return isRead ? client.markMatchingRead(query) : client.markMatchingUnread(query)
}
