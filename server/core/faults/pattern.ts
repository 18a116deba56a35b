import { limits } from '../limits.ts'
import type { CompiledPattern, Pattern } from '../patterns/regex.ts'
import { compileRegex, tooLong } from '../patterns/regex.ts'
import { matchGlob } from './match-glob.ts'

/**
 * A glob for the whole text (`*@example.com`, any case), or a regular expression between slashes that is
 * found anywhere in it (`/^ann/i`). Both take linear time: patterns meet subjects that anybody may send.
 */
export function compilePattern(source: string): CompiledPattern {
  if (source.length > limits.patternLengthMax) return { ok: false, problem: tooLong(source) }
  return source.startsWith('/') ? toRegex(source) : { ok: true, pattern: toGlob(source) }
}

function toGlob(source: string): Pattern {
  const glob = toCharacters(source)
  return (text) => matchGlob(glob, toCharacters(text.slice(0, limits.patternTextLengthMax)))
}

/** Characters, not halves of them: `?` is one emoji. */
function toCharacters(text: string): readonly string[] {
  return Array.from(text.toLowerCase())
}

function toRegex(source: string): CompiledPattern {
  const end = source.lastIndexOf('/')
  const flags = source.slice(end + 1)
  // Also `/path/*`: a regular expression that was not closed must not pass for a glob that never matches.
  if (end < 2 || !/^(?:([imsu])(?!.*\1))*$/.test(flags)) {
    return {
      ok: false,
      problem: 'begins with a slash and is not like /regex/ with the flags i, m, s',
    }
  }
  const textLengthMax = limits.patternTextLengthMax
  return compileRegex({ source: source.slice(1, end), flags, textLengthMax })
}
