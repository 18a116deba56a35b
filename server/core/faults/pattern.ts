import { RE2JS, RE2JSException } from 're2js'
import { limits } from '../limits.ts'
import { matchGlob } from './match-glob.ts'

/** Whether a text is one that the pattern means. */
export type Pattern = (text: string) => boolean

export type CompiledPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly problem: string }

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  // RE2 reads characters, never halves of them.
  u: 0,
}

/**
 * A glob for the whole text (`*@example.com`, any case), or a regular expression between slashes that is
 * found anywhere in it (`/^ann/i`). Both take linear time: patterns meet subjects that anybody may send.
 */
export function compilePattern(source: string): CompiledPattern {
  if (source.length > limits.patternLengthMax) {
    const problem = `has ${source.length} characters, at most ${limits.patternLengthMax} are read`
    return { ok: false, problem }
  }
  return source.startsWith('/') ? compileRegex(source) : { ok: true, pattern: toGlob(source) }
}

function toGlob(source: string): Pattern {
  const glob = toCharacters(source)
  return (text) => matchGlob(glob, toCharacters(text))
}

/** Characters, not halves of them: `?` is one emoji. */
function toCharacters(text: string): readonly string[] {
  return Array.from(visible(text).toLowerCase())
}

function compileRegex(source: string): CompiledPattern {
  const end = source.lastIndexOf('/')
  const flags = source.slice(end + 1)
  // Also `/path/*`: a regular expression that was not closed must not pass for a glob that never matches.
  if (end < 2 || !/^(?:([imsu])(?!.*\1))*$/.test(flags)) {
    return {
      ok: false,
      problem: 'begins with a slash and is not like /regex/ with the flags i, m, s',
    }
  }
  try {
    return boundedRegex(RE2JS.compile(source.slice(1, end), toBits(flags)))
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return { ok: false, problem: `is not a regular expression of RE2: ${error.message}` }
  }
}

function boundedRegex(regex: RE2JS): CompiledPattern {
  if (regex.programSize() > limits.patternProgramMax) {
    return { ok: false, problem: 'repeats too much: write smaller numbers between the braces' }
  }
  return { ok: true, pattern: (text) => regex.test(visible(text)) }
}

function toBits(flags: string): number {
  return Array.from(flags).reduce((bits, flag) => bits | (FLAGS[flag] ?? 0), 0)
}

function visible(text: string): string {
  return text.slice(0, limits.patternTextLengthMax)
}
