import { MORE } from '../core/kept-snippet.ts'
import { limits } from '../core/limits.ts'
import { visibleWords } from '../core/search/visible-words.ts'
import { ownText } from './own-text.ts'

/** The first words of a text, at most `limits.snippetBytesMax` bytes, with `...` when there is more. */
export function toSnippet(text: string): string {
  const plain = plainBeginning(text)
  if (plain !== undefined) return ownText(`${plain}${MORE}`)
  const words = visibleWords(text.slice(0, limits.snippetSourceMax))
  const bytes = Buffer.from(words)
  if (bytes.length <= limits.snippetBytesMax) return bytes.toString()
  let end: number = limits.snippetBytesMax
  // Not within a character: those bytes are 10xxxxxx.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  // One string, and not one that is put together of two when it is read.
  return [bytes.toString('utf8', 0, end), MORE].join('')
}

const notAscii = /[^\u0000-\u007f]/

/** The bytes of a snippet, where they are found in a short piece of text in which a character is a byte. */
function plainBeginning(text: string): string | undefined {
  const piece = text.slice(0, 2 * limits.snippetBytesMax)
  if (notAscii.test(piece)) return undefined
  const words = visibleWords(piece)
  return words.length > limits.snippetBytesMax ? words.slice(0, limits.snippetBytesMax) : undefined
}
