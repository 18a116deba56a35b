import { BrokenImage } from '../broken-image.ts'

/** Undoes the filter of a row in place (PNG 3rd edition, 9.2). `step` is the bytes of a pixel, at least 1. */
export function unfilterRow(
  filter: number,
  row: Uint8Array,
  { before, step }: { readonly before: Uint8Array; readonly step: number },
): void {
  const predict = FILTERS[filter]
  if (predict === undefined) throw new BrokenImage(`A row has the unknown filter ${filter}.`)
  if (predict === null) return
  for (let at = 0; at < row.length; at += 1) {
    const left = at < step ? 0 : (row[at - step] ?? 0)
    const above = before[at] ?? 0
    const corner = at < step ? 0 : (before[at - step] ?? 0)
    row[at] = (row[at] ?? 0) + predict(left, above, corner)
  }
}

type Predict = (left: number, above: number, corner: number) => number

const FILTERS: readonly (Predict | null)[] = [
  null,
  (left) => left,
  (_left, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
]

/** Whichever of the three is closest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner)
  const toAbove = Math.abs(left - corner)
  const toCorner = Math.abs(left + above - 2 * corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
