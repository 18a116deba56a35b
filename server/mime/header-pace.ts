import { limits } from '../core/limits.ts'

/** Characters that a header counts for besides its own, so that short ones are read in pieces too. */
const HEADER_COST = 128

/** Told of one header after the other, it says before which of them the event loop shall turn. */
export function createHeaderPace(): (header: string) => boolean {
  let pieceLength = 0
  return (header) => {
    pieceLength += HEADER_COST + header.length
    if (pieceLength < limits.readPieceBytes) return false
    pieceLength = 0
    return true
  }
}
