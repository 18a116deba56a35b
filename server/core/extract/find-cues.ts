import { isDigit, isLetter, isPrefixing, isUnspaced } from './char-class.ts'
import { languages } from './code-words/languages.ts'
import type { LanguageWords } from './code-words/language-words.ts'
import { foldWords } from './fold-words.ts'
import { createWordTree } from './word-tree.ts'
import type { WordMatch, WordTree } from './word-tree.ts'

export type CueKind = keyof LanguageWords

/** Words that say what a number is. */
export interface Cue {
  readonly kind: CueKind
  readonly start: number
  readonly end: number
}

/** The cues of a folded text in their order; where two overlap, the one that begins first. */
export function findCues(folded: string): Cue[] {
  const words = wordTrees()
  const cues: Cue[] = []
  for (let at = 0; at < folded.length;) {
    const found = cueAt(folded, at, words)
    if (found !== undefined) cues.push({ kind: found.kind, start: at, end: found.end })
    at = found?.end ?? at + 1
  }
  return cues.map((cue, index) => inCompound(cue, folded, cues[index - 1], cues[index + 1]))
}

// `código de seguimiento`, `код заказа`, `رمز الطلب`.
const joint =
  /^[ -](?:(?:de|du|des|da|do|di|del|della|dell|of|for|fur|voor|for|pour|para|per|na|для)[ '])?(?:la |el |l'|ال|ה)?$/

/** A mere "code" beside the name of something else is the code of that. */
function inCompound(cue: Cue, text: string, before: Cue | undefined, behind: Cue | undefined): Cue {
  if (cue.kind !== 'code') return cue
  if (
    before !== undefined &&
    isOther(before) &&
    /^[ -]?$/.test(text.slice(before.end, cue.start))
  ) {
    return { ...cue, kind: before.kind }
  }
  if (behind !== undefined && isOther(behind) && joint.test(text.slice(cue.end, behind.start))) {
    return { ...cue, kind: behind.kind }
  }
  return cue
}

function isOther({ kind }: Cue): boolean {
  return kind === 'other' || kind === 'offer'
}

interface WordTrees {
  /** Phrases at the beginning of a word … */
  readonly begun: WordTree<CueKind>
  /** … and within one: `*code`, and all of those scripts that do not part words. */
  readonly within: WordTree<CueKind>
}

function cueAt(text: string, at: number, words: WordTrees): WordMatch<CueKind> | undefined {
  const code = text.charCodeAt(at)
  if (isUnspaced(code)) return words.within.match(text, at)
  if (!isLetter(code) && !isDigit(code)) return undefined
  if (isBegun(text, at)) return words.begun.match(text, at)
  return words.within.match(text, at)
}

/** Whether a word begins there; in Hebrew and Arabic the two letters before may be an article and the like. */
function isBegun(text: string, at: number): boolean {
  const prefixMax = isPrefixing(text.charCodeAt(at)) ? 3 : 0
  for (let before = at - 1; before >= at - 1 - prefixMax; before--) {
    const code = text.charCodeAt(before)
    if (!isLetter(code) && !isDigit(code)) return true
    if (isUnspaced(code)) return true
  }
  return false
}

let trees: WordTrees | undefined

/** Made at first use: most mail has no number that could be a code. */
function wordTrees(): WordTrees {
  if (trees !== undefined) return trees
  const begun = createWordTree<CueKind>()
  const within = createWordTree<CueKind>()
  for (const words of languages) {
    for (const { kind, phrase } of phrasesOf(words)) {
      if (phrase.startsWith('*')) {
        begun.add(phrase.slice(1), kind)
        within.add(phrase.slice(1), kind)
      } else (isUnspaced(phrase.charCodeAt(0)) ? within : begun).add(phrase, kind)
    }
  }
  return (trees = { begun, within })
}

const kinds = ['secret', 'code', 'act', 'enter', 'other', 'offer', 'meeting'] as const

/** The phrases of a language, folded as text is. */
export function phrasesOf(words: LanguageWords): Array<{ kind: CueKind; phrase: string }> {
  return kinds.flatMap((kind) =>
    words[kind]
      .split(/[,\n]/)
      .map((phrase) => foldWords(phrase.trim().normalize('NFC')).replace(/[\s-]+/g, ' '))
      .filter((phrase) => phrase !== '')
      .map((phrase) => ({ kind, phrase })),
  )
}
