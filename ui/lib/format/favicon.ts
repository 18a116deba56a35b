/** What a tab has room for. */
export function badgeOf(unread: number): string {
  return unread > 99 ? '99+' : String(unread)
}

/** The icon with the number of unread messages on it, as an address; as it is without any. */
export function faviconOf(unread: number): string {
  return unread === 0 ? './favicon.svg' : `data:image/svg+xml,${encodeURIComponent(badged(unread))}`
}

function badged(unread: number): string {
  const text = badgeOf(unread)
  const width = 11 + 7 * text.length
  const left = 32 - width
  // The envelope moves up and makes room: at 16 pixels a number beside it could not be read.
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none"><rect x="1" y="0" width="28" height="28" rx="8" fill="#3b5bdb"/><path d="m7 8.5 5.7 4.9a3 3 0 0 0 3.8 0l6.5-4.9" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/><rect x="${left}" y="13" width="${width}" height="19" rx="6" fill="#c92a2a" stroke="#fff" stroke-width="1.5"/><text x="${left + width / 2}" y="28" fill="#fff" font-family="system-ui,sans-serif" font-size="15" font-weight="700" text-anchor="middle">${text}</text></svg>`
}
