import { selectAll } from 'css-select'
import render from 'dom-serializer'
import type { AnyNode, Element } from 'domhandler'
import { textContent } from 'domutils'
import { parseDocument } from 'htmlparser2'
import { clipped } from './match-text.ts'

/** An element of a message's HTML, as it is written; nothing of it is loaded or run. */
export interface MessageElement {
  /** Lower case. */
  readonly tagName: string
  /** Its text, white space collapsed. */
  readonly text: string
  /** What stands in it. */
  readonly html: string
  readonly outerHtml: string
  /** By name in lower case. */
  readonly attributes: Readonly<Record<string, string>>
  /** `undefined` when it has no such attribute. */
  attribute(name: string): string | undefined
  /** All elements in it that the selector matches. */
  $$(selector: string): readonly MessageElement[]
}

const shownMax = 300

export function findAll(html: string, selector: string): readonly MessageElement[] {
  return select(selector, parseDocument(html).children)
}

/** @throws an error that says what there is instead. */
export function findOne(
  { subject, html }: { readonly subject: string; readonly html: string },
  selector: string,
): MessageElement {
  const [found] = findAll(html, selector)
  if (found) return found
  const there =
    html === '' ? 'It has no HTML at all.' : `It begins with: ${clipped(html, shownMax)}`
  throw new Error(
    `The HTML of "${clipped(subject, 80)}" has no element that matches ${selector}.\n${there}`,
  )
}

function select(selector: string, nodes: AnyNode[]): readonly MessageElement[] {
  return selectAll<AnyNode, Element>(selector, nodes).map(toElement)
}

function toElement(element: Element): MessageElement {
  const { name, attribs, children } = element
  return {
    tagName: name,
    text: textContent(element).replaceAll(/\s+/g, ' ').trim(),
    html: render(children),
    outerHtml: render(element),
    attributes: attribs,
    attribute: (wanted) => (Object.hasOwn(attribs, wanted) ? attribs[wanted] : undefined),
    $$: (selector) => select(selector, children),
  }
}
