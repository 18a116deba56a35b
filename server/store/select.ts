import { limits } from '../core/limits.ts'
import type { Message } from '../core/message.ts'
import type { Selection } from '../core/message-store.ts'
import type { Hint } from '../core/search/hint.ts'
import { hintOf } from '../core/search/hint.ts'
import { matchesAt, momentOf } from '../core/search/matches.ts'
import type { MessageIndex } from './message-index.ts'
import type { Candidates } from './shelves.ts'
import type { Found, Order, Timeline } from './timeline.ts'

/** Whether to go on. */
export type Visit = (message: Message) => boolean

export interface Visiting {
  readonly order: Order
  readonly visit: Visit
  /** In place of a visit to each, where it is known that a portion of the messages is held. */
  readonly visitAll?: (found: Found) => void
}

/** Messages that are gathered before the first of them is asked. */
const PORTION = 256
/** Messages after which the clock is looked at, or bytes of theirs: a regular expression may take a while. */
const LOOK_MESSAGES = 16
const LOOK_BYTES = 1024 * 1024

/**
 * Visits what a selection holds, in order. A query is asked of the messages as they were at the call: what
 * changes while others have their turn is not seen. Anything else is answered before this returns.
 */
export function visitSelected(
  index: MessageIndex,
  selection: Selection,
  visiting: Visiting,
): Promise<void> {
  if (selection.query) return visitMatches(index, selection, visiting)
  const { order, visit } = visiting
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
  { order, visit, visitAll }: Visiting,
): Promise<void> {
  const { query, ...others } = selection
  if (!query) return
  const isAlone = Object.keys(others).length === 0
  const isWanted = narrow(selection)
  const moment = momentOf(query)
  const hint = isNarrow(index, selection) ? undefined : hintOf(query.plan)
  const portions = hint ? hinted(index, hint, order) : unhinted(index, selection, order)
  let turn = createTurn()
  for (const { messages, matches } of portions) {
    const isCounted = matches && isAlone && visitAll
    if (isCounted) visitAll(matches)
    for (const message of isCounted ? [] : messages) {
      if (!isWanted(message)) continue
      if ((matches || matchesAt(message, query, moment)) && !visit(message)) return
      if (!turn.isOver(message)) continue
      await nextTurn()
      turn = createTurn()
    }
    if (!turn.isLate()) continue
    await nextTurn()
    turn = createTurn()
  }
}

interface Portion {
  readonly messages: readonly Message[]
  /** The same, where it is known that they match. */
  readonly matches?: Found
}

/** Whether so few messages are meant that to ask each is quicker than to look through all texts. */
function isNarrow(index: MessageIndex, { ids, inbox }: Selection): boolean {
  if (ids) return true
  return inbox !== undefined && (index.inbox(inbox)?.size ?? 0) * 8 < index.all.size
}

/** The messages that have the hint in their texts, as they are at the call. */
function hinted(index: MessageIndex, hint: Hint, order: Order): Iterable<Portion> {
  const candidates = index.texts().candidates(hint, order)
  const find = index.all.snapshot().finder(order)
  return toPortions(candidates, find, hint)
}

function* toPortions(
  candidates: Iterable<Candidates>,
  find: (seqs: readonly number[]) => Found,
  { isAll }: Hint,
): Generator<Portion> {
  for (const { seqs, haveHint } of candidates) {
    const found = find(seqs)
    yield haveHint && isAll ? { messages: found.messages, matches: found } : found
  }
}

/** Every message that the selection may hold, as they are at the call. */
function unhinted(index: MessageIndex, selection: Selection, order: Order): Iterable<Portion> {
  if (selection.ids) {
    return [{ messages: [...candidates(index, selection, order)] }]
  }
  const timeline = selection.inbox === undefined ? index.all : index.inbox(selection.inbox)
  return inPortions(timeline?.snapshot().walk(order) ?? [])
}

function* inPortions(messages: Iterable<Message>): Generator<Portion> {
  let portion: Message[] = []
  for (const message of messages) {
    portion.push(message)
    if (portion.length < PORTION) continue
    yield { messages: portion }
    portion = []
  }
  yield { messages: portion }
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
    .flatMap((id) => index.get(id) ?? [])
    .sort((one, other) => sign * (one.seq - other.seq))
}

/** What is asked besides the query. */
function narrow({ inbox, since = -Infinity, before }: Selection): (message: Message) => boolean {
  const beforeMs = before?.getTime() ?? Infinity
  return ({ seq, receivedMs, inboxes }) =>
    seq > since &&
    (beforeMs === Infinity || receivedMs < beforeMs) &&
    (inbox === undefined || inboxes.includes(inbox))
}

/** Tells when a search has had its share of the time. */
function createTurn(): { isLate(): boolean; isOver(message: Message): boolean } {
  const until = performance.now() + limits.searchSliceMs
  let messages = 0
  let bytes = 0
  const isLate = (): boolean => performance.now() >= until

  return {
    isLate,
    isOver({ size }) {
      messages += 1
      bytes += size
      if (messages < LOOK_MESSAGES && bytes < LOOK_BYTES) return false
      messages = 0
      bytes = 0
      return isLate()
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
