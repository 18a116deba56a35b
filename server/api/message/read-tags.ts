/** A tag as it stands in the text. */
export interface Tag {
  readonly kind: 'start' | 'end'
  /** Lower case. */
  readonly name: string
  readonly nameFrom: number
  /** Those of an end tag mean nothing, and can hide a `>` all the same. */
  readonly attributes: readonly TagAttribute[]
  /** Behind its `>`. */
  readonly end: number
  /** Behind the text that the element holds instead of elements, such as the CSS of a style. */
  readonly textEnd: number
}

type TagHead = Omit<Tag, 'kind' | 'textEnd'>

export interface TagAttribute {
  /** Lower case. */
  readonly name: string
  /** Where the value stands, without its quotes; empty where there is none. */
  readonly from: number
  readonly to: number
}

/** Elements that hold text whatever it looks like (HTML, 13.2.6.2); scripts do not run here. */
const TEXT_ONLY = new Set(
  'iframe noembed noframes plaintext script style textarea title xmp'.split(' '),
)

// HTML knows these five kinds of white space, and no others.
const TAG_NAME = /[^\t\n\f\r />]*/y
const ATTRIBUTE_NAME = /=?[^\t\n\f\r />=]*/y
const BARE_VALUE = /[^\t\n\f\r >]*/y
const BETWEEN = /[\t\n\f\r /]*/y
const SPACES = /[\t\n\f\r ]*/y
const COMMENT_END = /--!?>/g

/**
 * The tags of a page as a browser's tokenizer finds them (HTML, 13.2.5), in one pass: what is a
 * comment, an attribute's value or the text of a style is no tag.
 */
export function* readTags(html: string): Generator<Tag, void, undefined> {
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const isEnd = html.charAt(at + 1) === '/'
    const nameAt = at + (isEnd ? 2 : 1)
    if (/[a-z]/i.test(html.charAt(nameAt))) {
      const tag = readTag(html, nameAt)
      if (!tag) return
      at = isEnd ? tag.end : behindText(html, tag)
      yield { ...tag, kind: isEnd ? 'end' : 'start', textEnd: at }
    } else {
      at = /[!?/]/.test(html.charAt(at + 1)) ? behindRemark(html, at) : at + 1
    }
  }
}

/** `undefined` where the page ends within the tag: a browser drops it. */
function readTag(html: string, nameAt: number): TagHead | undefined {
  const nameEnd = behind(TAG_NAME, html, nameAt)
  const name = html.slice(nameAt, nameEnd).toLowerCase()
  const attributes: TagAttribute[] = []
  let at = behind(BETWEEN, html, nameEnd)
  while (html.charAt(at) !== '>') {
    if (at >= html.length) return undefined
    const { attribute, end } = readAttribute(html, at)
    attributes.push(attribute)
    at = behind(BETWEEN, html, end)
  }
  return { name, nameFrom: nameAt, attributes, end: at + 1 }
}

function readAttribute(html: string, at: number): { attribute: TagAttribute; end: number } {
  const nameEnd = behind(ATTRIBUTE_NAME, html, at)
  const name = html.slice(at, nameEnd).toLowerCase()
  const equals = behind(SPACES, html, nameEnd)
  if (html.charAt(equals) !== '=') {
    return { attribute: { name, from: nameEnd, to: nameEnd }, end: nameEnd }
  }
  const from = behind(SPACES, html, equals + 1)
  const quote = html.charAt(from)
  if (quote === '"' || quote === "'") {
    const close = html.indexOf(quote, from + 1)
    const to = close === -1 ? html.length : close
    return { attribute: { name, from: from + 1, to }, end: to + 1 }
  }
  const to = behind(BARE_VALUE, html, from)
  return { attribute: { name, from, to }, end: to }
}

/** Behind a comment, a doctype or what browsers take for a comment. */
function behindRemark(html: string, at: number): number {
  if (!html.startsWith('<!--', at)) return behindSign(html, at)
  // `<!-->` and `<!--->` are whole comments.
  if (html.startsWith('>', at + 4) || html.startsWith('->', at + 4)) return behindSign(html, at)
  COMMENT_END.lastIndex = at + 4
  return COMMENT_END.test(html) ? COMMENT_END.lastIndex : html.length
}

function behindSign(html: string, at: number): number {
  const end = html.indexOf('>', at)
  return end === -1 ? html.length : end + 1
}

function behindText(html: string, { name, end }: TagHead): number {
  if (!TEXT_ONLY.has(name)) return end
  if (name === 'plaintext') return html.length
  const endTag = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')
  endTag.lastIndex = end
  return endTag.exec(html)?.index ?? html.length
}

function behind(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
