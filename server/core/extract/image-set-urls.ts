/** The addresses of a `srcset` (HTML, 4.8.4.2.1): a comma within one does not end it. */
export function* imageSetUrls(value: string): Generator<string, void, undefined> {
  let isDescriptor = false
  for (const [piece] of value.matchAll(/\S+/g)) {
    const url: string = isDescriptor ? behindComma(piece) : piece.replace(/^,+/, '')
    if (isDescriptor && !piece.includes(',')) continue
    isDescriptor = url !== '' && !url.endsWith(',')
    if (url !== '') yield withoutCommas(url)
  }
}

/** `2x,https://example.com/d.png`: a descriptor, and the next address without a blank before it. */
function behindComma(piece: string): string {
  const comma = piece.indexOf(',')
  return comma === -1 ? '' : piece.slice(comma + 1).replace(/^,+/, '')
}

function withoutCommas(url: string): string {
  let end = url.length
  while (end > 0 && url.charAt(end - 1) === ',') end--
  return url.slice(0, end)
}
