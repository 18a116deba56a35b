import { limits } from '../core/limits.ts'
import { visibleWords } from '../core/search/visible-words.ts'

/** The first words of a text, at most `limits.snippetBytesMax` bytes, with `...` when there is more. */
export function toSnippet(text: string): string {
  const words = visibleWords(text.slice(0, limits.snippetSourceMax))
  const bytes = Buffer.from(words)
  if (bytes.length <= limits.snippetBytesMax) return bytes.toString()
  let end: number = limits.snippetBytesMax
  // Not within a character: those bytes are 10xxxxxx.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  // One string, and not one that is put together of two when it is read.
  return [bytes.toString('utf8', 0, end), '...'].join('')
}
