import type { MessageSummary } from '../../../server/contract/message.ts'
import { sentenceOf } from '../api/problems.ts'
import type { LoggedFrame } from './frames.ts'
import type { Listing } from './listing.svelte.ts'
import type { Overview } from './overview.svelte.ts'
import type { OwnChanges } from './own-changes.ts'
import type { Pages } from './pages.ts'

/** What the feed says has changed, applied to the rows and the counts. */
export interface FeedChanges {
  apply(group: readonly LoggedFrame[]): void
}

export interface FeedChangesOptions {
  readonly pages: Pages
  readonly listing: Listing
  readonly overview: Overview
  readonly own: Pick<OwnChanges, 'takeConfirmation'>
  /** Called when rows that were not fetched may have come into sight. */
  readonly onmoved: () => Promise<void>
  readonly say: (sentence: string) => void
}

const refreshMs = 150

export function createFeedChanges(options: FeedChangesOptions): FeedChanges {
  const { pages, listing, overview, own, onmoved, say } = options
  let refreshTimer: ReturnType<typeof setTimeout> | undefined

  function applyOne(frame: Exclude<LoggedFrame, { Type: 'new' }>): void {
    switch (frame.Type) {
      case 'update':
        if (frame.Data.Read !== undefined) listing.noteRead(frame.Data.ID, frame.Data.Read)
        if (frame.Data.Tags !== undefined) listing.noteTags(frame.Data.ID, frame.Data.Tags)
        return
      case 'delete':
        takeDelete(frame.Data.ID, frame.Data.Evicted === true)
        return
      case 'truncate':
        listing.clear()
        overview.set({ total: 0, unread: 0 })
        return
      case 'prune':
        refreshSoon()
    }
  }

  function takeNew(messages: readonly MessageSummary[]): void {
    overview.noteInboxes(messages)
    if (pages.query() === '') {
      overview.add(listing.prepend(messages))
    } else {
      overview.add(messages)
      refreshSoon()
    }
  }

  function takeDelete(id: string, isEvicted: boolean): void {
    if (own.takeConfirmation(id)) return
    const row = listing.find(id)
    if (row) listing.forget(row)
    else if (pages.query() !== '') overview.removeUnseen()
    else if (isEvicted && listing.rows.length > 0) listing.dropOldest()
    else refreshSoon()
  }

  /** The feed alone does not always say what the list is now. */
  function refreshSoon(): void {
    refreshTimer ??= setTimeout(() => void refresh(), refreshMs)
  }

  async function refresh(): Promise<void> {
    refreshTimer = undefined
    try {
      const top = await pages.at(0)
      if (top === undefined) return
      listing.takeTop(top, pages.query() !== '')
    } catch (error) {
      say(sentenceOf(error))
    }
    await onmoved()
  }

  return {
    apply(group) {
      const news = group.filter((frame) => frame.Type === 'new')
      if (news.length > 0) takeNew(news.map((frame) => frame.Data).reverse())
      for (const frame of group) if (frame.Type !== 'new') applyOne(frame)
    },
  }
}
