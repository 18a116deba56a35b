import { limits } from '../limits.ts'
import { sortTags, tagKey } from './clean-tag.ts'

/** Every tag that a message carries, and how many do. A tag exists as long as one does. */
export interface TagIndex {
  /** Tag → messages, in the order in which tags are shown. */
  readonly counts: ReadonlyMap<string, number>
  /** The tag of that name, in whatever case, as it is spelt. */
  find(name: string): string | undefined
  /** Whether all of the names can be tags: of new ones there may be only so many. */
  hasRoomFor(names: readonly string[]): boolean
  /** The names as they are spelt here already, each once, in order; new ones only while there is room. */
  spell(names: readonly string[]): readonly string[]
  /** A message carries these from now on; they are spelt as here. */
  add(tags: readonly string[]): void
  /** A message carries them no more. */
  remove(tags: readonly string[]): void
  /** `to` is what `from` was, on as many messages. */
  rename(from: string, to: string): void
  /** No message carries it any more. */
  drop(tag: string): void
}

export function createTagIndex(): TagIndex {
  const spelling = new Map<string, string>()
  const counted = new Map<string, number>()
  let shown: ReadonlyMap<string, number> | undefined

  function setCount(tag: string, count: number): void {
    shown = undefined
    if (!counted.has(tag)) spelling.set(tagKey(tag), tag)
    counted.set(tag, count)
  }

  function drop(tag: string): void {
    shown = undefined
    spelling.delete(tagKey(tag))
    counted.delete(tag)
  }

  return {
    get counts() {
      return (shown ??= new Map(
        sortTags(counted.keys()).map((tag) => [tag, counted.get(tag) ?? 0]),
      ))
    },
    find: (name) => spelling.get(tagKey(name)),
    hasRoomFor(names) {
      const unknown = names.filter((name) => !spelling.has(tagKey(name)))
      return counted.size + unknown.length <= limits.tagsMax
    },
    spell(names) {
      const spelt = new Map<string, string>()
      let room = limits.tagsMax - counted.size
      for (const name of names) {
        const key = tagKey(name)
        const known = spelling.get(key)
        if (spelt.has(key) || (known === undefined && room === 0)) continue
        spelt.set(key, known ?? name)
        if (known === undefined) room -= 1
      }
      return sortTags(spelt.values())
    },
    add(tags) {
      for (const tag of tags) setCount(tag, (counted.get(tag) ?? 0) + 1)
    },
    remove(tags) {
      for (const tag of tags) {
        const left = (counted.get(tag) ?? 0) - 1
        if (left > 0) setCount(tag, left)
        else drop(tag)
      }
    },
    rename(from, to) {
      const count = counted.get(from) ?? 0
      drop(from)
      setCount(to, count)
    },
    drop,
  }
}
