interface AttachedFile {
  readonly ContentType: string
  readonly Size: number
}

/** What the server makes thumbnails of. */
const thumbnailed = new Set(['image/png', 'image/jpeg', 'image/jpg', 'image/gif', 'image/bmp'])
/** What only a browser reads; SVG could carry scripts, and is not worth a thumbnail. */
const readByBrowsers = new Set(['image/webp', 'image/avif'])
const pictureBytesMax = 2_000_000

/** How a file looks in a list: its thumbnail, itself, or a sheet of paper. */
export function attachmentLook({ ContentType, Size }: AttachedFile): 'thumbnail' | 'self' | 'file' {
  const type = ContentType.toLowerCase()
  if (thumbnailed.has(type)) return 'thumbnail'
  return readByBrowsers.has(type) && Size < pictureBytesMax ? 'self' : 'file'
}

/** Whether a tab shows it; a PDF does not open under the policy of a part, which runs nothing. */
export function opensInBrowser(contentType: string): boolean {
  const type = contentType.toLowerCase()
  return thumbnailed.has(type) || readByBrowsers.has(type) || type === 'text/plain'
}
