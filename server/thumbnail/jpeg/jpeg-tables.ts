export const BLOCK = 8
export const BLOCK_VALUES = 64

/** The place of each coefficient in its block, in the order in which they are stored (T.81, figure A.6). */
export const ZIGZAG: readonly number[] = zigzag()

function zigzag(): number[] {
  const places: number[] = []
  for (let diagonal = 0; diagonal <= 2 * (BLOCK - 1); diagonal += 1) {
    const first = Math.max(0, diagonal - BLOCK + 1)
    const last = Math.min(diagonal, BLOCK - 1)
    for (let step = first; step <= last; step += 1) {
      // Upwards to the right on even diagonals, downwards on odd ones.
      const row = diagonal % 2 === 0 ? diagonal - step : step
      places.push(row * BLOCK + (diagonal - row))
    }
  }
  return places
}

/**
 * `basis[x * points + u]`: what the coefficient u adds to the sample x. With fewer than 8 points the low
 * frequencies alone give the block at a fraction of its size.
 */
export function cosineBasis(points: number): Float64Array {
  const basis = new Float64Array(points * points)
  for (let x = 0; x < points; x += 1) {
    for (let u = 0; u < points; u += 1) {
      const scale = u === 0 ? Math.SQRT1_2 : 1
      basis[x * points + u] = (scale / 2) * Math.cos(((2 * x + 1) * u * Math.PI) / (2 * points))
    }
  }
  return basis
}

/** T.81, tables K.1 and K.2, in zigzag order: what is used at quality 50. */
export const LUMINANCE = fromHex(
  '100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c39333837' +
    '40485c4e404457453738506d51575f626768673e4d71797064785c656763',
)
export const CHROMINANCE = fromHex(`1112121815182f1a1a2f6342384263${'63'.repeat(49)}`)

export interface HuffmanCode {
  /** How many codes there are of each length, from 1 bit to 16. */
  readonly counts: Uint8Array
  readonly symbols: Uint8Array
}

/** T.81, table K.3. */
export const DC_CODE: HuffmanCode = {
  counts: fromHex('00010501010101010100000000000000'),
  symbols: fromHex('000102030405060708090a0b'),
}
/** T.81, table K.5. */
export const AC_CODE: HuffmanCode = {
  counts: fromHex('0002010303020403050504040000017d'),
  symbols: fromHex(
    '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a2526' +
      '2728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a83848586' +
      '8788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7' +
      'd8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa',
  ),
}

function fromHex(text: string): Uint8Array {
  return Buffer.from(text, 'hex')
}
