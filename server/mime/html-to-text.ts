import { blockTags, cellTags, paragraphTags } from './html-tags.ts'
import type { Pieces } from './in-pieces.ts'
import { readHtml } from './read-html.ts'
import type { HtmlSink } from './read-html.ts'

/** HTML as plain text, for mail without a text part: paragraphs, list marks, `text ( link )`. */
export function* htmlToText(html: string): Pieces<string> {
  const page = createPage()
  yield* readHtml(html, page.sink)
  return page.text()
}

/** Text that grows by words; breaks are remembered and written when the next word comes. */
function createPage(): { sink: HtmlSink; text(): string } {
  const written: string[] = []
  const lists: Array<{ ordered: boolean; items: number }> = []
  let breaks = 0
  let space = false
  let preformatted = 0
  let link: { href: string; from: number } | undefined

  const write = (word: string): void => {
    if (written.length > 0) {
      if (breaks > 0) written.push('\n'.repeat(breaks))
      else if (space) written.push(' ')
    }
    breaks = 0
    space = false
    written.push(word)
  }
  const writeText = (text: string): void => {
    if (/^\s/.test(text)) space = true
    const words = text.trim().replace(/\s+/g, ' ')
    if (words === '') return
    write(words)
    space = /\s$/.test(text)
  }
  const breakLine = (count: number): void => {
    breaks = Math.max(breaks, count)
  }
  const breakFor = (tag: string): void => {
    if (paragraphTags.has(tag)) breakLine(lists.length > 0 ? 1 : 2)
    else if (blockTags.has(tag)) breakLine(1)
    else if (cellTags.has(tag)) space = true
  }
  const closeLink = (): void => {
    if (link === undefined) return
    const { href, from } = link
    link = undefined
    const shown = written.slice(from).join('').trim()
    if (href === '' || href.startsWith('#') || shown === href || `mailto:${shown}` === href) return
    space = true
    write(`( ${href} )`)
  }

  const sink: HtmlSink = {
    text: (text) => {
      if (preformatted > 0 && text.trim() !== '') write(text)
      else if (preformatted > 0 && text.includes('\n')) breakLine(text.split('\n').length - 1)
      else writeText(text)
    },
    open(tag, attributes) {
      if (tag === 'br') breaks = Math.min(breaks + 1, 2)
      else if (tag === 'img' && (attributes.get('alt') ?? '').trim() !== '') {
        writeText(` ${attributes.get('alt') ?? ''} `)
      } else if (tag === 'a') {
        closeLink()
        link = { href: (attributes.get('href') ?? '').trim(), from: written.length }
      } else breakFor(tag)
      if (tag === 'pre') preformatted++
      if (tag === 'ul' || tag === 'ol') lists.push({ ordered: tag === 'ol', items: 0 })
      if (tag === 'li') writeMark()
    },
    close(tag) {
      if (tag === 'a') closeLink()
      if (tag === 'pre') preformatted = Math.max(0, preformatted - 1)
      if (tag === 'ul' || tag === 'ol') lists.pop()
      breakFor(tag)
    },
  }
  const writeMark = (): void => {
    const list = lists.at(-1)
    if (list === undefined) return
    list.items++
    write(list.ordered ? `${String(list.items)}.` : '*')
    space = true
  }

  return {
    sink,
    text() {
      closeLink()
      return written.join('').trim()
    },
  }
}
