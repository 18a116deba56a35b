import { limits } from '../core/limits.ts'
import { blockTags, cellTags, inlineTags, paragraphTags, voidTags } from './html-tags.ts'
import type { HtmlSink } from './read-html.ts'
import { breaks } from '../core/extract/breaks.ts'

/** A stretch of a text. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/** The text of a page with what parts it: white space all of it, so that words stay words. */
export interface VisiblePage {
  readonly sink: HtmlSink
  /** Lines are parted by `breaks.line`, cells of a table by `breaks.cell`. */
  text(): string
  /** Stretches that no reader sees: preheaders, and what only some screens show. */
  hidden(): readonly TextRange[]
}

const lengthMax = limits.codeTextMax

export function createVisiblePage(): VisiblePage {
  let text = ''
  let preformatted = 0
  const hidden: TextRange[] = []
  const concealed = createElement()
  const boxes = new Map<string, Box>()
  let from = 0

  const add = (piece: string): void => {
    if (text.length < lengthMax) text += piece
  }
  const open = (tag: string, attributes: ReadonlyMap<string, string>): void => {
    if (tag === 'p' && concealed.tag === 'p') conceal(concealed.end())
    if (concealed.open(tag)) return
    if (voidTags.has(tag) || attributes.size === 0) return
    const style = attributes.get('style')
    if (attributes.has('hidden') || (style !== undefined && hides.test(style))) {
      concealed.begin(tag)
      from = text.length
    }
    if (style !== undefined && inlineTags.has(tag)) openBox(tag, style)
  }
  const conceal = (isOver: boolean): void => {
    if (isOver && hidden.length < lengthMax) hidden.push({ from, to: text.length })
  }
  // An inline element that is shown as a block parts words as one.
  const openBox = (tag: string, style: string): void => {
    const shown = boxed.exec(style)
    if (shown === null) return
    const edge = shown[1] === undefined ? breaks.line : ' '
    add(edge)
    if (boxes.has(tag)) return
    const box = { element: createElement(), edge }
    box.element.begin(tag)
    boxes.set(tag, box)
  }
  const closeBox = (tag: string): void => {
    const box = boxes.get(tag)
    if (box?.element.close(tag) !== true) return
    boxes.delete(tag)
    add(box.edge)
  }

  const sink: HtmlSink = {
    text: (piece) => add(preformatted > 0 ? piece.replaceAll('\n', breaks.line) : piece),
    open(tag, attributes) {
      add(edgeOf(tag))
      if (tag === 'pre') preformatted++
      boxes.get(tag)?.element.open(tag)
      open(tag, attributes)
    },
    close(tag) {
      if (tag === 'pre') preformatted = Math.max(0, preformatted - 1)
      conceal(concealed.close(tag))
      if (boxes.size > 0) closeBox(tag)
      add(edgeOf(tag))
    },
  }

  return {
    sink,
    text: () => text,
    hidden: () => (concealed.tag === '' ? hidden : [...hidden, { from, to: text.length }]),
  }
}

interface Box {
  readonly element: Element
  readonly edge: string
}

// Not `font-size:0`: layouts in columns have it around everything.
const hides =
  /\bdisplay\s*:\s*none|\bvisibility\s*:\s*hidden|\b(?:max-height|opacity)\s*:\s*0(?![.\d])|\bfont-size\s*:\s*1px/i
const boxed = /\bdisplay\s*:\s*(inline-)?(?:block|flex|table|grid)/i

function edgeOf(tag: string): string {
  if (inlineTags.has(tag)) return ''
  if (tag === 'br' || paragraphTags.has(tag) || blockTags.has(tag)) return breaks.line
  return cellTags.has(tag) ? breaks.cell : ' '
}

/** One element that is waited to end, without a tree: its like within it are counted. */
interface Element {
  readonly tag: string
  begin(tag: string): void
  /** True when it is within the element. */
  open(tag: string): boolean
  /** True when the element ends here. */
  close(tag: string): boolean
  end(): boolean
}

function createElement(): Element {
  let name = ''
  let depth = 0
  return {
    get tag() {
      return name
    },
    begin(tag) {
      name = tag
      depth = 1
    },
    open(tag) {
      if (tag === name) depth++
      return name !== ''
    },
    close(tag) {
      if (tag !== name) return false
      depth--
      return depth === 0 && this.end()
    },
    end() {
      name = ''
      return true
    },
  }
}
