import { fold } from '../search/fold.ts'

/**
 * What a name may be made of: letters and digits of any script with their marks, `-`, `_`, `.`, `@` and
 * single spaces. Mailpit lets the ASCII ones of them pass.
 */
const PIECE = /(?:[\p{L}\p{N}]\p{M}*|[-_.@])+/gu
/** Two tags that look the same must not be two. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu

/** The name as it is kept: whatever it may not have is a space. `''` when nothing is left. */
export function cleanTag(text: string): string {
  const visible = text.normalize('NFC').replaceAll(INVISIBLE, ' ')
  const name = (visible.match(PIECE) ?? []).join(' ')
  // `tags/..` is another place to whoever reads a URL.
  return /^\.+$/.test(name) ? '' : name
}

/** Names with the same key are one tag, as `tag:` finds it. */
export function tagKey(name: string): string {
  return fold(name)
}

/** Begins each word with a capital; the rest of it stays as it is. */
export function titleCase(name: string): string {
  return name.replaceAll(/(^|[ -])(\p{Ll})/gu, (_whole, before: string, letter: string) => {
    const capital = letter.toUpperCase()
    // A `ß` would become two letters.
    return before + (Array.from(capital).length === 1 ? capital : letter)
  })
}

/** In the order in which tags are shown: by name, whatever the case. */
export function sortTags(names: Iterable<string>): readonly string[] {
  const keyed = Array.from(names, (name) => ({ name, key: tagKey(name) }))
  keyed.sort((one, other) => (one.key < other.key ? -1 : 1))
  return keyed.map(({ name }) => name)
}
