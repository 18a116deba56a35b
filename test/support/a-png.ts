import { deflateSync } from 'node:zlib'

export interface PngFacts {
  readonly width: number
  readonly height: number
  /** PNG 11.2.1: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly type: number
  readonly depth: number
  readonly isInterlaced?: boolean
  /** The samples of a pixel, as large as the depth allows. */
  readonly samplesAt: (x: number, y: number) => readonly number[]
  readonly palette?: readonly number[]
  readonly transparency?: readonly number[]
}

const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** A PNG of any kind, whose rows use all five filters in turn. Checksums are 0. */
export function aPng(facts: PngFacts): Buffer {
  return pngOf(facts, deflateSync(Buffer.concat(rowsOf(facts))))
}

/** The same header with whatever for pixels. */
export function pngOf(facts: PngFacts, compressed: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(facts.width, 0)
  header.writeUInt32BE(facts.height, 4)
  header.set([facts.depth, facts.type, 0, 0, facts.isInterlaced ? 1 : 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(facts.palette ? [chunk('PLTE', Buffer.from(facts.palette))] : []),
    ...(facts.transparency ? [chunk('tRNS', Buffer.from(facts.transparency))] : []),
    chunk('IDAT', compressed.subarray(0, 100)),
    chunk('IDAT', compressed.subarray(100)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)])
}

function rowsOf({ width, height, depth, isInterlaced, samplesAt }: PngFacts): Buffer[] {
  const rows: Buffer[] = []
  for (const [left, top, stepX, stepY] of isInterlaced ? ADAM7 : ([[0, 0, 1, 1]] as const)) {
    if (left >= width) continue
    let before: Buffer = Buffer.alloc(0)
    for (let y = top; y < height; y += stepY) {
      const samples: number[] = []
      for (let x = left; x < width; x += stepX) samples.push(...samplesAt(x, y))
      const row = packed(samples, depth)
      const step = Math.max(1, (samplesAt(left, y).length * depth) >> 3)
      rows.push(filtered(row, { before, step, filter: rows.length % 5 }))
      before = row
    }
  }
  return rows
}

function packed(samples: readonly number[], depth: number): Buffer {
  const bits = samples.map((sample) => sample.toString(2).padStart(depth, '0')).join('')
  const bytes = bits.match(/.{1,8}/g) ?? []
  return Buffer.from(bytes.map((byte) => parseInt(byte.padEnd(8, '0'), 2)))
}

function filtered(
  row: Buffer,
  { before, step, filter }: { before: Buffer; step: number; filter: number },
): Buffer {
  const result = Buffer.alloc(row.length + 1, filter)
  for (const [at, byte] of row.entries()) {
    const left = row[at - step] ?? 0
    const above = before[at] ?? 0
    const corner = before[at - step] ?? 0
    const guess = [0, left, above, Math.floor((left + above) / 2), paeth(left, above, corner)]
    result[at + 1] = byte - (guess[filter] ?? 0)
  }
  return result
}

function paeth(left: number, above: number, corner: number): number {
  const distance = (value: number): number => Math.abs(left + above - corner - value)
  const candidates = [left, above, corner]
  const least = Math.min(...candidates.map(distance))
  return candidates.find((value) => distance(value) === least) ?? 0
}
