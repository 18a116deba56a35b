/** Lines of markup, as far to the right as their blocks are deep. */
export interface HtmlOutline {
  put(text: string): void
  open(name: string, tag: string): void
  close(name: string, tag: string): void
  text(): string
}

interface OpenBlock {
  readonly name: string
  /** The line with its tag. */
  readonly line: number
}

const empty = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
/** A second one ends the first: nobody writes their end tags. */
const endsItself = new Set('dd dt li option p td th tr'.split(' '))

/** Deeper levels stand below each other, or hostile nesting would make the text quadratically long. */
const indentMax = 40
const joinedLengthMax = 100

export function createHtmlOutline(): HtmlOutline {
  const lines: string[] = []
  const blocks: OpenBlock[] = []
  /** How many of each are open, so that a stray end tag costs nothing. */
  const openCounts = new Map<string, number>()

  function put(text: string): void {
    lines.push('  '.repeat(Math.min(blocks.length, indentMax)) + text)
  }

  function pop(): OpenBlock | undefined {
    const block = blocks.pop()
    if (block) openCounts.set(block.name, (openCounts.get(block.name) ?? 1) - 1)
    return block
  }

  /** `<td>`, a line and `</td>` are one line, as far as it is short. */
  function join({ line }: OpenBlock, end: string): boolean {
    if (lines.length - line > 2) return false
    const own = lines.slice(line)
    const joined = own.map((text, index) => (index === 0 ? text : text.trim())).join('') + end
    if (joined.length > joinedLengthMax || joined.includes('\n')) return false
    lines.splice(line, own.length, joined)
    return true
  }

  return {
    put,
    open(name, tag) {
      if (endsItself.has(name) && blocks.at(-1)?.name === name) pop()
      put(tag)
      if (empty.has(name) || tag.endsWith('/>')) return
      blocks.push({ name, line: lines.length - 1 })
      openCounts.set(name, (openCounts.get(name) ?? 0) + 1)
    },
    close(name, tag) {
      const isOpen = (openCounts.get(name) ?? 0) > 0
      let block = isOpen ? pop() : undefined
      while (block && block.name !== name) block = pop()
      if (!block || !join(block, tag)) put(tag)
    },
    text: () => (lines.length === 0 ? '' : `${lines.join('\n')}\n`),
  }
}
