interface Chunk {
  readonly type: 'chunk'
  readonly fileName: string
  code: string
}

/** What the parser of the bundler tells of a piece of source. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

const NOT_ASCII = /[^\0-\x7f]/

const ESCAPABLE = new Set<unknown>(['Identifier', 'Literal', 'TemplateElement'])

interface Parser {
  parse(code: string): unknown
}

interface AsciiPlugin {
  readonly name: string
  generateBundle(
    this: Parser,
    options: unknown,
    bundle: Readonly<Record<string, Chunk | { readonly type: 'asset' }>>,
  ): void
}

/**
 * A bundler plugin that writes what is not ASCII as escapes, and no indentation. One dash in a string, and
 * V8 holds a whole file in two bytes per character: it takes twice the memory, for as long as the program
 * runs, and longer to read at each start. Lines stay, so that a stack trace says where.
 */
export function asciiSource(): AsciiPlugin {
  return {
    name: 'ascii-source',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = toAscii(chunk.code, this.parse(chunk.code))
      }
    },
  }
}

/** The same program in ASCII. What cannot be escaped where it stands is an error. */
export function toAscii(code: string, tree: unknown): string {
  const pieces: string[] = []
  let written = 0
  for (const { type, start, end } of escapablesOf(tree)) {
    // `{ name }` is both its key and its value.
    if (start < written) continue
    const text = code.slice(start, end)
    pieces.push(toLean(code.slice(written, start)))
    pieces.push(type === 'Identifier' ? escapedName(text) : escapedText(text))
    written = end
  }
  pieces.push(toLean(code.slice(written)))
  return pieces.join('')
}

/** Names, strings, expressions and pieces of templates, in the order of the source. */
function escapablesOf(tree: unknown): Node[] {
  const found: Node[] = []
  const open: unknown[] = [tree]
  while (open.length > 0) {
    const next = open.pop()
    if (!isObject(next)) continue
    if (isTagged(next)) refuseTagged(next)
    if (isEscapable(next)) found.push(next)
    for (const value of Object.values(next)) {
      // What a literal is worth may be an object too.
      if (isObject(value)) open.push(value)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function isEscapable(node: object): node is Node {
  return 'type' in node && ESCAPABLE.has(node.type)
}

interface Tagged {
  readonly quasi: { readonly quasis: readonly { readonly value: { readonly raw: string } }[] }
}

function isTagged(node: object): node is Tagged {
  return 'type' in node && node.type === 'TaggedTemplateExpression'
}

/** A tag sees what is written, so that an escape would be another program. */
function refuseTagged({ quasi }: Tagged): void {
  for (const { value } of quasi.quasis) refuseOthers(value.raw, 'in a tagged template')
}

function refuseOthers(code: string, place: string): void {
  const [other] = NOT_ASCII.exec(code) ?? []
  if (other === undefined) return
  throw new Error(`The bundle has ${other} ${place}, where it cannot be escaped: use \\u.`)
}

/** Between literals: a name that is not ASCII has nowhere to go. */
function toLean(code: string): string {
  refuseOthers(code, 'outside of its literals')
  return code.replaceAll(/\n[\t ]+/g, '\n')
}

/** Also where a backslash stands before it, which means nothing there. */
function escapedText(literal: string): string {
  return literal.replaceAll(/\\?[^\0-\x7f]|\\./gs, (text) => {
    const unit = text.charCodeAt(text.length - 1)
    return unit < 128 ? text : `\\u${unit.toString(16).padStart(4, '0')}`
  })
}

/** A name knows characters, not their halves. */
function escapedName(name: string): string {
  const whole = new RegExp(NOT_ASCII, 'gu')
  return name.replaceAll(whole, (one) => `\\u{${one.codePointAt(0)?.toString(16) ?? ''}}`)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
