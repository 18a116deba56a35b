import { createDataReader } from './data-reader.ts'

/** Takes bytes that are no commands; returns what follows them, or `undefined` while they go on. */
export type ByteSink = (chunk: Buffer) => Buffer | undefined

/** DATA: up to the final dot, with dot-stuffing undone. */
export function sinkToFinalDot(take: (piece: Buffer) => void): ByteSink {
  const reader = createDataReader(take)
  return (chunk) => reader.push(chunk)
}

/** BDAT: so many bytes, as they are (RFC 3030 2). */
export function sinkOfBytes(count: number, take: (piece: Buffer) => void): ByteSink {
  let left = count
  return (chunk) => {
    const piece = chunk.subarray(0, left)
    left -= piece.length
    take(piece)
    return left === 0 ? chunk.subarray(piece.length) : undefined
  }
}
