import type { MessageList, MessageSummary } from '../../../server/contract/message.ts'

/** Newest first, as long as the list is; `undefined` is a message that was not fetched yet. */
export type Rows = readonly (MessageSummary | undefined)[]

/** `fresh` is newest first and may repeat what is there already. */
export function prepended(rows: Rows, fresh: readonly MessageSummary[]): Rows {
  const known = new Set(rows.slice(0, fresh.length + 200).map((row) => row?.ID))
  const added: Rows = fresh.filter(({ ID }) => !known.has(ID))
  // To spread 100,000 rows takes eight times as long, at each arrival.
  return added.length === 0 ? rows : added.concat(rows)
}

/** Ids to look for; a set and a map are both. */
export interface Ids {
  readonly size: number
  has(id: string): boolean
}

export interface Apart {
  readonly rows: Rows
  /** Where the rows stood that were taken out, from the top. */
  readonly taken: readonly number[]
}

/** The rows without those; the walk ends with the last of them, which mostly are near the top. */
export function apart(rows: Rows, ids: Ids): Apart {
  if (ids.size === 0) return { rows, taken: [] }
  const left: (MessageSummary | undefined)[] = []
  const taken: number[] = []
  for (const [index, row] of rows.entries()) {
    if (taken.length === ids.size) return { rows: left.concat(rows.slice(index)), taken }
    if (row !== undefined && ids.has(row.ID)) taken.push(index)
    else left.push(row)
  }
  return { rows: taken.length === 0 ? rows : left, taken }
}

/** The rows that have one of these ids, in order of the list. */
export function found(rows: Rows, ids: Ids): readonly MessageSummary[] {
  const messages: MessageSummary[] = []
  for (const row of rows) {
    if (messages.length === ids.size) break
    if (row !== undefined && ids.has(row.ID)) messages.push(row)
  }
  return messages
}

/** What can change of a message. */
export type Change = Partial<Pick<MessageSummary, 'Read' | 'Tags'>>

/** Many changes in one walk: a list of 100,000 is not copied for each of them. */
export function patched(rows: Rows, changes: ReadonlyMap<string, Change>): Rows {
  const all = rows.slice()
  let left = changes.size
  for (let index = 0; index < all.length && left > 0; index += 1) {
    const row = all[index]
    const change = row && changes.get(row.ID)
    if (!change) continue
    all[index] = { ...row, ...change }
    left -= 1
  }
  return left === changes.size ? rows : all
}

/** A list of which only this page is known. */
export function fromPage(page: MessageList): Rows {
  const length = Math.max(page.messages_count, page.start + page.messages.length)
  const rows = new Array<MessageSummary | undefined>(length).fill(undefined)
  rows.splice(page.start, page.messages.length, ...page.messages)
  return rows
}

/**
 * Where the page starts in the rows: beside what both have. Else the lengths tell, but not where old mail
 * makes room for new, which moves the rows and leaves their number.
 */
export function placeOf(
  rows: Rows,
  { start, messages, messages_count: count }: MessageList,
): number {
  const guess = start - (count - rows.length)
  const places = new Map(messages.map(({ ID }, offset) => [ID, offset]))
  const last = Math.min(rows.length - 1, guess + 2 * messages.length)
  for (let index = Math.max(0, guess - messages.length); index <= last; index += 1) {
    const offset = places.get(rows[index]?.ID ?? '')
    if (offset !== undefined) return index - offset
  }
  return guess
}

/**
 * Fills a page into the gaps. `undefined` when it contradicts what is there: mail came or went in a
 * way that moved the rows, and only a fresh start shows the truth.
 */
export function placed(rows: Rows, page: MessageList, start: number): Rows | undefined {
  const all = rows.slice()
  for (const [offset, message] of page.messages.entries()) {
    const index = start + offset
    if (index < 0) continue
    const present = all[index]
    if (index >= all.length || (present !== undefined && present.ID !== message.ID))
      return undefined
    all[index] = present ?? message
  }
  return isNewestFirst(all, start, start + page.messages.length) ? all : undefined
}

function isNewestFirst(rows: Rows, from: number, to: number): boolean {
  for (let index = Math.max(1, from); index <= to && index < rows.length; index += 1) {
    const above = rows[index - 1]
    const below = rows[index]
    if (above !== undefined && below !== undefined && above.Seq <= below.Seq) return false
  }
  return true
}

export function firstGap(rows: Rows, from: number, to: number): number | undefined {
  for (let index = Math.max(0, from); index <= to && index < rows.length; index += 1) {
    if (rows[index] === undefined) return index
  }
  return undefined
}
