/** Most messages are done with the first block. */
const FIRST_BLOCK_BYTES = 8 * 1024
const BLOCK_BYTES = 64 * 1024
/** A piece below this is copied: an object for each of millions of lines costs more than the lines. */
const COPIED_BYTES = 4 * 1024

/** Gathers the pieces of a message that is being received. */
export interface PieceCollector {
  add(piece: Buffer): void
  /** All bytes so far, in a buffer that holds hardly anything else. */
  concat(): Buffer
}

const EMPTY = Buffer.alloc(0)

/** Of a read buffer that is kept for the sake of a piece of it. */
const WASTE_MAX = 1 / 8

export function createPieceCollector(): PieceCollector {
  const pieces: Buffer[] = []
  let length = 0
  let block = EMPTY
  let used = 0

  function closeBlock(): void {
    if (used > 0) pieces.push(block.subarray(0, used))
    block = block.subarray(used)
    used = 0
  }

  return {
    add(piece) {
      length += piece.length
      if (piece.length >= COPIED_BYTES || (pieces.length === 0 && used === 0 && isWhole(piece))) {
        closeBlock()
        pieces.push(piece)
        return
      }
      if (piece.length > block.length - used) {
        closeBlock()
        block = Buffer.allocUnsafeSlow(pieces.length === 0 ? FIRST_BLOCK_BYTES : BLOCK_BYTES)
      }
      piece.copy(block, used)
      used += piece.length
    },
    concat() {
      closeBlock()
      const [first] = pieces
      if (first && pieces.length === 1 && isWhole(first)) return first
      // Copied once, since a large piece is a view that keeps a whole read buffer alive; and not into a
      // buffer of Node's pool, where others would stay with it.
      const whole = Buffer.allocUnsafeSlow(length)
      let at = 0
      for (const piece of pieces) at += piece.copy(whole, at)
      return whole
    },
  }
}

/** Whether it can be kept as it came: small mail comes in one piece, and with hardly anything beside it. */
function isWhole({ length, buffer }: Buffer): boolean {
  return length >= buffer.byteLength * (1 - WASTE_MAX)
}
