import { afterBareUrl, afterSpace, afterString, readName } from './css-scan.ts'
import { applyEdits } from './text-edits.ts'
import type { TextEdit } from './text-edits.ts'

export type Scheme = 'light' | 'dark'

// What holds on every screen, and what holds on none: both may stand inside of `not`, `and`, `or`.
const ALWAYS = '(min-width:0)'
const NEVER = '(min-width:9999999px)'

/** At-rules that end their prelude with a media query. */
const WITH_QUERIES = new Set(['media', 'import', 'custom-media'])

/**
 * CSS as a browser with this colour scheme would read it, whatever scheme the browser has: the setting of
 * a page around it does not reach into a sandboxed frame.
 */
export function cssInScheme(css: string, scheme: Scheme): string {
  return mentionsScheme(css) ? applyEdits(css, schemeEdits(css, scheme)) : css
}

/** A media query by itself, as attributes have it. */
export function queryInScheme(query: string, scheme: Scheme): string {
  return mentionsScheme(query) ? applyEdits(query, queryEdits(query, scheme)) : query
}

/** `light dark`, as of the property and of `<meta name=color-scheme>`: what it comes down to. */
export function colorSchemeIn(value: string, scheme: Scheme): string {
  return applyEdits(value, valueEdits(value, 0, scheme).edits)
}

/** A look that spares most mail the walk; a name can be written with escapes. */
function mentionsScheme(css: string): boolean {
  return css.includes('\\') || /color-scheme/i.test(css)
}

function schemeEdits(css: string, scheme: Scheme): readonly TextEdit[] {
  const edits: TextEdit[] = []
  let isQuery = false
  let isStart = true
  for (let at = afterSpace(css, 0); at < css.length; at = afterSpace(css, at)) {
    const sign = css.charAt(at)
    if (sign === '{' || sign === '}' || sign === ';') {
      isQuery = false
      isStart = true
      at += 1
      continue
    }
    const step = stepOver(css, at, { scheme, isQuery, isStart })
    edits.push(...step.edits)
    if (sign === '@') isQuery = WITH_QUERIES.has(step.name)
    isStart = false
    at = step.end
  }
  return edits
}

function queryEdits(query: string, scheme: Scheme): readonly TextEdit[] {
  const edits: TextEdit[] = []
  for (let at = afterSpace(query, 0); at < query.length; at = afterSpace(query, at)) {
    const step = stepOver(query, at, { scheme, isQuery: true, isStart: false })
    edits.push(...step.edits)
    at = step.end
  }
  return edits
}

interface Place {
  readonly scheme: Scheme
  /** Whether a media query stands here. */
  readonly isQuery: boolean
  /** Whether a declaration may begin here. */
  readonly isStart: boolean
}

interface Step {
  readonly end: number
  readonly name: string
  readonly edits: readonly TextEdit[]
}

/** Over one token, or over the feature or the declaration that says something about the scheme. */
function stepOver(css: string, at: number, { scheme, isQuery, isStart }: Place): Step {
  const sign = css.charAt(at)
  if (sign === '"' || sign === "'") return plain(afterString(css, at))
  if (sign === '(' && isQuery) return readFeature(css, at, scheme) ?? plain(at + 1)
  const word = readName(css, sign === '@' ? at + 1 : at)
  if (!word) return plain(at + 1)
  if (sign === '@') return plain(word.end, word.name)
  if (word.name === 'url' && css.charAt(word.end) === '(') return plain(afterUrl(css, word.end + 1))
  if (isStart && word.name === 'color-scheme') return readDeclaration(css, word.end, scheme)
  return plain(word.end)
}

function plain(end: number, name = ''): Step {
  return { end, name, edits: [] }
}

/** `(prefers-color-scheme: dark)`, in all ways to write it. */
function readFeature(css: string, at: number, scheme: Scheme): Step | undefined {
  const feature = readName(css, afterSpace(css, at + 1))
  if (feature?.name !== 'prefers-color-scheme') return undefined
  const colon = afterSpace(css, feature.end)
  if (css.charAt(colon) !== ':') return undefined
  const value = readName(css, afterSpace(css, colon + 1))
  if (value?.name !== 'dark' && value?.name !== 'light') return undefined
  const end = afterSpace(css, value.end)
  if (css.charAt(end) !== ')') return undefined
  const text = value.name === scheme ? ALWAYS : NEVER
  return { end: end + 1, name: '', edits: [{ from: at, to: end + 1, text }] }
}

/** `color-scheme: light dark`; `at` is behind the name. */
function readDeclaration(css: string, at: number, scheme: Scheme): Step {
  const colon = afterSpace(css, at)
  if (css.charAt(colon) !== ':') return plain(at)
  const { end, edits } = valueEdits(css, colon + 1, scheme)
  return { end, name: '', edits }
}

/** Where a value supports both schemes, the other one is taken out. */
function valueEdits(
  css: string,
  from: number,
  scheme: Scheme,
): { readonly end: number; readonly edits: readonly TextEdit[] } {
  const others: TextEdit[] = []
  let isSupported = false
  let at = afterSpace(css, from)
  while (at < css.length && !'{};'.includes(css.charAt(at))) {
    const word = readName(css, at)
    if (word?.name === scheme) isSupported = true
    else if (word?.name === 'light' || word?.name === 'dark') {
      others.push({ from: at, to: word.end, text: '' })
    }
    at = afterSpace(css, word?.end ?? at + 1)
  }
  return { end: at, edits: isSupported ? others : [] }
}

function afterUrl(css: string, at: number): number {
  const start = afterSpace(css, at)
  return /["']/.test(css.charAt(start)) ? at : afterBareUrl(css, start)
}
