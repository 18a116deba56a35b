import { limits } from '../core/limits.ts'
import type { Pieces } from './in-pieces.ts'
import type { Problems } from './mail-problems.ts'

const CR = 0x0d
const LF = 0x0a
const lineLengthMax = 998

interface Scan {
  lineStart: number
  bare: number | undefined
  long: number | undefined
}

/** Reports what a mail server may refuse or change on the way: NUL, bare CR or LF, too long lines. */
export function* checkLines(raw: Buffer, problems: Problems): Pieces<void> {
  const nul = raw.indexOf(0)
  if (nul !== -1) {
    problems.add('nul-bytes', `There is a NUL byte at offset ${nul}; RFC 5322 forbids it.`)
  }
  const scan: Scan = { lineStart: 0, bare: undefined, long: undefined }
  for (let from = 0; from < raw.length; from += limits.readPieceBytes) {
    if (from > 0) yield
    scanPiece(raw, from, scan)
    if (scan.bare !== undefined && scan.long !== undefined) break
  }
  noteLine(scan, raw.length)
  report(scan, problems)
}

function scanPiece(raw: Buffer, from: number, scan: Scan): void {
  const end = Math.min(raw.length, from + limits.readPieceBytes)
  for (let at = from; at < end; at++) {
    const byte = raw[at]
    // Nearly every byte is a letter: one comparison for those.
    if (byte === undefined || byte > CR) continue
    if (byte === LF) {
      const paired = raw[at - 1] === CR
      if (!paired) scan.bare ??= at
      noteLine(scan, paired ? at - 1 : at)
      scan.lineStart = at + 1
    } else if (byte === CR && raw[at + 1] !== LF) {
      scan.bare ??= at
      noteLine(scan, at)
      scan.lineStart = at + 1
    }
  }
}

function noteLine(scan: Scan, end: number): void {
  if (end - scan.lineStart > lineLengthMax) scan.long ??= end - scan.lineStart
}

function report({ bare, long }: Scan, problems: Problems): void {
  if (bare !== undefined) {
    problems.add(
      'bare-newlines',
      `A CR or LF stands alone at offset ${bare}; lines must end with CRLF (RFC 5321 2.3.8), and some servers refuse the message.`,
    )
  }
  if (long !== undefined) {
    problems.add(
      'line-too-long',
      `A line has ${long} bytes; RFC 5322 2.1.1 allows ${lineLengthMax}, and servers may break longer ones.`,
    )
  }
}
