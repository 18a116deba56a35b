import type { HtmlReference } from '../core/extract/link.ts'
import { limits } from '../core/limits.ts'
import { inlineTags } from './html-tags.ts'
import type { HtmlSink } from './read-html.ts'
import { visibleWords } from '../core/search/visible-words.ts'

/** Collects what HTML refers to, in its order. */
export interface HtmlReferences {
  readonly sink: HtmlSink
  list(): readonly HtmlReference[]
}

type Draft = { -readonly [Key in keyof HtmlReference]: HtmlReference[Key] }

export function createHtmlReferences(): HtmlReferences {
  const drafts: Draft[] = []
  let link: Draft | undefined
  let styles: Draft | undefined

  const add = (place: HtmlReference['place'], value: string | undefined, text = ''): void => {
    if (value === undefined || value === '' || drafts.length >= limits.linksMax) return
    drafts.push({ place, value, text })
  }
  const addWords = (text: string): void => {
    if (link !== undefined && link.text.length < wordsMax) link.text += text
  }
  const openLink = (href: string | undefined): void => {
    const { length } = drafts
    add('anchor', href)
    link = drafts[length]
  }
  const openElement = (tag: string, attributes: ReadonlyMap<string, string>): void => {
    const alt = attributes.get('alt') ?? ''
    if (tag === 'a') openLink(attributes.get('href'))
    else if (tag === 'area') add('anchor', attributes.get('href'), alt)
    else if (tag === 'img' || tag === 'input') add('image', attributes.get('src'), alt)
    else if (tag === 'link' && /\bstylesheet\b/i.test(attributes.get('rel') ?? '')) {
      add('stylesheet', attributes.get('href'))
    }
    if (tag === 'img') addWords(` ${alt} `)
    add('image-set', attributes.get('srcset'), alt)
    add('image', attributes.get('background'))
    const style = attributes.get('style')
    if (style?.includes('url(') === true) add('css', style)
  }

  const sink: HtmlSink = {
    text: addWords,
    open(tag, attributes) {
      styles = undefined
      if (!inlineTags.has(tag)) addWords(' ')
      if (attributes.size > 0) openElement(tag, attributes)
      else if (tag === 'a') link = undefined
    },
    close(tag) {
      styles = undefined
      if (tag === 'a') link = undefined
      else if (!inlineTags.has(tag)) addWords(' ')
    },
    style(css) {
      // A style that is read in several pieces is one.
      if (styles !== undefined) styles.value += css
      else {
        const { length } = drafts
        add('css', css)
        styles = drafts[length]
      }
    },
  }

  return {
    sink,
    list: () => drafts.map((draft) => ({ ...draft, text: shown(draft.text) })),
  }
}

// White space that is not shown is collapsed later.
const wordsMax = 4 * limits.linkTextLengthMax

function shown(text: string): string {
  return visibleWords(text).slice(0, limits.linkTextLengthMax)
}
