import type { Needle } from '../core/search/needle.ts'
import { indexOfNeedle } from '../core/search/needle.ts'

/** The lines in which many texts say one of a few things, as who sent them: each of those is looked at once. */
export interface LineValues {
  /**
   * Which texts have the needle in a line, or may have it, by place, in order; `undefined` for a line that says
   * something else in each of them.
   */
  find(needle: Needle, line: number): readonly number[] | undefined
}

/** With more than so many values it is quicker to look through the texts. */
const VALUES_MAX = 16

export function readLineValues(texts: readonly string[]): LineValues {
  const lines: Map<string, number[]>[] = []
  for (const [place, text] of texts.entries()) {
    for (const [line, value] of text.split('\n').entries()) {
      note((lines[line] ??= new Map()), value, place)
    }
  }
  return createLineValues(
    lines.map((values) => keep(values, texts.length)),
    texts.length,
  )
}

function note(values: Map<string, number[]>, value: string, place: number): void {
  if (values.size > VALUES_MAX) return
  const places = values.get(value)
  if (places) places.push(place)
  else values.set(value, [place])
}

interface Value {
  readonly value: string
  /** `undefined` is all of them: most lines are empty in each text. */
  readonly places: Uint16Array | undefined
}

function keep(values: ReadonlyMap<string, number[]>, count: number): readonly Value[] | undefined {
  if (values.size > VALUES_MAX) return undefined
  return Array.from(values, ([value, places]) => ({
    value,
    places: places.length === count ? undefined : Uint16Array.from(places),
  }))
}

/** In a scope of its own, so that it keeps nothing else. */
function createLineValues(
  lines: readonly (readonly Value[] | undefined)[],
  count: number,
): LineValues {
  const every = everyPlace(count)
  return {
    find(needle, line) {
      const found = lines[line]?.filter(({ value }) => indexOfNeedle(value, needle) >= 0)
      if (!found) return undefined
      if (found.some(({ places }) => places === undefined)) return every
      return found.flatMap(({ places = [] }) => [...places]).sort((one, other) => one - other)
    },
  }
}

const everyPlaces = new Map<number, readonly number[]>()

/** One list for all shelves of that size. */
function everyPlace(count: number): readonly number[] {
  const known = everyPlaces.get(count) ?? [...new Array(count).keys()]
  everyPlaces.set(count, known)
  return known
}
