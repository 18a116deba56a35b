import type { MessageList, MessageSummary } from '../../../server/contract/message.ts'

/** Newest first, as long as the list is; `undefined` is a message that was not fetched yet. */
export type Rows = readonly (MessageSummary | undefined)[]

/** `fresh` is newest first and may repeat what is there already. */
export function prepended(rows: Rows, fresh: readonly MessageSummary[]): Rows {
  const known = new Set(rows.slice(0, fresh.length + 200).map((row) => row?.ID))
  const added = fresh.filter(({ ID }) => !known.has(ID))
  return added.length === 0 ? rows : [...added, ...rows]
}

export function without(rows: Rows, ids: ReadonlySet<string>): Rows {
  const kept = rows.filter((row) => row === undefined || !ids.has(row.ID))
  return kept.length === rows.length ? rows : kept
}

/** Puts messages back where their `Seq` belongs; gaps keep their place before older rows. */
export function restored(rows: Rows, removed: readonly MessageSummary[]): Rows {
  const all = [...rows]
  for (const message of removed) {
    const older = all.findIndex((row) => row !== undefined && row.Seq < message.Seq)
    all.splice(older < 0 ? all.length : older, 0, message)
  }
  return all
}

export function patched(
  rows: Rows,
  ids: ReadonlySet<string>,
  change: Partial<Pick<MessageSummary, 'Read' | 'Tags'>>,
): Rows {
  if (!rows.some((row) => row !== undefined && ids.has(row.ID))) return rows
  return rows.map((row) => (row !== undefined && ids.has(row.ID) ? { ...row, ...change } : row))
}

/** A list of which only this page is known. */
export function fromPage(page: MessageList): Rows {
  const length = Math.max(page.messages_count, page.start + page.messages.length)
  const rows = new Array<MessageSummary | undefined>(length).fill(undefined)
  rows.splice(page.start, page.messages.length, ...page.messages)
  return rows
}

/**
 * Fills a page into the gaps. `undefined` when it contradicts what is there: mail came or went in a
 * way that moved the rows, and only a fresh start shows the truth.
 */
export function placed(rows: Rows, page: MessageList): Rows | undefined {
  const drift = page.messages_count - rows.length
  const start = page.start - drift
  const all = [...rows]
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
