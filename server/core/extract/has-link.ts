import { absoluteUrl } from './absolute-url.ts'
import { findUrls } from './find-urls.ts'
import type { HtmlReference } from './link.ts'

/** Whether there is a link that one can follow; pictures and styles are none. */
export function hasLink(references: readonly HtmlReference[], text: string): boolean {
  return references.some(isFollowed) || findUrls(text).next().done !== true
}

function isFollowed({ place, value }: HtmlReference): boolean {
  return place === 'anchor' && absoluteUrl(value) !== undefined
}
