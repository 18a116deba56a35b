const CR = 0x0d
const LF = 0x0a
const styleSampleBytes = 4096

/** Finds lines in raw mail: they end with CRLF or a bare LF, or with a bare CR in mail of old Macs. */
export interface RawLines {
  readonly raw: Buffer
  readonly endsWithCr: boolean
}

export function toRawLines(raw: Buffer): RawLines {
  return { raw, endsWithCr: hasMacLines(raw) }
}

/**
 * RFC 5322 2.3: a bare CR is no line end, and reading one as such would let a header value smuggle
 * in another header. So bare CRs count only in mail that begins with them and has nothing else.
 */
function hasMacLines(raw: Buffer): boolean {
  const sample = raw.subarray(0, styleSampleBytes)
  const first = sample.indexOf(CR)
  if (first === -1 || sample[first + 1] === LF || first === raw.length - 1) return false
  const lineFeed = sample.indexOf(LF)
  if (lineFeed !== -1 && lineFeed < first) return false
  let carriageReturns = 0
  let lineFeeds = 0
  for (const byte of sample) {
    if (byte === CR) carriageReturns++
    if (byte === LF) lineFeeds++
  }
  // A client that sends Mac lines still ends DATA with a CRLF of its own.
  return carriageReturns > 2 * lineFeeds
}

/** Where the line break at or after `from` begins and where the next line begins; never after `end`. */
export function findBreak(
  lines: RawLines,
  from: number,
  end: number,
): { at: number; next: number } {
  const { raw } = lines
  if (lines.endsWithCr) return findMacBreak(raw, from, end)
  const lineFeed = raw.indexOf(LF, from)
  if (lineFeed === -1 || lineFeed >= end) return { at: end, next: end }
  const hasCr = lineFeed > from && raw[lineFeed - 1] === CR
  return { at: hasCr ? lineFeed - 1 : lineFeed, next: lineFeed + 1 }
}

function findMacBreak(raw: Buffer, from: number, end: number): { at: number; next: number } {
  for (let at = from; at < end; at++) {
    if (raw[at] === LF) return { at, next: at + 1 }
    if (raw[at] === CR) return { at, next: raw[at + 1] === LF && at + 1 < end ? at + 2 : at + 1 }
  }
  return { at: end, next: end }
}

/** The end of a text that stops before the line at `lineStart`: its line break belongs to the line. */
export function endBefore(raw: Buffer, lineStart: number): number {
  if (lineStart > 0 && raw[lineStart - 1] === LF) {
    return lineStart > 1 && raw[lineStart - 2] === CR ? lineStart - 2 : lineStart - 1
  }
  return lineStart > 0 && raw[lineStart - 1] === CR ? lineStart - 1 : lineStart
}
