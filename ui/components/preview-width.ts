export type PreviewWidth = 'full' | 'tablet' | 'phone'

export const previewWidths: readonly { readonly id: PreviewWidth; readonly label: string }[] = [
  { id: 'phone', label: 'Phone, 375 px' },
  { id: 'tablet', label: 'Tablet, 768 px' },
  { id: 'full', label: 'Full width' },
]
