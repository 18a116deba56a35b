/** Where the reader stands between two bytes of DATA. */
type Place =
  /** Inside a line. */
  | 'mid'
  /** Behind a CR that belongs to the message. */
  | 'cr'
  /** At the start of DATA or behind CRLF. */
  | 'line'
  /** Behind a dot that began a line. */
  | 'dot'
  /** Behind that dot and a CR: one LF more and DATA is over. */
  | 'dot-cr'

const CR = 0x0d
const LF = 0x0a
const DOT = 0x2e
const LINE_WITH_DOT = Buffer.from('\r\n.')
const LONE_CR = Buffer.from('\r')

/** Reads one DATA, however it is cut into packets. */
export interface DataReader {
  /** Takes the next bytes; returns what follows the final dot, or `undefined` while DATA goes on. */
  push(chunk: Buffer): Buffer | undefined
}

/**
 * Undoes dot-stuffing (RFC 5321 4.5.2) and hands the message on, piece by piece, byte for byte. A line
 * begins at the start of DATA and after CRLF only: a dot behind a bare LF is text, and nothing but
 * `<CRLF>.<CRLF>` ends DATA, or a sender could smuggle commands in (CVE-2023-51764).
 */
export function createDataReader(take: (piece: Buffer) => void): DataReader {
  let place: Place = 'line'

  function push(chunk: Buffer): Buffer | undefined {
    /** First byte that is not handed on yet. */
    let from = 0
    let at = 0
    while (at < chunk.length) {
      const byte = chunk[at]
      switch (place) {
        case 'line':
          if (byte !== DOT) {
            place = 'mid'
            break
          }
          if (at > from) take(chunk.subarray(from, at))
          at += 1
          from = at
          place = 'dot'
          break
        case 'dot':
          place = byte === CR ? 'dot-cr' : 'mid'
          if (place === 'dot-cr') from = at += 1
          break
        case 'dot-cr':
          if (byte === LF) return chunk.subarray(at + 1)
          take(LONE_CR)
          place = 'cr'
          break
        case 'cr':
          if (byte !== LF && byte !== CR) place = 'mid'
          else {
            if (byte === LF) place = 'line'
            at += 1
          }
          break
        case 'mid': {
          const found = chunk.indexOf(LINE_WITH_DOT, at)
          if (found < 0) {
            place = placeAtEnd(chunk, at)
            at = chunk.length
          } else {
            take(chunk.subarray(from, found + 2))
            at = from = found + 3
            place = 'dot'
          }
        }
      }
    }
    if (from < chunk.length) take(chunk.subarray(from))
    return undefined
  }

  return { push }
}

/** Where a stretch that holds no `<CRLF>.` leaves the reader. */
function placeAtEnd(chunk: Buffer, start: number): Place {
  const last = chunk.at(-1)
  if (last === CR) return 'cr'
  const isLineEnd = last === LF && chunk.length - 2 >= start && chunk.at(-2) === CR
  return isLineEnd ? 'line' : 'mid'
}
