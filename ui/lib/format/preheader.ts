import { asWritten, parseMail, STYLE } from './parse-mail.ts'

/** What a mail client's list shows behind the subject. */
export interface Preheader {
  readonly text: string
  /** Whether it begins with text that the mail itself does not show. */
  readonly isHidden: boolean
}

/** What clients take; of padding each sign counts, which is what senders put it there for. */
const lengthMax = 200
/** Of one text: white space that is not shown is collapsed later. */
const wordsMax = 4_000
/** The beginning of a mail has its first words; a larger one is not parsed whole for them. */
const htmlLengthMax = 500_000
/** Elements whose text is not text of the mail. */
const silent = new Set(['STYLE', 'SCRIPT', 'TEMPLATE', 'TITLE', 'HEAD', 'NOSCRIPT', 'OBJECT'])
/** Elements that do not part the words around them. */
const inline = new Set(
  'A ABBR B BIG CODE EM FONT I INS MARK S SMALL SPAN STRONG SUB SUP U'.split(' '),
)

const hiding =
  /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|mso-hide\s{0,4}:\s{0,4}all|(?:opacity|font-size|max-height|line-height)\s{0,4}:\s{0,4}0?[01]?(?:px|pt|em)?\s{0,4}(?:;|!|$)/i
const calledPreheader = /pre-?header|preview-?text/i

// Space of any width, and signs that take none: non-joiner, joiner, word joiner, soft hyphen,
// Hangul and Braille blanks; grapheme joiner and Khmer vowels, which combine.
const blank =
  '(?:[\\s\\u00ad\\u115f\\u1160\\u180e\\u200b-\\u200f\\u2060-\\u2064\\u2800\\u3164\\ufeff\\uffa0]|\\u034f|\\u17b4|\\u17b5)'
const blanks = new RegExp(`${blank}+`, 'g')
const onlyBlanks = new RegExp(`^${blank}*$`)
const isSpace = /\s/

/** The words that stand first in the mail, shown or hidden, as long as a list has room for them. */
export function preheaderOf(html: string): Preheader {
  const page = parseMail(html.slice(0, htmlLengthMax))
  let text = ''
  let isHidden: boolean | undefined
  for (const node of textsOf(page.body)) {
    if (typeof node === 'string') text += ' '
    else {
      const words = asWritten(node.data.slice(0, wordsMax))
      text += words
      if (isHidden === undefined && !onlyBlanks.test(words)) isHidden = isHiddenText(node)
    }
    text = text.replaceAll(/[\t\n\f\r ]+/g, ' ')
    if (text.length >= lengthMax) break
  }
  return { text: withoutPadding(clipped(text.trimStart())), isHidden: isHidden ?? false }
}

/** The texts in their order, and a space wherever one line of the page ends. */
function* textsOf(body: HTMLElement): Generator<Text | ' '> {
  const walker = body.ownerDocument.createTreeWalker(
    body,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    {
      acceptNode: ({ nodeName }) =>
        silent.has(nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    },
  )
  let last: Element | null = null
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) {
      if (!inline.has(node.nodeName)) yield ' '
      continue
    }
    const block = blockOf(node)
    if (block !== last) yield ' '
    last = block
    yield node
  }
}

function blockOf(text: Text): Element | null {
  let element = text.parentElement
  while (element && inline.has(element.nodeName)) element = element.parentElement
  return element
}

function isHiddenText(text: Text): boolean {
  for (let element = text.parentElement; element; element = element.parentElement) {
    const name = `${element.className} ${element.id}`
    if (element.hidden || calledPreheader.test(name)) return true
    if (hiding.test(element.getAttribute(STYLE) ?? '')) return true
  }
  return false
}

/** Cut between characters, not within one. */
function clipped(text: string): string {
  const end = text.slice(0, lengthMax)
  return /[\ud800-\udbff]$/.test(end) ? end.slice(0, -1) : end
}

/** A joiner alone is part of a word (an emoji, Persian); a run of blanks is a space. */
function withoutPadding(text: string): string {
  return text
    .replaceAll(blanks, (run) => (run.length === 1 && !isSpace.test(run) ? run : ' '))
    .trim()
}
