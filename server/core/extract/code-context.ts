import { limits } from '../limits.ts'
import { lineOf, lineText } from './code-page.ts'
import type { CodePage } from './code-page.ts'
import type { Candidate } from './find-candidates.ts'

/** The sentence around a candidate; for one that stands alone also the line above. */
export function codeContext(page: CodePage, { start, end }: Candidate): string {
  const line = lineOf(page, start)
  const lineStart = page.lineStarts[line] ?? 0
  const lineEnd = (page.lineStarts[lineOf(page, end) + 1] ?? page.text.length + 1) - 1
  const own = page.text.slice(lineStart, lineEnd)
  const label = isAlone(own, page.text.slice(start, end)) ? lineText(page, line - 1) : ''
  const around = label === '' ? sentenceAround(own, start - lineStart, end - lineStart) : own
  const words = `${label.slice(-limits.codeContextLengthMax / 2)} ${around}`
  return words.replace(/\s+/g, ' ').trim()
}

function isAlone(line: string, value: string): boolean {
  return !/[\p{L}\p{N}]/u.test(line.replace(value, ''))
}

function sentenceAround(line: string, start: number, end: number): string {
  const half = (limits.codeContextLengthMax - (end - start)) >> 1
  const before = line.slice(Math.max(0, start - half), start)
  const after = line.slice(end, end + half)
  const begun = before.slice(lastSentenceEnd(before))
  const ended = /^.*?(?:[.!?](?=\s|$)|[。！？])/su.exec(after)?.[0] ?? after
  return `${begun}${line.slice(start, end)}${ended}`
}

function lastSentenceEnd(text: string): number {
  let last = 0
  for (const { index, 0: found } of text.matchAll(/[\p{L}\p{N}]{3}[.!?]\s|[。！？]/gu)) {
    last = index + found.length
  }
  return last
}
