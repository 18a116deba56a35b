export type TextSegment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

// Only these schemes: a plain-text `javascript:` stays what it is, text. The bounds (RFC 5321
// 4.5.3.1) keep a megabyte of letters without an @ from being scanned once per letter.
const link =
  /https?:\/\/[^\s<>"']+|mailto:[^\s<>"']+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}/gi

/** Cuts a text into plain stretches and links; joined together they are the text again. */
export function linkify(text: string): TextSegment[] {
  const segments: TextSegment[] = []
  let at = 0
  for (const match of text.matchAll(link)) {
    const found = withoutTrailingPunctuation(match[0])
    if (match.index > at) segments.push({ kind: 'text', text: text.slice(at, match.index) })
    segments.push({ kind: 'link', text: found, href: hrefOf(found) })
    at = match.index + found.length
  }
  if (at < text.length) segments.push({ kind: 'text', text: text.slice(at) })
  return segments
}

function hrefOf(found: string): string {
  return /^(?:https?:\/\/|mailto:)/i.test(found) ? found : `mailto:${found}`
}

/** A sentence's full stop is not part of its link; a bracket is only where it was opened. */
function withoutTrailingPunctuation(found: string): string {
  let end = found.length
  while (end > 0) {
    const last = found[end - 1] ?? ''
    const isOpenedInside = last === ')' && found.slice(0, end).includes('(')
    if (!'.,;:!?)]}*_'.includes(last) || isOpenedInside) break
    end -= 1
  }
  return found.slice(0, end)
}
