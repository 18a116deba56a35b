/** Pixels, or all there is. */
export type PreviewWidth = number | 'full'

export const phoneWidth = 375
export const previewWidthMin = 240
export const previewWidthMax = 1600

export const previewWidths = [
  { id: 'phone', width: phoneWidth, label: `Phone, ${phoneWidth} px` },
  { id: 'tablet', width: 768, label: 'Tablet, 768 px' },
  { id: 'desktop', width: 1280, label: 'Desktop, 1280 px' },
  { id: 'full', width: 'full', label: 'Full width' },
] as const satisfies readonly {
  readonly id: string
  readonly width: PreviewWidth
  readonly label: string
}[]

export function boundedWidth(width: number): number {
  return Math.round(Math.min(previewWidthMax, Math.max(previewWidthMin, width)))
}
