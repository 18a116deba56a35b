import type { Needle } from '../core/search/needle.ts'
import { indexOfNeedle } from '../core/search/needle.ts'

/** The same text of many messages, side by side: to look through them is one look through memory. */
export interface TextColumn {
  /**
   * Which texts have the needle in them, or may have it (`indexOfNeedle`), by place, in order: in any of their
   * lines or in certain ones, from 0.
   */
  find(needle: Needle, lines?: readonly number[]): readonly number[]
}

export interface FilledColumn {
  readonly column: TextColumn
  /** Each text again, as a piece of the column, so that it is not kept twice. */
  readonly texts: readonly string[]
}

/** No searched text has it. */
const BETWEEN = '\0'

const wide = /[^\u0000-\u00ff]/

/** One text with wide characters makes the whole string wide, so they have a string of their own. */
export function fillTextColumn(texts: readonly string[]): FilledColumn {
  const isWide = texts.map((text) => wide.test(text))
  const places = [...texts.keys()]
  const rows = [false, true]
    .map((width) => places.filter((place) => isWide[place] === width))
    .filter((row) => row.length > 0)
    .map((row) => fillRow(texts, row))
  const pieces = [...texts]
  for (const { places, texts } of rows) {
    for (const [index, place] of places.entries()) pieces[place] = texts[index] ?? ''
  }
  return { column: joinRows(rows.map(({ row }) => row)), texts: pieces }
}

function joinRows(rows: readonly TextColumn[]): TextColumn {
  const [only] = rows
  if (only && rows.length === 1) return only
  return {
    find: (needle, lines) =>
      rows.flatMap((row) => row.find(needle, lines)).sort((one, other) => one - other),
  }
}

interface FilledRow {
  readonly row: TextColumn
  readonly places: readonly number[]
  readonly texts: readonly string[]
}

function fillRow(all: readonly string[], places: readonly number[]): FilledRow {
  const texts = places.map((place) => all[place] ?? '')
  const joined = texts.join(BETWEEN)
  const starts: number[] = []
  let end = 0
  for (const { length } of texts) {
    starts.push(end)
    end += length + BETWEEN.length
  }
  return {
    row: createRow({ joined, starts, places }),
    places,
    texts: texts.map((text, index) => {
      const start = starts[index] ?? 0
      return joined.slice(start, start + text.length)
    }),
  }
}

/** In a scope of its own: a closure keeps all that any closure beside it uses, here every text once more. */
function createRow(row: Joined): TextColumn {
  return { find: (needle, lines) => findPlaces(row, needle, lines) }
}

interface Joined {
  readonly joined: string
  readonly starts: readonly number[]
  readonly places: readonly number[]
}

function findPlaces(
  { joined, starts, places }: Joined,
  needle: Needle,
  lines: readonly number[] | undefined,
): readonly number[] {
  const found: number[] = []
  let index = 0
  let at = indexOfNeedle(joined, needle)
  while (at >= 0) {
    while ((starts[index + 1] ?? Infinity) <= at) index += 1
    const nextText = starts[index + 1] ?? joined.length
    // One hit is enough: on with the next text.
    let next = nextText
    if (!lines || lines.includes(lineAt(joined, starts[index] ?? 0, at))) {
      found.push(places[index] ?? 0)
    } else next = Math.min(nextLine(joined, at), nextText)
    at = next < joined.length ? indexOfNeedle(joined, needle, next) : -1
  }
  return found
}

/** Which line of the text that starts there a place is in. */
function lineAt(joined: string, start: number, at: number): number {
  let line = 0
  for (let from = nextLine(joined, start); from <= at; from = nextLine(joined, from)) line += 1
  return line
}

function nextLine(joined: string, from: number): number {
  const end = joined.indexOf('\n', from)
  return end < 0 ? Infinity : end + 1
}
