import type { MessageSummary } from '../../../server/contract/message.ts'
import { sentenceOf } from '../api/problems.ts'
import { isEviction } from './frames.ts'
import type { FrameGroup, FrameOf, ListFrame } from './frames.ts'
import type { Listing } from './listing.svelte.ts'
import type { Overview } from './overview.svelte.ts'
import type { Pages } from './pages.ts'
import type { Change } from './rows.ts'

/** What the feed says has changed, applied to the rows and the counts. */
export interface FeedChanges {
  apply(group: FrameGroup): Promise<void>
  /** Asks what the list is now, where the feed alone does not say it. */
  refreshSoon(): void
}

/** What the feed says of messages that the reader has deleted here. */
export interface Confirmations {
  /** These are gone on the server; returns those that were not deleted here. */
  takeConfirmations(ids: readonly string[]): readonly string[]
  noteChanges(changes: ReadonlyMap<string, Change>): void
}

export interface FeedChangesOptions {
  readonly pages: Pages
  readonly listing: Listing
  readonly overview: Overview
  readonly own: Confirmations
  /** Called when rows that were not fetched may have come into sight. */
  readonly onmoved: () => Promise<void>
  readonly drawn: () => Promise<void>
  readonly say: (sentence: string) => void
}

const refreshMs = 150

export function createFeedChanges(options: FeedChangesOptions): FeedChanges {
  const { pages, listing, overview, own, onmoved, drawn, say } = options
  let refreshTimer: ReturnType<typeof setTimeout> | undefined

  function takeNew(messages: readonly MessageSummary[]): void {
    if (pages.query() === '') {
      overview.add(listing.prepend(messages))
    } else {
      overview.add(messages)
      refreshSoon()
    }
  }

  function takeUpdates(frames: readonly FrameOf<'update'>[]): void {
    const changes = new Map<string, Change>()
    for (const { Data } of frames) {
      const { ID, Read, Tags } = Data
      const change = {
        ...(Read === undefined ? {} : { Read }),
        ...(Tags === undefined ? {} : { Tags }),
      }
      changes.set(ID, { ...changes.get(ID), ...change })
    }
    own.noteChanges(changes)
    listing.patch(changes)
  }

  async function takeDeletes(ids: readonly string[], areEvicted: boolean): Promise<void> {
    const others = new Set(own.takeConfirmations(ids))
    const above = listing.above(others)
    if (above.size > 0 && above.size < others.size) {
      // The list stays in place by its change in length: first what is above the reader, then the rest.
      listing.forget(above).forEach(({ ID }) => others.delete(ID))
      await drawn()
    }
    const unseen = others.size - listing.forget(others).length
    if (unseen > 0) takeUnseenDeletes(unseen, areEvicted)
  }

  function takeUnseenDeletes(count: number, areEvicted: boolean): void {
    if (pages.query() !== '') overview.removeUnseen(count)
    else if (areEvicted) listing.dropOldest(count)
    else refreshSoon()
  }

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
    refreshSoon,
    async apply(group) {
      const [first] = group
      switch (first.Type) {
        case 'new':
          takeNew(
            ofType(group, 'new')
              .map(({ Data }) => Data)
              .reverse(),
          )
          return
        case 'update':
          takeUpdates(ofType(group, 'update'))
          return
        case 'delete':
          await takeDeletes(
            ofType(group, 'delete').map(({ Data }) => Data.ID),
            isEviction(first),
          )
          return
        case 'truncate':
          listing.clear()
          overview.set({ total: 0, unread: 0 })
          return
        case 'prune':
          refreshSoon()
          return
        case 'stats':
          for (const { Data } of ofType(group, 'stats')) {
            overview.set({ total: Data.Total, unread: Data.Unread })
          }
      }
    },
  }
}

function ofType<Type extends ListFrame['Type']>(
  group: readonly ListFrame[],
  type: Type,
): readonly FrameOf<Type>[] {
  return group.filter((frame): frame is FrameOf<Type> => frame.Type === type)
}
