/** A queue in place: the oldest leave at the front, and each is found by its Seq. */
export interface Ring<Item> {
  readonly size: number
  /** Counted from the oldest. */
  at(index: number): Item | undefined
  /** Above `max` the caller has taken one out before. */
  push(item: Item): void
  shift(): Item | undefined
  /** The index of the first item with a greater Seq; `size` when there is none. */
  after(seq: number): number
}

export function createRing<Item extends { readonly seq: number }>(max: number): Ring<Item> {
  const items: (Item | undefined)[] = []
  let start = 0
  let size = 0

  function at(index: number): Item | undefined {
    return index >= 0 && index < size ? items[(start + index) % max] : undefined
  }

  return {
    get size() {
      return size
    },
    at,
    push(item) {
      items[(start + size) % max] = item
      size += 1
    },
    shift() {
      const oldest = at(0)
      items[start] = undefined
      start = (start + 1) % max
      size -= 1
      return oldest
    },
    after(seq) {
      let low = 0
      let high = size
      while (low < high) {
        const middle = (low + high) >> 1
        if ((at(middle)?.seq ?? Infinity) > seq) high = middle
        else low = middle + 1
      }
      return low
    },
  }
}
