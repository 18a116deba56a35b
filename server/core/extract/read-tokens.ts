import { isDigit, isLetter, isUnspaced } from './char-class.ts'

/** A word of ASCII letters, digits and hyphens that holds a digit or consists of capitals. */
export interface Token {
  readonly word: string
  readonly start: number
  readonly end: number
  /** What stands directly before it, and directly behind. */
  readonly lead: string
  readonly tail: string
}

/** Looks at each character of a text once. */
export function* readTokens(text: string): Generator<Token, void, undefined> {
  for (let at = 0; at < text.length;) {
    if (!isPrintable(text.charCodeAt(at))) {
      at++
      continue
    }
    let end = at
    let digits = 0
    let capitals = 0
    for (; end < text.length && isPrintable(text.charCodeAt(end)); end++) {
      const code = text.charCodeAt(end)
      if (isDigit(code)) digits++
      else if (isCapital(code)) capitals++
    }
    const isWanted = digits > 0 || capitals >= lettersMin || (capitals === 1 && end - at === 1)
    if (isWanted && end - at <= tokenLengthMax) {
      const token = toToken(text, at, end)
      if (token !== undefined) yield token
    }
    at = end
  }
}

const tokenLengthMax = 60
/** Capitals that may be a code without a digit. */
const lettersMin = 4

function isPrintable(code: number): boolean {
  return code > 0x20 && code < 0x7f
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a
}

const plainWord = /^[A-Za-z\d]+(?:-[A-Za-z\d]+){0,7}$/
// `PIN:4829`, and a sentence that begins without a blank: `4829.Do not share`.
const behindLabel = /^[A-Za-z][A-Za-z.()-]*[:=]["'(*]*([A-Za-z\d-]+)$/
const beforeWords = /^([A-Z\d]+(?:-[A-Z\d]+)*)(?:[.,;:!?)'"][^\d]|\()/
// `902841,5分钟内有效`: Chinese puts no blank behind a comma.
const beforeCount = /^(\d{4,8})[,.;]\d{1,2}$/

function toToken(text: string, start: number, end: number): Token | undefined {
  const run = text.slice(start, end)
  const lead = /^[^A-Za-z\d]*/.exec(run)?.[0] ?? ''
  const inner = run.slice(lead.length).replace(/[^A-Za-z\d]+$/, '')
  const word = plainWord.test(inner)
    ? inner
    : (behindLabel.exec(inner)?.[1] ??
      beforeWords.exec(inner)?.[1] ??
      (isUnspaced(text.charCodeAt(end)) ? beforeCount.exec(inner)?.[1] : undefined) ??
      '')
  if (!plainWord.test(word) || !/\d|^[A-Z-]+$/.test(word)) return undefined
  const from = start + lead.length + inner.lastIndexOf(word)
  const to = from + word.length
  if (from === start && isGlued(text.charCodeAt(start - 1))) return undefined
  if (to === end && isGlued(text.charCodeAt(end))) return undefined
  return { word, start: from, end: to, lead: text.slice(start, from), tail: text.slice(to, end) }
}

function isGlued(code: number): boolean {
  return isLetter(code) && !isUnspaced(code) && !(code >= 0x0590 && code <= 0x0dff)
}
