import { isLetter, isUnspaced } from './char-class.ts'

/** Phrases by their letters, so that a text is compared with thousands of them at once. */
export interface WordTree<Kind extends string> {
  /** `*` at the end, or in the middle at the end of a word, stands for any letters; a blank for any gap. */
  add(phrase: string, kind: Kind): void
  /** The longest phrase that begins exactly there. */
  match(text: string, at: number): WordMatch<Kind> | undefined
}

export interface WordMatch<Kind extends string> {
  readonly kind: Kind
  readonly end: number
}

interface Node<Kind extends string> {
  readonly next: Map<string, Node<Kind>>
  /** What follows after any letters. */
  rest: Node<Kind> | undefined
  kind: Kind | undefined
}

export function createWordTree<Kind extends string>(): WordTree<Kind> {
  const root = createNode<Kind>()
  return {
    add(phrase, kind) {
      let node = root
      for (const char of phrase) node = char === '*' ? restOf(node) : childOf(node, char)
      // The first language wins; a test finds phrases that two kinds claim.
      node.kind ??= kind
    },
    match: (text, at) => longest(root, text, at),
  }
}

/** Bounded by the length of the longest phrase: a `*` has two ways on, and phrases have few of them. */
function longest<Kind extends string>(
  node: Node<Kind>,
  text: string,
  at: number,
): WordMatch<Kind> | undefined {
  const { kind, rest } = node
  let best: WordMatch<Kind> | undefined =
    kind !== undefined && isWordEnd(text, at) ? { kind, end: at } : undefined
  const take = (found: WordMatch<Kind> | undefined): void => {
    if (found !== undefined && found.end > (best?.end ?? 0)) best = found
  }
  const char = text.charAt(at)
  const child = node.next.get(isGap(char) ? ' ' : char)
  if (child !== undefined) take(longest(child, text, isGap(char) ? gapEnd(text, at) : at + 1))
  if (rest !== undefined) take(longest(rest, text, lettersEnd(text, at)))
  return best
}

const wordLengthMax = 40
const gapLengthMax = 4

function lettersEnd(text: string, at: number): number {
  let end = at
  while (end - at < wordLengthMax && isLetter(text.charCodeAt(end))) end++
  return end
}

function gapEnd(text: string, at: number): number {
  let end = at
  while (end - at < gapLengthMax && isGap(text.charAt(end))) end++
  return end
}

function isGap(char: string): boolean {
  return char === ' ' || char === '-' || char === '\u05be'
}

function isWordEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return !isLetter(code) || isUnspaced(text.charCodeAt(at - 1)) || isUnspaced(code)
}

function createNode<Kind extends string>(): Node<Kind> {
  return { next: new Map(), rest: undefined, kind: undefined }
}

function childOf<Kind extends string>(node: Node<Kind>, char: string): Node<Kind> {
  const known = node.next.get(char)
  if (known !== undefined) return known
  const child = createNode<Kind>()
  node.next.set(char, child)
  return child
}

function restOf<Kind extends string>(node: Node<Kind>): Node<Kind> {
  node.rest ??= createNode()
  return node.rest
}
