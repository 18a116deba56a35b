import { RE2JS, RE2JSException } from 're2js'
import { limits } from '../limits.ts'

/** Whether a text is one that the pattern means. */
export type Pattern = (text: string) => boolean

export type CompiledPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  /** What is wrong, to go on from the name of the pattern: "has 300 characters …". */
  | { readonly ok: false; readonly problem: string }

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  // RE2 reads characters, never halves of them.
  u: 0,
}

/** The letters that may stand behind a regular expression, each once. */
export const REGEX_FLAGS = Object.keys(FLAGS).join('')

export interface Regex {
  /** What stands between the slashes. */
  readonly source: string
  /** Some of `REGEX_FLAGS`. */
  readonly flags: string
  /** Characters of a text that are looked at; the rest is not. */
  readonly textLengthMax: number
}

/**
 * A regular expression that is found anywhere in a text, in time that is linear in the text: patterns meet
 * subjects that anybody may send. What it compiles to is bounded, since each instruction costs time at
 * every character.
 */
export function compileRegex({ source, flags, textLengthMax }: Regex): CompiledPattern {
  if (source.length > limits.patternLengthMax) return { ok: false, problem: tooLong(source) }
  try {
    const regex = RE2JS.compile(source, toBits(flags))
    if (regex.programSize() > limits.patternProgramMax) {
      return { ok: false, problem: 'repeats too much: write smaller numbers between the braces' }
    }
    return { ok: true, pattern: (text) => regex.test(text.slice(0, textLengthMax)) }
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return { ok: false, problem: `is not a regular expression of RE2: ${error.message}` }
  }
}

export function tooLong(source: string): string {
  return `has ${source.length} characters, at most ${limits.patternLengthMax} are read`
}

function toBits(flags: string): number {
  return Array.from(flags).reduce((bits, flag) => bits | (FLAGS[flag] ?? 0), 0)
}
