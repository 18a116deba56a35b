/** A tag as it stands in the text. */
export interface Tag {
  readonly kind: 'start' | 'end'
  /** Lower case. */
  readonly name: string
  readonly nameFrom: number
  /** Those that were wanted. Those of an end tag mean nothing. */
  readonly attributes: readonly TagAttribute[]
  /** Behind its `>`. */
  readonly end: number
  /** Behind the text that the element holds instead of elements, such as the CSS of a style. */
  readonly textEnd: number
}

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

const NONE: readonly TagAttribute[] = []

const TAB = 0x09
const LINE_FEED = 0x0a
const FORM_FEED = 0x0c
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const EXCLAMATION_MARK = 0x21
const QUOTATION_MARK = 0x22
const APOSTROPHE = 0x27
const SOLIDUS = 0x2f
const EQUALS = 0x3d
const GREATER_THAN = 0x3e
const QUESTION_MARK = 0x3f
const COMMENT_END = /--!?>/g

/**
 * The tags of a page as a browser's tokenizer finds them (HTML, 13.2.5), in one pass: what is a
 * comment, an attribute's value or the text of a style is no tag. Of attributes, only those that are
 * `wanted`. It goes by character codes: patterns took five times as long for a newsletter.
 */
export function* readTags(
  html: string,
  wanted: ReadonlySet<string>,
): Generator<Tag, void, undefined> {
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const isEnd = html.charCodeAt(at + 1) === SOLIDUS
    const nameAt = at + (isEnd ? 2 : 1)
    if (isLetter(html.charCodeAt(nameAt))) {
      const tag = readTag(html, nameAt, isEnd, wanted)
      if (!tag) return
      at = tag.textEnd
      yield tag
    } else {
      at = isRemark(html.charCodeAt(at + 1)) ? behindRemark(html, at) : at + 1
    }
  }
}

/** `undefined` where the page ends within the tag: a browser drops it. */
function readTag(
  html: string,
  nameFrom: number,
  isEnd: boolean,
  wanted: ReadonlySet<string>,
): Tag | undefined {
  const nameEnd = behind(html, nameFrom, endsName)
  const name = html.slice(nameFrom, nameEnd).toLowerCase()
  let attributes: TagAttribute[] | undefined
  let at = behind(html, nameEnd, endsSlashes)
  while (html.charCodeAt(at) !== GREATER_THAN) {
    if (at >= html.length) return undefined
    const attribute = readAttribute(html, at)
    if (wanted.has(attribute.name)) (attributes ??= []).push(attribute)
    at = behind(html, attribute.end, endsSlashes)
  }
  const end = at + 1
  const textEnd = isEnd ? end : behindText(html, name, end)
  return {
    kind: isEnd ? 'end' : 'start',
    name,
    nameFrom,
    attributes: attributes ?? NONE,
    end,
    textEnd,
  }
}

function readAttribute(html: string, at: number): TagAttribute & { readonly end: number } {
  const nameEnd = behindAttributeName(html, at)
  const name = html.slice(at, nameEnd).toLowerCase()
  const equals = behind(html, nameEnd, endsSpaces)
  if (html.charCodeAt(equals) !== EQUALS) return { name, from: nameEnd, to: nameEnd, end: nameEnd }
  const from = behind(html, equals + 1, endsSpaces)
  const quote = html.charCodeAt(from)
  if (quote === QUOTATION_MARK || quote === APOSTROPHE) {
    const close = html.indexOf(quote === QUOTATION_MARK ? '"' : "'", from + 1)
    const to = close === -1 ? html.length : close
    return { name, from: from + 1, to, end: to + 1 }
  }
  const to = behind(html, from, endsBareValue)
  return { name, from, to, end: to }
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

/** Behind what the element holds as text, whatever it looks like. */
function behindText(html: string, name: string, end: number): number {
  if (!TEXT_ONLY.has(name)) return end
  if (name === 'plaintext') return html.length
  const endTag = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')
  endTag.lastIndex = end
  return endTag.exec(html)?.index ?? html.length
}

/** The first place from there whose character ends what is read, or the end of the page. */
function behind(html: string, from: number, ends: (code: number) => boolean): number {
  let at = from
  while (at < html.length && !ends(html.charCodeAt(at))) at += 1
  return at
}

/** An `=` that comes first is part of the name (HTML, 13.2.5.32). */
function behindAttributeName(html: string, from: number): number {
  return behind(html, html.charCodeAt(from) === EQUALS ? from + 1 : from, endsAttributeName)
}

function endsName(code: number): boolean {
  return code === GREATER_THAN || code === SOLIDUS || isSpace(code)
}

function endsAttributeName(code: number): boolean {
  return code === EQUALS || endsName(code)
}

function endsBareValue(code: number): boolean {
  return code === GREATER_THAN || isSpace(code)
}

function endsSpaces(code: number): boolean {
  return !isSpace(code)
}

function endsSlashes(code: number): boolean {
  return code !== SOLIDUS && !isSpace(code)
}

/** HTML knows these five kinds of white space, and no others. */
function isSpace(code: number): boolean {
  return (
    code === SPACE ||
    code === LINE_FEED ||
    code === CARRIAGE_RETURN ||
    code === TAB ||
    code === FORM_FEED
  )
}

function isLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** What browsers take for a comment begins so. */
function isRemark(code: number): boolean {
  return code === EXCLAMATION_MARK || code === QUESTION_MARK || code === SOLIDUS
}
