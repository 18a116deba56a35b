const FIRST_BYTES = 4 * 1024

/** Gathers the bytes of one message after the other. */
export interface MailBuffer {
  add(bytes: Buffer): void
  /** A few bytes, each of them a character. */
  addLatin1(text: string): void
  /** Bytes that were added, also where they are too many to be kept. */
  readonly size: number
  /** The message, `undefined` where it is too large; the next one begins. */
  take(): Buffer | undefined
}

/**
 * Bytes are copied at once: a view of each of millions of lines would cost more than the lines, and keep
 * the buffers alive that they were read into. Above the limit (0 is none) bytes are counted, not kept.
 */
export function createMailBuffer(bytesMax: number): MailBuffer {
  let buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)
  let size = 0

  function isWithin(bytes: number): boolean {
    return bytesMax === 0 || bytes <= bytesMax
  }

  function makeRoom(needed: number): void {
    if (needed <= buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * buffer.length))
    buffer.copy(larger, 0, 0, size)
    buffer = larger
  }

  return {
    add(bytes) {
      const end = size + bytes.length
      if (isWithin(end)) {
        makeRoom(end)
        bytes.copy(buffer, size)
      }
      size = end
    },
    addLatin1(text) {
      const end = size + text.length
      if (isWithin(end)) {
        makeRoom(end)
        for (let at = 0; at < text.length; at += 1) buffer[size + at] = text.charCodeAt(at)
      }
      size = end
    },
    get size() {
      return size
    },
    take() {
      const raw = isWithin(size) ? Buffer.from(buffer.subarray(0, size)) : undefined
      size = 0
      return raw
    },
  }
}
