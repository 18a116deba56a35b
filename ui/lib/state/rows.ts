import type { MessageList, MessageSummary } from '../../../server/contract/message.ts'

/** Newest first, as long as the list is; `undefined` is a message that was not fetched yet. */
export type Rows = readonly (MessageSummary | undefined)[]

/** `fresh` is newest first and may repeat what is there already. */
export function prepended(rows: Rows, fresh: readonly MessageSummary[]): Rows {
  const known = new Set(rows.slice(0, fresh.length + 200).map((row) => row?.ID))
  const added = fresh.filter(({ ID }) => !known.has(ID))
  return added.length === 0 ? rows : [...added, ...rows]
}

export function without(rows: Rows, id: string): Rows {
  const index = rows.findIndex((row) => row?.ID === id)
  return index < 0 ? rows : rows.toSpliced(index, 1)
}

/** Puts a message back where its `Seq` belongs; gaps keep their place before older rows. */
export function restored(rows: Rows, removed: MessageSummary): Rows {
  const older = rows.findIndex((row) => row !== undefined && row.Seq < removed.Seq)
  return rows.toSpliced(older < 0 ? rows.length : older, 0, removed)
}

export function patched(
  rows: Rows,
  id: string,
  change: Partial<Pick<MessageSummary, 'Read' | 'Tags'>>,
): Rows {
  const index = rows.findIndex((row) => row?.ID === id)
  const row = rows[index]
  return row === undefined ? rows : rows.with(index, { ...row, ...change })
}

/** The names already known and those of these messages, in order of the alphabet. */
export function inboxesOf(
  known: readonly string[],
  messages: readonly MessageSummary[],
): readonly string[] {
  const names = new Set([...known, ...messages.flatMap(({ Inboxes }) => Inboxes)])
  return names.size === known.length ? known : [...names].sort((a, b) => a.localeCompare(b))
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
