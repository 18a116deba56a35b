import type { HuffmanCode } from './jpeg-tables.ts'

interface Code {
  readonly bits: number
  readonly length: number
}

/** The codes of the symbols of a table, as T.81 makes them in annex C. */
export function codesOf({ counts, symbols }: HuffmanCode): ReadonlyMap<number, Code> {
  const codes = new Map<number, Code>()
  let bits = 0
  let next = 0
  for (const [index, count] of counts.entries()) {
    for (const symbol of symbols.subarray(next, next + count)) {
      codes.set(symbol, { bits, length: index + 1 })
      bits += 1
    }
    next += count
    bits <<= 1
  }
  return codes
}

export interface BitWriter {
  write(bits: number, length: number): void
  /** The bytes, the last one filled up with ones. */
  finish(): Buffer
}

export function createBitWriter(): BitWriter {
  const bytes: number[] = []
  let held = 0
  let heldLength = 0

  function write(bits: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      held = (held << 1) | ((bits >> bit) & 1)
      heldLength += 1
      if (heldLength < 8) continue
      bytes.push(held)
      // A byte that looks like a marker is followed by a zero (T.81 B.1.1.5).
      if (held === 0xff) bytes.push(0)
      held = 0
      heldLength = 0
    }
  }

  return {
    write,
    finish() {
      while (heldLength > 0) write(1, 1)
      return Buffer.from(bytes)
    },
  }
}
