/** Mail on its way to another thread: one block of bytes costs less to hand over than many. */
export interface Batch {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each mail ends in them. */
  readonly ends: readonly number[]
}

export function packBatch(raws: readonly Buffer[]): Batch {
  const bytes = new Uint8Array(raws.reduce((sum, { byteLength }) => sum + byteLength, 0))
  const ends: number[] = []
  let end = 0
  for (const raw of raws) {
    bytes.set(raw, end)
    end += raw.byteLength
    ends.push(end)
  }
  return { bytes, ends }
}
