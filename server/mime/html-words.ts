import type { HtmlReference } from '../core/extract/link.ts'
import { createHtmlReferences } from './html-references.ts'
import { inlineTags } from './html-tags.ts'
import type { Pieces } from './in-pieces.ts'
import { readHtml } from './read-html.ts'
import { createVisiblePage } from './visible-page.ts'
import type { TextRange } from './visible-page.ts'

/** What an HTML body says and where it leads. */
export interface HtmlWords {
  /** The visible text, its parts kept apart as in `VisiblePage`; at least its beginning. */
  readonly visible: string
  /** Stretches of `visible` that no reader sees. */
  readonly hidden: readonly TextRange[]
  /** The visible text and behind it the addresses of its links, for searching: no sentence is parted. */
  readonly searchable: string
  readonly references: readonly HtmlReference[]
}

/** Cheap and linear: runs for every message that arrives. */
export function* htmlWords(html: string, lengthMax: number): Pieces<HtmlWords> {
  const page = createVisiblePage()
  const references = createHtmlReferences()
  let words = ''
  let addresses = ''
  const add = (text: string): void => {
    if (words.length < lengthMax) words += text
  }
  yield* readHtml(html, {
    text(text) {
      page.sink.text(text)
      references.sink.text(text)
      add(text)
    },
    open(tag, attributes) {
      page.sink.open(tag, attributes)
      references.sink.open(tag, attributes)
      if (!inlineTags.has(tag)) add(' ')
      const href = attributes.get('href')
      if (href !== undefined && addresses.length < lengthMax) addresses += ` ${href}`
    },
    close(tag) {
      page.sink.close(tag)
      references.sink.close(tag)
      if (!inlineTags.has(tag)) add(' ')
    },
    style: (css) => references.sink.style?.(css),
  })
  return {
    visible: page.text(),
    hidden: page.hidden(),
    searchable: words + addresses,
    references: references.list(),
  }
}
