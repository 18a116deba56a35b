import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { heldMax, undoMs } from '../../../ui/lib/state/deletions.svelte.ts'
import { Mailbox } from '../../../ui/lib/state/mailbox.svelte.ts'
import { aSummary, summaries } from './a-message.ts'
import { aServer } from './a-server.ts'
import type { AServer } from './a-server.ts'

interface Opened {
  mailbox: Mailbox
  server: AServer
  said: string[]
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

async function open(all: MessageSummary[], query = ''): Promise<Opened> {
  const said: string[] = []
  const server = aServer(all)
  const mailbox = new Mailbox(server, (sentence) => said.push(sentence))
  await mailbox.show(query)
  return { mailbox, server, said }
}

/** What the list shows, by number; a gap is `undefined`. */
function seqs({ mailbox }: Opened): (number | undefined)[] {
  return mailbox.rows.map((row) => row?.Seq)
}

async function told({ mailbox }: Opened, ...frames: FeedFrame[]): Promise<void> {
  for (const frame of frames) mailbox.apply(frame)
  await vi.advanceTimersByTimeAsync(50)
}

function gone(seq: number, Evicted = false): FeedFrame {
  return { Seq: 1000 + seq, Type: 'delete', Data: { ID: `id-${seq}`, Inboxes: [], Evicted } }
}

function came(seq: number): FeedFrame {
  return { Seq: seq, Type: 'new', Data: aSummary({ Seq: seq }) }
}

test('is out of sight and out of the counts at once, and sent when its time is over', async () => {
  const opened = await open(summaries(3, 3))

  await opened.mailbox.remove(['id-2'])

  expect(seqs(opened)).toEqual([3, 1])
  expect(opened.mailbox).toMatchObject({ total: 2, unread: 2 })
  await vi.advanceTimersByTimeAsync(undoMs - 1)
  expect(opened.server.deleted).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(opened.server.deleted).toEqual([['id-2']])
  expect(opened.mailbox).toMatchObject({ total: 2, unread: 2 })
})

test('is there again when it is taken back, where it was, and nothing is sent', async () => {
  const opened = await open(summaries(4, 4))
  await opened.mailbox.remove(['id-4', 'id-2'])

  const back = await opened.mailbox.deletions.undo()

  expect(back).toEqual(['id-4', 'id-2'])
  expect(seqs(opened)).toEqual([4, 3, 2, 1])
  expect(opened.mailbox).toMatchObject({ total: 4, unread: 4 })
  await vi.advanceTimersByTimeAsync(2 * undoMs)
  expect(opened.server.deleted).toEqual([])
})

test('several are taken back one after the other, the last one first', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-1'])
  await opened.mailbox.remove(['id-2', 'id-3'])
  const { deletions } = opened.mailbox
  expect([deletions.heldCount, deletions.steps]).toEqual([3, 2])

  await deletions.undo()
  expect(seqs(opened)).toEqual([3, 2])
  await deletions.undo()
  expect(seqs(opened)).toEqual([3, 2, 1])
  expect(await deletions.undo()).toEqual([])
})

test('each has its own time', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-1'])
  await vi.advanceTimersByTimeAsync(3_000)
  await opened.mailbox.remove(['id-2'])

  await vi.advanceTimersByTimeAsync(2_000)
  expect(opened.server.deleted).toEqual([['id-1']])
  expect(opened.mailbox.deletions.heldCount).toBe(1)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(opened.server.deleted).toEqual([['id-1'], ['id-2']])
})

test('the time stands still while somebody is at the button', async () => {
  const opened = await open(summaries(1, 1))
  await opened.mailbox.remove(['id-1'])

  opened.mailbox.deletions.pause()
  await vi.advanceTimersByTimeAsync(10 * undoMs)
  expect(opened.server.deleted).toEqual([])
  opened.mailbox.deletions.resume()
  await vi.advanceTimersByTimeAsync(undoMs)
  expect(opened.server.deleted).toEqual([['id-1']])
})

test('everything is sent in one request when the page goes', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-1'])
  await opened.mailbox.remove(['id-3'])

  const sending = opened.mailbox.deletions.sendAll()
  expect(opened.server.deleted).toEqual([['id-1', 'id-3']])
  await sending

  await vi.advanceTimersByTimeAsync(2 * undoMs)
  expect(opened.server.deleted).toHaveLength(1)
  expect(seqs(opened)).toEqual([2])
})

test('a refusal brings it back with a sentence, among what came meanwhile', async () => {
  const opened = await open(summaries(3, 3))
  opened.server.refuses = true
  await opened.mailbox.remove(['id-2'])
  await told(opened, came(4))

  await vi.advanceTimersByTimeAsync(undoMs)

  expect(seqs(opened)).toEqual([4, 3, 2, 1])
  expect(opened.said).toEqual(['Not today.'])
  expect(opened.mailbox).toMatchObject({ total: 4, unread: 4 })
})

test('new mail in its time is neither hidden nor sent with it', async () => {
  const opened = await open(summaries(2, 2))
  await opened.mailbox.remove(['id-2'])

  await told(opened, came(3))
  expect(seqs(opened)).toEqual([3, 1])
  await vi.advanceTimersByTimeAsync(undoMs)

  expect(seqs(opened)).toEqual([3, 1])
  expect(opened.server.deleted).toEqual([['id-2']])
  expect(opened.mailbox).toMatchObject({ total: 2, unread: 2 })
})

test.for([
  ['the feed tells of it before the answer', 'before'],
  ['the feed tells of it after the answer', 'after'],
] as const)('is counted once when %s', async ([, order]) => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-2'])

  if (order === 'before') await told(opened, gone(2))
  await opened.mailbox.deletions.sendAll()
  if (order === 'after') await told(opened, gone(2))

  expect(seqs(opened)).toEqual([3, 1])
  expect(opened.mailbox).toMatchObject({ total: 2, unread: 2 })
})

test('what somebody else deletes in its time does not come back', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-1', 'id-2'])

  await told(opened, gone(2))
  expect(opened.mailbox.deletions.heldCount).toBe(1)
  await opened.mailbox.deletions.undo()

  expect(seqs(opened)).toEqual([3, 1])
  expect(opened.mailbox).toMatchObject({ total: 2, unread: 2 })
})

test('when somebody else deletes all of it, there is nothing to take back or to send', async () => {
  const opened = await open(summaries(2, 2))
  await opened.mailbox.remove(['id-1'])

  await told(opened, gone(1))

  expect(opened.mailbox.deletions.steps).toBe(0)
  await vi.advanceTimersByTimeAsync(2 * undoMs)
  expect(opened.server.deleted).toEqual([])
})

test('an eviction of what is hidden shortens nothing else', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-1'])

  await told(opened, gone(1, true), came(4))

  expect(seqs(opened)).toEqual([4, 3, 2])
  expect(opened.mailbox).toMatchObject({ total: 3, unread: 3 })
})

test('an eviction of others in its time leaves it what it is', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-3'])

  await told(opened, gone(1, true), came(4))
  expect(seqs(opened)).toEqual([4, 2])
  await opened.mailbox.deletions.undo()

  expect(seqs(opened)).toEqual([4, 3, 2])
  expect(opened.mailbox).toMatchObject({ total: 3, unread: 3 })
})

test('what the server counts still has it, what is shown does not', async () => {
  const opened = await open([aSummary({ Seq: 2, Read: true }), aSummary({ Seq: 1 })])
  await opened.mailbox.remove(['id-1'])

  await told(opened, { Type: 'stats', Data: { Total: 2, Unread: 1, Version: '' } })

  expect(opened.mailbox).toMatchObject({ total: 1, unread: 0 })
})

test('read by somebody else in its time, it is counted as read', async () => {
  const opened = await open(summaries(2, 2))
  await opened.mailbox.remove(['id-1'])

  await told(opened, { Seq: 9, Type: 'update', Data: { ID: 'id-1', Inboxes: [], Read: true } })
  expect(opened.mailbox.unread).toBe(1)
  await opened.mailbox.deletions.undo()

  expect(opened.mailbox.unread).toBe(1)
})

test('is hidden in another list as well, and there again when it is taken back', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-2'])

  await opened.mailbox.show('Subject')
  expect(seqs(opened)).toEqual([3, 1])
  await opened.mailbox.deletions.undo()

  expect(seqs(opened)).toEqual([3, 2, 1])
})

test('a page that is fetched in its time lies where it belongs', async () => {
  const opened = await open(summaries(1_000, 1_000))
  await opened.mailbox.remove(['id-1000', 'id-990'])

  await opened.mailbox.look(598, 610, false)

  expect(opened.mailbox.rows).toHaveLength(998)
  const fetched = opened.mailbox.rows.slice(598, 611).map((row) => row?.Seq)
  expect(fetched).toEqual(Array.from({ length: 13 }, (_, index) => 400 - index))
})

test('rows below what goes stay in place, also when it comes back', async () => {
  const opened = await open(summaries(90, 90))
  await opened.mailbox.look(50, 60, false)

  await opened.mailbox.remove(['id-85'])
  expect(opened.mailbox.isAnchored).toBe(true)
  await opened.mailbox.look(49, 59, false)
  await opened.mailbox.deletions.undo()
  expect(opened.mailbox.isAnchored).toBe(true)
})

test('the oldest is sent where so many wait that a closing page could not send them', async () => {
  const opened = await open(summaries(heldMax + 10, heldMax + 10))
  await opened.mailbox.fetchRange(0, heldMax + 9)
  const ids = opened.mailbox.rows.map((row) => row?.ID ?? '')
  await opened.mailbox.remove(ids.slice(0, 1_500))

  await opened.mailbox.remove(ids.slice(1_500, 2_001))

  expect(opened.server.deleted.map(({ length }) => length)).toEqual([1_500])
  expect(opened.mailbox.deletions.heldCount).toBe(501)
})

test('before all is deleted for good, what waits is sent', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.remove(['id-3'])

  await opened.mailbox.removeListed()

  expect(opened.server.deleted).toEqual([['id-3']])
  expect(opened.server.all).toEqual([])
  expect(opened.mailbox.deletions.steps).toBe(0)
})

test('what comes back above the first row is in sight for who is at the top', async () => {
  const opened = await open(summaries(3, 3))
  await opened.mailbox.look(0, 2, true)
  await opened.mailbox.remove(['id-3', 'id-2'])
  await opened.mailbox.look(0, 0, true)

  await opened.mailbox.deletions.undo()

  expect(opened.mailbox.isAnchored).toBe(false)
})
