/** The addresses of a `srcset` (HTML, 4.8.4.2.1): a comma within one does not end it. */
export function imageSetUrls(value: string): string[] {
  const urls: string[] = []
  let isDescriptor = false
  for (const piece of value.split(/\s+/)) {
    if (isDescriptor) {
      isDescriptor = !piece.endsWith(',')
      continue
    }
    const url = piece.replace(/^,+/, '')
    if (url === '') continue
    isDescriptor = !url.endsWith(',')
    urls.push(url.endsWith(',') ? url.slice(0, url.search(/,+$/)) : url)
  }
  return urls
}
