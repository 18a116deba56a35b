import { limits } from '../core/limits.ts'
import type { Pieces } from './in-pieces.ts'
import { readHtml } from './read-html.ts'
import { hasWebAddress } from './has-web-address.ts'

/** The words of an HTML body on one line each way. */
export interface HtmlWords {
  /** The visible text; at least its beginning, for a snippet. */
  readonly visible: string
  /** The visible text and behind it the addresses of its links, for searching: no sentence is parted. */
  readonly searchable: string
  /** Whether it links to a web address or spells one out. */
  readonly hasLink: boolean
}

// Elements that stand within a line of text; all others part the words around them.
const inlineTags = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr o:p q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/** Cheap and linear: runs for every message that arrives. */
export function* htmlWords(html: string, lengthMax: number): Pieces<HtmlWords> {
  let visible = ''
  let words = ''
  let addresses = ''
  let hasLink = false
  const add = (text: string): void => {
    hasLink ||= hasWebAddress(text)
    if (visible.length < limits.snippetSourceMax) visible += text
    if (words.length < lengthMax) words += text
  }
  const part = (tag: string): void => {
    if (!inlineTags.has(tag)) add(' ')
  }
  yield* readHtml(html, {
    text: add,
    open(tag, attributes) {
      part(tag)
      const href = attributes.get('href')
      if (isLink(tag)) hasLink ||= hasWebAddress(href ?? '')
      if (href !== undefined && addresses.length < lengthMax) addresses += ` ${href}`
    },
    close: part,
  })
  return { visible, searchable: words + addresses, hasLink }
}

/** A stylesheet has an address too, but nobody follows it. */
function isLink(tag: string): boolean {
  return tag === 'a' || tag === 'area'
}
