/**
 * Steps over CSS as browsers cut it into tokens (CSS Syntax 3, 4.3). Each takes time linear in what it
 * passes; none looks back.
 */
export interface CssName {
  /** Lower case, escapes undone. */
  readonly name: string
  readonly end: number
}

const SPACE = /[\t\n\f\r ]/
const SPACES = /[\t\n\f\r ]*/y
const NAME_SIGNS = /[\w\u0080-\uffff-]*/y
const HEX = /[0-9a-f]/i
const HEX_DIGITS_MAX = 6

/** Behind white space and comments; where there is none, the same place. */
export function afterSpace(css: string, at: number): number {
  let end = behind(SPACES, css, at)
  while (css.startsWith('/*', end)) end = behind(SPACES, css, afterMark(css, '*/', end + 2))
  return end
}

/** Behind the string whose quote is at `at`; a string without an end goes to the end of its line. */
export function afterString(css: string, at: number): number {
  const quote = css.charAt(at)
  for (let end = at + 1; end < css.length; end += 1) {
    const sign = css.charAt(end)
    if (sign === quote) return end + 1
    if (sign === '\n') return end
    if (sign === '\\') end += 1
  }
  return css.length
}

/** Behind an address without quotes; `at` is behind `url(`. */
export function afterBareUrl(css: string, at: number): number {
  for (let end = at; end < css.length; end += 1) {
    const sign = css.charAt(end)
    if (sign === ')') return end + 1
    if (sign === '\\') end += 1
  }
  return css.length
}

/** The name that begins at `at`, if one does. */
export function readName(css: string, at: number): CssName | undefined {
  let end = behind(NAME_SIGNS, css, at)
  let name = css.slice(at, end)
  while (css.charAt(end) === '\\') {
    const escape = readEscape(css, end)
    if (!escape) break
    end = behind(NAME_SIGNS, css, escape.end)
    name += escape.name + css.slice(escape.end, end)
  }
  return end === at ? undefined : { name: name.toLowerCase(), end }
}

function readEscape(css: string, at: number): CssName | undefined {
  const sign = css.charAt(at + 1)
  if (sign === '' || sign === '\n') return undefined
  let end = at + 1
  while (end - at <= HEX_DIGITS_MAX && HEX.test(css.charAt(end))) end += 1
  if (end === at + 1) return { name: sign, end: at + 2 }
  const code = Number.parseInt(css.slice(at + 1, end), 16)
  const name = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  // One space ends an escape and belongs to it.
  return { name, end: SPACE.test(css.charAt(end)) ? end + 1 : end }
}

function afterMark(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at === -1 ? text.length : at + mark.length
}

function behind(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
