import { limits } from '../core/limits.ts'
import type { Message } from '../core/message.ts'
import type { Selection } from '../core/message-store.ts'
import { matchesAt, momentOf } from '../core/search/matches.ts'
import type { MessageIndex } from './message-index.ts'
import type { Timeline } from './timeline.ts'

type Order = 'newest' | 'oldest'

/** Whether to go on. */
export type Visit = (message: Message) => boolean

/** Messages after which the clock is looked at, or bytes of theirs. */
const LOOK_MESSAGES = 256
const LOOK_BYTES = 1024 * 1024

/**
 * Visits what a selection holds, in order. A query is asked of the messages as they were at the call: what
 * changes while others have their turn is not seen. Anything else is answered before this returns.
 */
export function visitSelected(
  index: MessageIndex,
  selection: Selection,
  { order, visit }: { readonly order: Order; readonly visit: Visit },
): Promise<void> {
  if (selection.query) return visitMatches(index, selection, { order, visit })
  const isWanted = narrow(selection)
  for (const message of candidates(index, selection, order)) {
    if (isWanted(message) && !visit(message)) break
  }
  return Promise.resolve()
}

/** The timeline that holds just the selection; then its counts are known. */
export function timelineOf(index: MessageIndex, selection: Selection): Timeline | undefined {
  const { inbox, ...others } = selection
  if (Object.keys(others).length > 0) return undefined
  return inbox === undefined ? index.all : index.inbox(inbox)
}

async function visitMatches(
  index: MessageIndex,
  selection: Selection,
  { order, visit }: { readonly order: Order; readonly visit: Visit },
): Promise<void> {
  const { query } = selection
  if (!query) return
  const messages = snapshot(index, selection)
  const isWanted = narrow(selection)
  const moment = momentOf(query)
  let turn = createTurn()
  for (let at = 0; at < messages.length; at += 1) {
    const message = messages[order === 'newest' ? messages.length - 1 - at : at]
    if (!message || !isWanted(message)) continue
    if (matchesAt(message, query, moment) && !visit(message)) return
    if (!turn.isOver(message)) continue
    await nextTurn()
    turn = createTurn()
  }
}

function snapshot(index: MessageIndex, selection: Selection): readonly (Message | undefined)[] {
  if (selection.ids) return [...candidates(index, selection, 'oldest')]
  const timeline = selection.inbox === undefined ? index.all : index.inbox(selection.inbox)
  return timeline?.snapshot() ?? []
}

/** In order of arrival, whatever the order of the ids. */
function candidates(
  index: MessageIndex,
  { ids, inbox }: Selection,
  order: Order,
): Iterable<Message> {
  if (!ids) {
    const timeline = inbox === undefined ? index.all : index.inbox(inbox)
    return timeline?.walk(order) ?? []
  }
  const sign = order === 'newest' ? -1 : 1
  return [...new Set(ids)]
    .flatMap((id) => index.get(id)?.message ?? [])
    .sort((one, other) => sign * (one.seq - other.seq))
}

/** What is asked besides the query. */
function narrow({ inbox, since = -Infinity, before }: Selection): (message: Message) => boolean {
  const beforeMs = before?.getTime() ?? Infinity
  return ({ seq, receivedAt, inboxes }) =>
    seq > since &&
    (beforeMs === Infinity || receivedAt.getTime() < beforeMs) &&
    (inbox === undefined || inboxes.includes(inbox))
}

/** Tells when a search has had its share of the time. */
function createTurn(): { isOver(message: Message): boolean } {
  const until = performance.now() + limits.searchSliceMs
  let messages = 0
  let bytes = 0

  return {
    isOver({ size }) {
      messages += 1
      bytes += size
      if (messages < LOOK_MESSAGES && bytes < LOOK_BYTES) return false
      messages = 0
      bytes = 0
      return performance.now() >= until
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
