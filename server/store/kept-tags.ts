import type { EventLog } from '../core/event-log.ts'
import type { Message, MessageId } from '../core/message.ts'
import type { TagRenamed, TagsSet } from '../core/message-store.ts'
import { sortTags } from '../core/tags/clean-tag.ts'
import { createTagIndex } from '../core/tags/tag-index.ts'
import type { MessageIndex } from './message-index.ts'

/** The tags of the messages that a store in memory keeps. */
export interface KeptTags {
  readonly counts: ReadonlyMap<string, number>
  /** The tags that a message is to arrive with, as they are spelt here. */
  spell(names: readonly string[]): readonly string[]
  /** A message is there from now on. */
  arrive(message: Message): void
  /** A message is gone. */
  leave(message: Message): void
  set(ids: readonly MessageId[], names: readonly string[]): TagsSet
  rename(tag: string, name: string): TagRenamed
  remove(name: string): boolean
}

export function createKeptTags(kept: MessageIndex, log: EventLog): KeptTags {
  const index = createTagIndex()

  function change(message: Message, tags: readonly string[]): void {
    const { id, inboxes } = message
    // The new ones first: a tag among both keeps its spelling.
    index.add(tags)
    index.remove(message.tags)
    kept.replace({ ...message, tags })
    log.append({ type: 'updated', id, inboxes, tags })
  }

  /** One entry for all, however many they are. */
  function changeAll(tag: string, toTags: (tags: readonly string[]) => readonly string[]): void {
    for (const message of [...kept.all.walk('oldest')]) {
      const { tags } = message
      if (tags.includes(tag)) kept.replace({ ...message, tags: toTags(tags) })
    }
    log.append({ type: 'pruned' })
  }

  return {
    get counts() {
      return index.counts
    },
    spell: (names) => index.spell(names),
    arrive: ({ tags }) => index.add(tags),
    leave: ({ tags }) => index.remove(tags),
    set(ids, names) {
      const unknown = ids.find((id) => !kept.get(id))
      if (unknown !== undefined) return { type: 'unknown-message', id: unknown }
      if (ids.length > 0 && !index.hasRoomFor(names)) return { type: 'too-many-tags' }
      const tags = index.spell(names)
      const changing = [...new Set(ids)]
        .flatMap((id) => kept.get(id) ?? [])
        .filter((message) => !isSame(message.tags, tags))
        .sort((one, other) => one.seq - other.seq)
      for (const message of changing) change(message, tags)
      return { type: 'set', changed: changing.length }
    },
    rename(tag, name) {
      const known = index.find(tag)
      if (known === undefined) return 'unknown-tag'
      const taken = index.find(name)
      if (taken !== undefined && taken !== known) return 'name-taken'
      if (name === known) return 'renamed'
      index.rename(known, name)
      changeAll(known, (tags) => sortTags(tags.map((one) => (one === known ? name : one))))
      return 'renamed'
    },
    remove(name) {
      const known = index.find(name)
      if (known === undefined) return false
      index.drop(known)
      changeAll(known, (tags) => tags.filter((one) => one !== known))
      return true
    },
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((tag, at) => tag === others[at])
}
