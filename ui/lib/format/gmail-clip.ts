/** Gmail shows so many bytes of the HTML and hides the rest behind a link: 102 KB. */
export const gmailClipBytes = 102_400

/** Bytes of the HTML, if Gmail would clip it. */
export function clippedByGmail(html: string): number | undefined {
  // A character has at most three bytes for each of its UTF-16 units.
  if (html.length * 3 <= gmailClipBytes) return undefined
  const bytes = new TextEncoder().encode(html).length
  return bytes > gmailClipBytes ? bytes : undefined
}
