import { limits } from '../core/limits.ts'
import type { Message } from '../core/message.ts'
import type { Selection } from '../core/message-store.ts'
import type { Hint } from '../core/search/hint.ts'
import { hintOf } from '../core/search/hint.ts'
import { matchesAt, momentOf } from '../core/search/matches.ts'
import type { MessageIndex } from './message-index.ts'
import type { Candidates } from './shelves.ts'
import type { Timeline } from './timeline.ts'

type Order = 'newest' | 'oldest'

/** Whether to go on. */
export type Visit = (message: Message) => boolean

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
  const isWanted = narrow(selection)
  const moment = momentOf(query)
  const hint = isNarrow(index, selection) ? undefined : hintOf(query.plan)
  const portions = hint ? hinted(index, hint, order) : unhinted(index, selection, order)
  let turn = createTurn()
  for (const { messages, areMatches } of portions) {
    for (const message of messages) {
      if (!isWanted(message)) continue
      if ((areMatches || matchesAt(message, query, moment)) && !visit(message)) return
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
  /** Whether it is known that they match. */
  readonly areMatches: boolean
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
  find: (seq: number) => Message | undefined,
  { isAll }: Hint,
): Generator<Portion> {
  for (const { seqs, haveHint } of candidates) {
    const messages: Message[] = []
    for (const seq of seqs) {
      const message = find(seq)
      if (message) messages.push(message)
    }
    yield { messages, areMatches: haveHint && isAll }
  }
}

/** Every message that the selection may hold, as they are at the call. */
function unhinted(index: MessageIndex, selection: Selection, order: Order): Iterable<Portion> {
  if (selection.ids) {
    return [{ messages: [...candidates(index, selection, order)], areMatches: false }]
  }
  const timeline = selection.inbox === undefined ? index.all : index.inbox(selection.inbox)
  return inPortions(timeline?.snapshot().messages ?? [], order)
}

function* inPortions(messages: readonly (Message | undefined)[], order: Order): Generator<Portion> {
  let portion: Message[] = []
  for (let at = 0; at < messages.length; at += 1) {
    const message = messages[order === 'newest' ? messages.length - 1 - at : at]
    if (message) portion.push(message)
    if (portion.length < PORTION) continue
    yield { messages: portion, areMatches: false }
    portion = []
  }
  yield { messages: portion, areMatches: false }
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
