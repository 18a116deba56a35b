import type { Message } from '../core/message.ts'
import type { Hint, SearchedText } from '../core/search/hint.ts'
import type { Needle } from '../core/search/needle.ts'
import type { LineValues } from './line-values.ts'
import { readLineValues } from './line-values.ts'
import type { FilledColumn, TextColumn } from './text-column.ts'
import { fillTextColumn } from './text-column.ts'
import type { Order } from './timeline.ts'

/**
 * The texts of messages, put side by side as soon as there are enough of them. To go from message to message
 * through a large heap takes several times as long as to look through their texts.
 */
export interface Shelves {
  /** A message has arrived. */
  add(message: Message): void
  /** A message is gone. */
  remove(message: Message): void
  /**
   * Shelves what has come and closes large gaps: what is gone must not be kept for what is left. Takes the
   * messages as they are now, and makes their texts pieces of a shelf.
   */
  tidy(find: (seq: number) => Message | undefined): void
  /** What is there now, to be searched. */
  snapshot(): ShelvedTexts
  clear(): void
}

export interface ShelvedTexts {
  /**
   * The Seqs of messages that may match, in portions that are in that order: between two of them others can
   * have their turn. None that matches is left out.
   */
  candidates(hint: Hint, order: Order): Generator<Candidates>
}

export interface Candidates {
  /** The oldest first, whatever the order of the portions. */
  readonly seqs: readonly number[]
  /** Whether each of them has the hint in its texts; else nobody has looked. */
  readonly haveHint: boolean
}

/** Messages of a shelf, and characters of theirs with which it is full before. */
const MESSAGES_MAX = 256
const CHARACTERS_MAX = 1024 * 1024

interface Shelf {
  readonly seqs: readonly number[]
  readonly columns: Readonly<Record<SearchedText, TextColumn>>
  /** Of `searchText`. */
  readonly lines: LineValues
}

export interface ShelvesOptions {
  /** Told which messages stand together now. */
  readonly shelved: (messages: readonly Message[]) => void
}

export function createShelves({ shelved }: ShelvesOptions): Shelves {
  /** In order of Seq. */
  let shelves: readonly Shelf[] = []
  /** How many messages of a shelf are still there. */
  const left = new Map<Shelf, number>()
  /** Those that are not shelved yet, which are the newest. */
  let loose: readonly number[] = []
  let looseCharacters = 0
  let isUntidy = false

  function shelve(messages: readonly Message[]): void {
    const fill = (text: SearchedText): FilledColumn =>
      fillTextColumn(messages.map(({ digest }) => digest[text]))
    const heads = fill('searchText')
    const bodies = fill('bodyText')
    const details = fill('detailText')
    const columns = {
      searchText: heads.column,
      bodyText: bodies.column,
      detailText: details.column,
    }
    const shelf = {
      seqs: messages.map(({ seq }) => seq),
      columns,
      lines: readLineValues(heads.texts),
    }
    left.set(shelf, messages.length)
    shelves = [...shelves, shelf]
    for (const [place, { digest }] of messages.entries()) {
      // Nobody can tell: the same text stands elsewhere. Who has the message already, such as the event log,
      // would keep its own texts beside these.
      Object.assign(digest, {
        searchText: heads.texts[place] ?? '',
        bodyText: bodies.texts[place] ?? '',
        detailText: details.texts[place] ?? '',
      })
    }
    shelved(messages)
  }

  /** The shelf that the Seq is on, by bisection. */
  function shelfOf(seq: number): Shelf | undefined {
    let low = 0
    let high = shelves.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((shelves[middle]?.seqs.at(-1) ?? Infinity) < seq) low = middle + 1
      else high = middle
    }
    return shelves[low]
  }

  function isSparse(shelf: Shelf): boolean {
    return (left.get(shelf) ?? 0) * 2 <= shelf.seqs.length
  }

  return {
    add(message) {
      loose = [...loose, message.seq]
      looseCharacters += lengthOf(message)
      isUntidy ||= loose.length >= MESSAGES_MAX || looseCharacters >= CHARACTERS_MAX
    },
    remove(message) {
      const shelf = shelfOf(message.seq)
      if (shelf === undefined) {
        loose = loose.filter((seq) => seq !== message.seq)
        looseCharacters -= lengthOf(message)
        return
      }
      const count = (left.get(shelf) ?? 0) - 1
      if (count > 0) {
        left.set(shelf, count)
        isUntidy ||= isSparse(shelf)
        return
      }
      // At once: where all messages go, it may be long until somebody tidies.
      left.delete(shelf)
      shelves = shelves.filter((one) => one !== shelf)
    },
    tidy(find) {
      if (!isUntidy) return
      isUntidy = false
      const before = shelves
      shelves = []
      const make = (seqs: readonly number[]): void => {
        const messages = seqs.flatMap((seq) => find(seq) ?? [])
        if (messages.length > 0) shelve(messages)
      }
      for (const shelf of before) {
        if (isSparse(shelf)) {
          left.delete(shelf)
          make(shelf.seqs)
        } else shelves = [...shelves, shelf]
      }
      if (loose.length >= MESSAGES_MAX || looseCharacters >= CHARACTERS_MAX) {
        make(loose)
        loose = []
        looseCharacters = 0
      }
    },
    snapshot: () => ({
      candidates: (hint, order) => candidatesOf({ shelves, loose }, hint, order),
    }),
    clear() {
      shelves = []
      left.clear()
      loose = []
      looseCharacters = 0
    },
  }
}

interface ShelvesNow {
  readonly shelves: readonly Shelf[]
  readonly loose: readonly number[]
}

function* candidatesOf(
  { shelves, loose }: ShelvesNow,
  hint: Hint,
  order: Order,
): Generator<Candidates> {
  if (order === 'newest') {
    yield { seqs: loose, haveHint: false }
    for (const shelf of shelves.toReversed()) {
      yield { seqs: findSeqs(shelf, hint), haveHint: true }
    }
    return
  }
  for (const shelf of shelves) yield { seqs: findSeqs(shelf, hint), haveHint: true }
  yield { seqs: loose, haveHint: false }
}

function findSeqs(shelf: Shelf, { needle, texts, lines }: Hint): readonly number[] {
  const { seqs, columns } = shelf
  let found: readonly number[] = []
  for (const text of texts) {
    const places = lines ? findInLines(shelf, needle, lines) : columns[text].find(needle)
    found = together(found, places)
    if (found.length === seqs.length) return seqs
  }
  return found.map((place) => seqs[place] ?? 0)
}

function findInLines(
  { columns, lines: values }: Shelf,
  needle: Needle,
  lines: readonly number[],
): readonly number[] {
  let found: readonly number[] = []
  const others: number[] = []
  for (const line of lines) {
    const places = values.find(needle, line)
    if (places) found = together(found, places)
    else others.push(line)
  }
  return others.length > 0 ? together(found, columns.searchText.find(needle, others)) : found
}

/** What is in one or the other; each is in order. */
function together(one: readonly number[], other: readonly number[]): readonly number[] {
  if (one.length === 0) return other
  if (other.length === 0) return one
  return [...new Set([...one, ...other])].sort((a, b) => a - b)
}

function lengthOf({ digest }: Message): number {
  return digest.searchText.length + digest.bodyText.length + digest.detailText.length
}
