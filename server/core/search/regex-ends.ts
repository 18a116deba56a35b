import { REGEX_FLAGS } from '../patterns/regex.ts'
import { isSpace } from './lexeme.ts'

/** Where regular expressions of a query can end. */
export interface RegexEnds {
  /** The slash that closes the one that begins at `slash`; `undefined` when none does. */
  after(slash: number): number | undefined
}

/** Looks once from the back, when first asked: many slashes that are not closed stay linear. */
export function createRegexEnds(source: string, onStep: () => void): RegexEnds {
  let ends: readonly (number | undefined)[] | undefined

  return {
    after(slash) {
      ends ??= findEnds(source, onStep)
      // The slash itself and, since it must say something, what follows it.
      return ends[slash + 2]
    },
  }
}

/** The end of the flags behind a closing slash. */
export function flagsEnd(source: string, slash: number): number {
  let at = slash + 1
  while (isFlag(source, slash + 1, at)) at += 1
  return at
}

function findEnds(source: string, onStep: () => void): readonly (number | undefined)[] {
  const isEscaped: boolean[] = []
  for (let at = 0; at < source.length; at += 1) {
    onStep()
    isEscaped.push(at > 0 && source.charAt(at - 1) === '\\' && isEscaped[at - 1] === false)
  }
  const ends = Array.from<number | undefined>({ length: source.length })
  for (let at = source.length - 1; at >= 0; at -= 1) {
    onStep()
    ends[at] = isEscaped[at] === false && isEnd(source, at) ? at : ends[at + 1]
  }
  return ends
}

function isEnd(source: string, at: number): boolean {
  if (source.charAt(at) !== '/') return false
  const end = flagsEnd(source, at)
  return end === source.length || isSpace(source, end) || source.charAt(end) === ')'
}

/** One of the flags, that has not been there before. */
function isFlag(source: string, from: number, at: number): boolean {
  const letter = source.charAt(at)
  return letter !== '' && REGEX_FLAGS.includes(letter) && !source.slice(from, at).includes(letter)
}
