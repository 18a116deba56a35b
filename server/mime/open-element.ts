/** One element that is waited to end, without a tree: those of its name within it are counted. */
export interface OpenElement {
  /** `''` while there is none. */
  readonly tag: string
  begin(tag: string): void
  /** Told of every start tag. */
  open(tag: string): void
  /** Told of every end tag; true when the element ends with it. */
  close(tag: string): boolean
}

export function createOpenElement(): OpenElement {
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
    },
    close(tag) {
      if (tag !== name) return false
      // The end tag of a paragraph is often left out.
      depth = tag === 'p' ? 0 : depth - 1
      if (depth === 0) name = ''
      return depth === 0
    },
  }
}
