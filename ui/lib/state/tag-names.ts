import { isSameName, nameKey } from '../suggest/term.ts'

/** What the server keeps of a name: letters and digits with their marks, `-`, `_`, `.`, `@` and spaces. */
const piece = /(?:[\p{L}\p{N}]\p{M}*|[-_.@])+/gu
const invisible = /\p{Default_Ignorable_Code_Point}+/gu

/** The name as the server will keep it; `''` when nothing is left of it. */
export function cleanTag(text: string): string {
  const visible = text.normalize('NFC').replaceAll(invisible, ' ')
  const name = (visible.match(piece) ?? []).join(' ')
  return /^\.+$/.test(name) ? '' : name
}

/** With the tag among them, in the server's order; one that is known is spelt as it is elsewhere. */
export function withTag(
  tags: readonly string[],
  tag: string,
  known: readonly string[],
): readonly string[] {
  if (tag === '' || tags.some((other) => isSameName(other, tag))) return tags
  const spelt = known.find((other) => isSameName(other, tag)) ?? tag
  return sortTags([...tags, spelt])
}

function sortTags(tags: readonly string[]): readonly string[] {
  return tags.toSorted((one, other) => (nameKey(one) < nameKey(other) ? -1 : 1))
}
