import { limits } from '../core/limits.ts'
import type { Pieces } from './in-pieces.ts'

/** The bytes that a Content-Transfer-Encoding decodes to (RFC 2045 6), and whether they were sound. */
export interface DecodedBody {
  readonly bytes: Buffer
  readonly fault: 'bad-base64' | 'bad-quoted-printable' | 'unknown-encoding' | undefined
}

const identity = new Set(['', '7bit', '8bit', 'binary'])

/** Decodes in pieces; what cannot be decoded is skipped (base64) or kept as it stands. */
export function* decodeTransfer(body: Buffer, encoding: string): Pieces<DecodedBody> {
  if (encoding === 'base64') return yield* decodeBase64(body)
  if (encoding === 'quoted-printable') return yield* decodeQuotedPrintable(body)
  return { bytes: body, fault: identity.has(encoding) ? undefined : 'unknown-encoding' }
}

/** RFC 2045 6.8: characters outside the alphabet are skipped; each padded run is decoded by itself. */
function* decodeBase64(body: Buffer): Pieces<DecodedBody> {
  const bytes = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4) + 3)
  let length = 0
  let carry = ''
  let isBroken = false
  for (let from = 0; from < body.length; from += limits.readPieceBytes) {
    if (from > 0) yield
    const sent = body.toString('latin1', from, from + limits.readPieceBytes)
    isBroken ||= /[^A-Za-z0-9+/=\s]/.test(sent)
    const text = carry + sent.replace(/[^A-Za-z0-9+/=]+/g, '')
    const runs = text.split(/=+/)
    carry = runs.pop() ?? ''
    for (const run of runs) {
      isBroken ||= run.length % 4 === 1
      length += bytes.write(run, length, 'base64')
    }
    const whole = carry.length - (carry.length % 4)
    length += bytes.write(carry.slice(0, whole), length, 'base64')
    carry = carry.slice(whole)
  }
  length += bytes.write(carry, length, 'base64')
  // Padding that is left out loses nothing; a single character more does.
  isBroken ||= carry.length === 1
  return { bytes: bytes.subarray(0, length), fault: isBroken ? 'bad-base64' : undefined }
}

const EQUALS = 0x3d
const SPACE = 0x20
const TAB = 0x09
const CR = 0x0d
const LF = 0x0a

/** RFC 2045 6.7: soft line breaks and white space at line ends vanish; a wrong `=` stays. */
function* decodeQuotedPrintable(body: Buffer): Pieces<DecodedBody> {
  const bytes = Buffer.allocUnsafe(body.length)
  let length = 0
  let blanks = 0
  let isBroken = false
  let pieceEnd = limits.readPieceBytes
  for (let at = 0; at < body.length; at++) {
    if (at >= pieceEnd) {
      yield
      pieceEnd = at + limits.readPieceBytes
    }
    const byte = body[at] ?? 0
    if (byte > EQUALS) {
      // Nearly every byte is a letter: one comparison for those.
      blanks = 0
      bytes[length++] = byte
      continue
    }
    if (byte === EQUALS) {
      blanks = 0
      const value = hexPair(body[at + 1], body[at + 2])
      if (value !== -1) {
        bytes[length++] = value
        at += 2
        continue
      }
      const next = softBreak(body, at + 1)
      if (next !== undefined) {
        at = next - 1
        continue
      }
      isBroken = true
    } else if (byte === SPACE || byte === TAB) {
      blanks++
      bytes[length++] = byte
      continue
    } else if (byte === LF || byte === CR) length -= blanks
    blanks = 0
    bytes[length++] = byte
  }
  const fault = isBroken ? 'bad-quoted-printable' : undefined
  return { bytes: bytes.subarray(0, length - blanks), fault }
}

// Room for the padding that a relay may add after `=`; more of it is text.
const softBreakBlanksMax = 80

/** Where the text goes on when the line ends at `from`, after white space. */
function softBreak(body: Buffer, from: number): number | undefined {
  let at = from
  const blanksEnd = from + softBreakBlanksMax
  while (at < blanksEnd && (body[at] === SPACE || body[at] === TAB)) at++
  if (at >= body.length) return body.length
  if (body[at] === LF) return at + 1
  if (body[at] !== CR) return undefined
  return body[at + 1] === LF ? at + 2 : at + 1
}

function hexPair(high: number | undefined, low: number | undefined): number {
  const first = hexDigit(high)
  const second = hexDigit(low)
  return first === -1 || second === -1 ? -1 : first * 16 + second
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
