import { breaks } from '../core/extract/breaks.ts'
import { limits } from '../core/limits.ts'
import { blockTags, cellTags, inlineTags, paragraphTags, voidTags } from './html-tags.ts'
import { createOpenElement } from './open-element.ts'
import type { OpenElement } from './open-element.ts'
import type { HtmlSink } from './read-html.ts'

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

export function createVisiblePage(): VisiblePage {
  let text = ''
  let preformatted = 0
  const hidden: TextRange[] = []
  const concealed = createOpenElement()
  let concealedFrom = 0
  const boxes = createBoxes()

  const add = (piece: string): void => {
    if (text.length < limits.codeTextMax) text += piece
  }
  const style = (tag: string, attributes: ReadonlyMap<string, string>): void => {
    const css = attributes.get('style')
    if (attributes.has('hidden') || (css !== undefined && hides.test(css))) {
      concealed.begin(tag)
      concealedFrom = text.length
    } else if (css !== undefined && inlineTags.has(tag)) add(boxes.begin(tag, css))
  }

  const sink: HtmlSink = {
    text: (piece) => add(preformatted > 0 ? piece.replaceAll('\n', breaks.line) : piece),
    open(tag, attributes) {
      add(edgeOf(tag))
      if (tag === 'pre') preformatted++
      boxes.open(tag)
      if (concealed.tag !== '') concealed.open(tag)
      else if (attributes.size > 0 && !voidTags.has(tag)) style(tag, attributes)
    },
    close(tag) {
      if (tag === 'pre') preformatted = Math.max(0, preformatted - 1)
      const isOver = concealed.close(tag)
      if (isOver && text.length > concealedFrom)
        hidden.push({ from: concealedFrom, to: text.length })
      add(boxes.close(tag))
      add(edgeOf(tag))
    },
  }

  return {
    sink,
    text: () => text,
    hidden: () =>
      concealed.tag === '' ? hidden : [...hidden, { from: concealedFrom, to: text.length }],
  }
}

// Not `font-size:0`: layouts in columns have it around everything.
const hides =
  /\bdisplay\s*:\s*none|\bvisibility\s*:\s*hidden|\b(?:max-height|opacity)\s*:\s*0(?![.\d])|\bfont-size\s*:\s*1px/i

const edges = new Map<string, string>([
  ...[...inlineTags].map((tag) => [tag, ''] as const),
  ...[...paragraphTags, ...blockTags, 'br'].map((tag) => [tag, breaks.line] as const),
  ...[...cellTags].map((tag) => [tag, breaks.cell] as const),
])

function edgeOf(tag: string): string {
  return edges.get(tag) ?? ' '
}

/** Inline elements that are shown as blocks, and part words as those do. */
interface Boxes {
  /** Each gives what parts the words there. */
  begin(tag: string, css: string): string
  open(tag: string): void
  close(tag: string): string
}

const boxed = /\bdisplay\s*:\s*(inline-)?(?:block|flex|table|grid)/i

function createBoxes(): Boxes {
  const boxes = new Map<string, { readonly element: OpenElement; readonly edge: string }>()
  return {
    begin(tag, css) {
      const shown = boxed.exec(css)
      if (shown === null) return ''
      const edge = shown[1] === undefined ? breaks.line : ' '
      // Of boxes in boxes only the outermost is waited for; the others part words where they begin.
      if (boxes.has(tag)) return edge
      const element = createOpenElement()
      element.begin(tag)
      boxes.set(tag, { element, edge })
      return edge
    },
    open(tag) {
      if (boxes.size > 0) boxes.get(tag)?.element.open(tag)
    },
    close(tag) {
      const box = boxes.size > 0 ? boxes.get(tag) : undefined
      if (box?.element.close(tag) !== true) return ''
      boxes.delete(tag)
      return box.edge
    },
  }
}
