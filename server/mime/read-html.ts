import { Tokenizer } from 'htmlparser2'
import { limits } from '../core/limits.ts'
import type { Pieces } from './in-pieces.ts'

/** Takes what a reader of the HTML would see, in order. Names are in lower case. */
export interface HtmlSink {
  text(text: string): void
  open(tag: string, attributes: ReadonlyMap<string, string>): void
  close(tag: string): void
  /** What stands in a `<style>`. */
  style?(css: string): void
}

const hidden = new Set(['style', 'script', 'title', 'template', 'noembed'])
const wanted = new Set(['href', 'src', 'alt', 'style', 'rel', 'srcset', 'background', 'hidden'])
const noAttributes: ReadonlyMap<string, string> = new Map()

/** Walks HTML with a tokenizer: no tree, no stack, so broken or hostile markup stays linear. */
export function* readHtml(html: string, sink: HtmlSink): Pieces<void> {
  const tokenizer = new Tokenizer({ decodeEntities: true }, createCallbacks(html, sink))
  const length = limits.readPieceBytes
  for (let from = 0; from < html.length; from += length) {
    if (from > 0) yield
    tokenizer.write(from === 0 && html.length <= length ? html : html.slice(from, from + length))
  }
  tokenizer.end()
}

function createCallbacks(html: string, sink: HtmlSink): ConstructorParameters<typeof Tokenizer>[1] {
  let tag = ''
  let attributes: Map<string, string> | undefined
  let attribute = ''
  let isWanted = false
  let value = ''
  let hiddenIn = ''

  const opened = (): void => {
    if (hiddenIn !== '') return
    if (hidden.has(tag)) hiddenIn = tag
    else sink.open(tag, attributes ?? noAttributes)
  }
  const ignored = (): void => undefined

  return {
    ontext: (start, end) => {
      if (hiddenIn === '') sink.text(html.slice(start, end))
      else if (hiddenIn === 'style') sink.style?.(html.slice(start, end))
    },
    ontextentity: (codepoint) => {
      if (hiddenIn === '') sink.text(String.fromCodePoint(codepoint))
    },
    onopentagname: (start, end) => {
      tag = html.slice(start, end).toLowerCase()
      attributes = undefined
    },
    onopentagend: opened,
    // `<br/>`; HTML ignores the slash on other tags, so `<style/>` hides what follows.
    onselfclosingtag: opened,
    onclosetag: (start, end) => {
      const closed = html.slice(start, end).toLowerCase()
      if (hiddenIn === '') sink.close(closed)
      else if (hiddenIn === closed) hiddenIn = ''
    },
    onattribname: (start, end) => {
      attribute = html.slice(start, end).toLowerCase()
      isWanted = wanted.has(attribute)
      value = ''
    },
    onattribdata: (start, end) => {
      if (isWanted) value += html.slice(start, end)
    },
    onattribentity: (codepoint) => {
      if (isWanted) value += String.fromCodePoint(codepoint)
    },
    onattribend: () => {
      if (!isWanted) return
      attributes ??= new Map()
      // The first of two wins, as in browsers.
      if (!attributes.has(attribute)) attributes.set(attribute, value)
    },
    oncdata: ignored,
    oncomment: ignored,
    ondeclaration: ignored,
    onprocessinginstruction: ignored,
    onend: ignored,
  }
}
