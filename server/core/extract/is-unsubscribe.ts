import { foldWords } from './fold-words.ts'
import { unsubscribePaths, unsubscribeWords } from './unsubscribe-words.ts'

const words = unsubscribeWords.map(foldWords)

/** Whether a link ends a subscription: its words say so, or its address does. */
export function isUnsubscribe(url: string, text: string): boolean {
  const address = url.toLowerCase()
  if (unsubscribePaths.some((path) => address.includes(path))) return true
  if (text === '' || text === url) return false
  const folded = foldWords(text).replace(/[\s-]+/g, ' ')
  return words.some((word) => folded.includes(word))
}
