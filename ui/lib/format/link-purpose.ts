import { linkWords } from './link-words.ts'
import type { LinkWords } from './link-words.ts'

/** Phrases by their first two letters, so that a text is compared with few of hundreds. */
type Phrases = ReadonlyMap<string, readonly string[]>

/** Letters that are taken for each other, as far as taking marks away does not make them the same. */
const alike: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ß: 'ss' },
  ...{ أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي', ة: 'ه' },
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** Made when the first link is looked at: the list is there before that. */
const known = new Map<keyof LinkWords, Phrases>()

/** Whether the words of a link say that it is what the mail was sent for, in any of the languages. */
export function saysAction(text: string): boolean {
  return says('action', text)
}

/** Whether they say that it stands in every mail: terms, help, the mail in a browser. */
export function saysAside(text: string): boolean {
  return says('aside', text)
}

/** Looks once at each beginning of a word. */
function says(kind: keyof LinkWords, text: string): boolean {
  const phrases = known.get(kind) ?? phrasesOf(kind)
  known.set(kind, phrases)
  const folded = foldWords(text)
  for (let at = 0; at < folded.length; at += 1) {
    if (!isWordStart(folded, at)) continue
    const some = phrases.get(folded.slice(at, at + 2)) ?? []
    if (some.some((phrase) => folded.startsWith(phrase, at))) return true
  }
  return false
}

/** Where words stand without spaces, any letter may begin one. */
function isWordStart(text: string, at: number): boolean {
  return at === 0 || text.charAt(at - 1) === ' ' || unspaced.test(text.charAt(at))
}

function phrasesOf(kind: keyof LinkWords): Phrases {
  const phrases = new Map<string, string[]>()
  for (const words of Object.values(linkWords)) {
    for (const phrase of words[kind].split(',').map(foldWords)) {
      const start = phrase.slice(0, 2)
      phrases.set(start, [...(phrases.get(start) ?? []), phrase])
    }
  }
  return phrases
}

/** Lower case, without marks that people and keyboards leave out; one space between words. */
function foldWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u064b-\u0652]/g, '')
    .normalize('NFC')
    .replace(/[ıłøđßإأآىة]/g, (letter) => alike[letter] ?? letter)
    .replace(/['’ʼ]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
