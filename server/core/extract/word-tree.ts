import { isLetter, isUnspaced } from './char-class.ts'

/** Phrases by their letters, so that a text is compared with thousands of them at once. */
export interface WordTree<Kind extends string> {
  /** A `*` stands for the rest of a word, a blank for white space or a hyphen. */
  add(phrase: string, kind: Kind): void
  /** The longest phrase that begins exactly there. */
  match(text: string, at: number): WordMatch<Kind> | undefined
}

export interface WordMatch<Kind extends string> {
  readonly kind: Kind
  readonly end: number
}

interface Node<Kind extends string> {
  /** By UTF-16 code unit. */
  readonly next: Map<number, Node<Kind>>
  /** What follows the rest of a word. */
  rest: Node<Kind> | undefined
  kind: Kind | undefined
}

export function createWordTree<Kind extends string>(): WordTree<Kind> {
  const root = createNode<Kind>()
  const firsts = new Uint8Array(0x10000)
  return {
    add(phrase, kind) {
      let node = root
      firsts[phrase.charCodeAt(0)] = 1
      for (let at = 0; at < phrase.length; at++) node = grow(node, phrase.charCodeAt(at))
      node.kind ??= kind
    },
    match: (text, at) => (firsts[text.charCodeAt(at)] === 1 ? longest(root, text, at) : undefined),
  }
}

/**
 * Bounded by the length of the longest phrase; only at a `*` are there two ways on. Of two matches of one
 * length the one with more letters of its own counts: `bestätigungscode*`, not `bestätig*`.
 */
function longest<Kind extends string>(
  from: Node<Kind>,
  text: string,
  start: number,
): WordMatch<Kind> | undefined {
  let best: WordMatch<Kind> | undefined
  let node: Node<Kind> | undefined = from
  for (let at = start; node !== undefined;) {
    if (node.kind !== undefined && at >= (best?.end ?? 0) && isWordEnd(text, at)) {
      best = { kind: node.kind, end: at }
    }
    if (node.rest !== undefined) {
      const found = longest(node.rest, text, lettersEnd(text, at))
      if (found !== undefined && found.end >= (best?.end ?? 0)) best = found
    }
    const code = text.charCodeAt(at)
    node = node.next.get(isGap(code) ? blank : code)
    at = isGap(code) ? gapEnd(text, at) : at + 1
  }
  return best
}

const blank = 0x20
const star = 0x2a
const wordLengthMax = 40
const gapLengthMax = 4

function lettersEnd(text: string, at: number): number {
  let end = at
  while (end - at < wordLengthMax && isLetter(text.charCodeAt(end))) end++
  return end
}

function gapEnd(text: string, at: number): number {
  let end = at
  while (end - at < gapLengthMax && isGap(text.charCodeAt(end))) end++
  return end
}

/** A blank or a hyphen, the Hebrew one too. */
function isGap(code: number): boolean {
  return code === blank || code === 0x2d || code === 0x05be
}

function isWordEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return !isLetter(code) || isUnspaced(text.charCodeAt(at - 1)) || isUnspaced(code)
}

function createNode<Kind extends string>(): Node<Kind> {
  return { next: new Map(), rest: undefined, kind: undefined }
}

function grow<Kind extends string>(node: Node<Kind>, code: number): Node<Kind> {
  if (code === star) return (node.rest ??= createNode())
  const known = node.next.get(code)
  if (known !== undefined) return known
  const child = createNode<Kind>()
  node.next.set(code, child)
  return child
}
