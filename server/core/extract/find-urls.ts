import { limits } from '../limits.ts'

/** An address in running text. */
export interface FoundUrl {
  /** As one would open it. */
  readonly url: string
  /** As written. */
  readonly text: string
  readonly start: number
  readonly end: number
}

// Only places to look at: what stands before and after them decides.
const anyMark = /:\/\/|\bmailto:|\btel:\+?\d|\bwww\./gi

/**
 * Addresses in plain text, in time that grows with the text: each of its characters is looked at for one
 * address only. (linkify-it 5 takes 15 s for 90 KB of `(http://a/b`.)
 */
export function* findUrls(text: string): Generator<FoundUrl, void, undefined> {
  const marks = new RegExp(anyMark)
  let from = 0
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const start = mark[0] === '://' ? schemeStart(text, mark.index, from) : mark.index
    if (start === undefined) continue
    const run = urlRun(text, start, mark.index + mark[0].length)
    from = marks.lastIndex = Math.max(run.end, marks.lastIndex)
    const url = toUrl(run.text)
    if (url !== undefined) yield { url, text: run.text, start, end: run.end }
  }
}

const schemeLengthMax = 32

/** Walks back from `://`; never before `from`, where the last address ended. */
function schemeStart(text: string, colon: number, from: number): number | undefined {
  let start = colon
  const first = Math.max(from, colon - schemeLengthMax)
  while (start > first && /[a-z\d+.-]/i.test(text.charAt(start - 1))) start--
  const name = text.slice(start, colon)
  const known = /(?:^|[^a-z])(https?|ftp)$/i.exec(name)?.[1] ?? /[a-z][a-z\d+.-]*$/i.exec(name)?.[0]
  return known === undefined || known.length < 2 ? undefined : colon - known.length
}

interface Run {
  readonly text: string
  readonly end: number
}

function urlRun(text: string, start: number, from: number): Run {
  const before = text.slice(Math.max(0, start - 5), start)
  if (/<(?:URL:)?$/i.test(before)) {
    const wrapped = wrappedRun(text, start, from)
    if (wrapped !== undefined) return wrapped
  }
  const end = runEnd(text, from)
  const run = text.slice(start, end)
  return { text: withoutTail(run, before.at(-1) ?? ''), end }
}

/** RFC 3986 C: in angle brackets a line break, and the blanks after it, are not part of the address. */
function wrappedRun(text: string, start: number, from: number): Run | undefined {
  let isIndented = false
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3e) return { text: text.slice(start, at).replace(/\s+/g, ''), end: at + 1 }
    if (code === 0x3c || code === 0x22) return undefined
    if (code === 0x0a) isIndented = true
    else if (code > 0x20) isIndented = false
    else if (!isIndented && code !== 0x0d) return undefined
  }
  return undefined
}

function runEnd(text: string, from: number): number {
  // A host in Han, Kana or Hangul is one; behind ASCII they are the sentence that goes on.
  const stop = isEastAsian(text.charCodeAt(from)) ? isStop : isStopOrEastAsian
  let end = from
  while (end < text.length && !stop(text.charCodeAt(end))) end++
  return end
}

function isStop(code: number): boolean {
  if (code <= 0x20 || code === 0x22 || code === 0x3c || code === 0x3e || code === 0x60) return true
  if (code < 0x7f) return false
  if (code <= 0xa0 || code === 0xab || code === 0xbb) return true
  // White space, quotation marks, CJK and full-width punctuation.
  return /[\s\u2018-\u201f\u2026\u2039\u203a\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\ufeff]/.test(
    String.fromCharCode(code),
  )
}

function isStopOrEastAsian(code: number): boolean {
  return isStop(code) || isEastAsian(code)
}

function isEastAsian(code: number): boolean {
  return (code >= 0x2e80 && code <= 0xd7af) || (code >= 0xf900 && code <= 0xffef)
}

const openings: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** A sentence's full stop is not part of its address; a bracket only if it was opened in it. */
function withoutTail(run: string, before: string): string {
  const closings = new Map<string, number>()
  let end = run.length
  for (; end > 0; end--) {
    const last = run.charAt(end - 1)
    const opening = openings[last]
    if (opening !== undefined) {
      const unmatched = closings.get(last) ?? count(run, last) - count(run, opening)
      if (unmatched <= 0) break
      closings.set(last, unmatched - 1)
    } else if (/[*_~|]/.test(last)) {
      // A token may end in what elsewhere marks up text.
      if (last !== before) break
    } else if (!/[.,;:!?']/.test(last)) break
  }
  return run.slice(0, end)
}

function count(text: string, char: string): number {
  return text.split(char).length - 1
}

function toUrl(run: string): string | undefined {
  if (run.length > limits.linkUrlLengthMax) return undefined
  if (/^www\./i.test(run)) return /^www\.[^\W_]/i.test(run) ? `http://${run}` : undefined
  if (/^mailto:/i.test(run)) return /^mailto:[^@\s]+@[^@\s]/i.test(run) ? run : undefined
  if (/^tel:/i.test(run)) return run
  const [, name = '', rest = ''] = /^([^:]+):\/\/(.*)$/s.exec(run) ?? []
  const isNone = /^(?:javascript|vbscript|data|cid|about|blob)$/i.test(name)
  return isNone || !/^[\p{L}\p{N}[]/u.test(rest) ? undefined : run
}
