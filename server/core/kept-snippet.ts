import type { MailDigest } from './message.ts'

/*
 * A snippet is a tenth of what a small message takes, and the beginning of its searched text but for the
 * capitals. So it is kept as that: a mark, how much of the text, whether there is more, where its capitals are.
 */

/** No snippet has it. */
const MARK = 0
/** Ends a snippet of a text that goes on. */
export const MORE = '...'
/** Behind the mark, the length, and whether there is more. */
const CAPITALS_FROM = 3

/** A snippet as a store keeps it, to be read by `snippetOf`; as it is where that takes no less. */
export function keepSnippet({ snippet, bodyText }: MailDigest): string {
  const hasMore = snippet.endsWith(MORE)
  const words = hasMore ? snippet.slice(0, -MORE.length) : snippet
  // Each place is one character.
  if (words.length > 0xff) return snippet
  const capitals = capitalsIn(words)
  // Much that is in capitals is told as shortly by itself.
  if (!capitals || CAPITALS_FROM + 2 * capitals.length > words.length) return snippet
  if (!bodyText.startsWith(words.toLowerCase())) return snippet
  return String.fromCharCode(MARK, words.length, Number(hasMore), ...capitals)
}

/** Where they are; `undefined` where there are other letters than those of ASCII. */
function capitalsIn(words: string): readonly number[] | undefined {
  const capitals: number[] = []
  for (let at = 0; at < words.length; at += 1) {
    const code = words.charCodeAt(at)
    if (code > 0x7f) return undefined
    if (code >= 0x41 && code <= 0x5a) capitals.push(at)
  }
  return capitals
}

/** The snippet of a message that is kept. */
export function snippetOf({ snippet, bodyText }: MailDigest): string {
  if (snippet.charCodeAt(0) !== MARK) return snippet
  const words = bodyText.slice(0, snippet.charCodeAt(1))
  let shown = ''
  let end = 0
  for (let at = CAPITALS_FROM; at < snippet.length; at += 1) {
    const place = snippet.charCodeAt(at)
    shown += words.slice(end, place) + words.charAt(place).toUpperCase()
    end = place + 1
  }
  return shown + words.slice(end) + (snippet.charCodeAt(2) === 1 ? MORE : '')
}
