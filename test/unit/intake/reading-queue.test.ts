import { expect, test } from 'vitest'
import type { ReadingThread } from '../../../server/core/mail-content.ts'
import type { AcceptedMail, MailDigest, MessageId } from '../../../server/core/message.ts'
import { limits } from '../../../server/core/limits.ts'
import { createReadingQueue } from '../../../server/intake/reading-queue.ts'
import type { ReadingQueue } from '../../../server/intake/reading-queue.ts'
import { digestPieces } from '../../../server/mime/readings.ts'
import { atOnce } from '../../../server/mime/in-pieces.ts'

const digest = atOnce(digestPieces(Buffer.from('Subject: Hello\r\n\r\n')))

/** One whose mail is read at once. */
function queueThatShows(show: (mail: AcceptedMail) => Promise<void>): ReadingQueue {
  return createReadingQueue({ read: () => Promise.resolve(digest), show })
}

function mail(id: string): AcceptedMail {
  return {
    id: id as MessageId,
    receivedMs: 0,
    raw: Buffer.alloc(0),
    envelope: { from: '', to: [], mailParams: {}, rcptParams: [] },
    session: undefined,
    inboxes: [],
    tags: [],
  }
}

test('shows everything in the order in which it was accepted', async () => {
  const shown: string[] = []
  const queue = queueThatShows(async ({ id }) => {
    // The first takes longest.
    for (let turns = shown.length === 0 ? 10 : 1; turns > 0; turns -= 1) await Promise.resolve()
    shown.push(id)
  })

  for (const id of ['a', 'b', 'c']) queue.add(mail(id))
  await queue.settled()

  expect(shown).toEqual(['a', 'b', 'c'])
})

test('is settled at once when nothing waits', async () => {
  const queue = queueThatShows(() => Promise.resolve())

  await queue.settled()
  queue.add(mail('a'))
  await queue.settled()
  await queue.settled()
})

test('what comes after the call is not waited for', async () => {
  const shown: string[] = []
  let release = (): void => undefined
  const queue = queueThatShows(async ({ id }) => {
    if (id === 'late') await new Promise<void>((resolve) => (release = resolve))
    shown.push(id)
  })
  queue.add(mail('early'))
  const settled = queue.settled()
  queue.add(mail('late'))

  await settled

  expect(shown).toEqual(['early'])
  const all = queue.settled()
  await new Promise((resolve) => setImmediate(resolve))
  release()
  await all
  expect(shown).toEqual(['early', 'late'])
})

test('nothing is shown before the turn in which it was accepted has ended', async () => {
  const shown: string[] = []
  const queue = queueThatShows(({ id }) => {
    shown.push(id)
    return Promise.resolve()
  })

  queue.add(mail('a'))
  await Promise.resolve()

  expect(shown).toEqual([])
  await queue.settled()
  expect(shown).toEqual(['a'])
})

test('a thousand messages that stream in are all shown, without anybody asking', async () => {
  let count = 0
  const all = new Promise<void>((resolve) => {
    const queue = queueThatShows(() => {
      count += 1
      if (count === 1_000) resolve()
      return Promise.resolve()
    })
    let added = 0
    const addSome = (): void => {
      for (let some = 0; some < 50; some += 1) queue.add(mail(String((added += 1))))
      if (added < 1_000) setImmediate(addSome)
    }
    addSome()
  })

  await all

  expect(count).toBe(1_000)
})

test('what has been read already is not read again', async () => {
  const [read, shown]: [string[], string[]] = [[], []]
  const queue = createReadingQueue({
    read({ id }) {
      read.push(id)
      return Promise.resolve(digest)
    },
    show({ id }) {
      shown.push(id)
      return Promise.resolve()
    },
  })

  queue.add(mail('a'))
  queue.add(mail('read'), digest)
  queue.add(mail('b'))
  await queue.settled()

  expect(read).toEqual(['a', 'b'])
  expect(shown).toEqual(['a', 'read', 'b'])
})

/** A thread that answers when it is told to. */
function createSlowThread(): ReadingThread & { batches: number[]; answerAll: () => void } {
  const batches: number[] = []
  let isRunning = false
  let asked: (() => void)[] = []
  return {
    batches,
    hasOwnCore: true,
    answerAll() {
      for (const answer of asked.splice(0)) answer()
    },
    start() {
      isRunning = true
    },
    get hasTime() {
      return isRunning && asked.length < limits.threadBatchesMax
    },
    get isReading() {
      return asked.length > 0
    },
    digests(raws) {
      batches.push(raws.length)
      return new Promise((resolve) => asked.push(() => resolve(raws.map(() => digest))))
    },
    close() {
      asked = []
      return Promise.resolve()
    },
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('few messages are read without the thread', async () => {
  const thread = createSlowThread()
  const show = (): Promise<void> => Promise.resolve()
  const queue = createReadingQueue({ read: () => Promise.resolve(digest), show, thread })

  for (let n = 1; n < limits.threadUnreadMin; n += 1) queue.add(mail(String(n)))
  await queue.settled()

  expect(thread.batches).toEqual([])
})

test('a slow thread changes nothing about the order, and others are read meanwhile', async () => {
  const thread = createSlowThread()
  const [read, shown]: [string[], string[]] = [[], []]
  const queue = createReadingQueue({
    read({ id }) {
      read.push(id)
      return Promise.resolve(digest)
    },
    show({ id }) {
      shown.push(id)
      return Promise.resolve()
    },
    thread,
  })
  const all = Array.from({ length: limits.threadUnreadMin }, (_, n) => String(n))

  for (const id of all) queue.add(mail(id))
  const settled = queue.settled()
  const given = limits.threadBatchMax * limits.threadBatchesMax
  while (read.length < all.length - given) await nextTurn()

  expect(shown).toEqual([])
  thread.answerAll()
  await settled
  expect(thread.batches).toEqual(Array(limits.threadBatchesMax).fill(limits.threadBatchMax))
  expect(read).toEqual(all.slice(given))
  expect(shown).toEqual(all)
})

test('a batch for the thread is bounded in bytes', async () => {
  const thread = createSlowThread()
  const show = (): Promise<void> => Promise.resolve()
  const queue = createReadingQueue({ read: () => Promise.resolve(digest), show, thread })
  const raw = Buffer.alloc(limits.threadBatchBytes / 4)

  for (let n = 0; n < limits.threadUnreadMin; n += 1) queue.add({ ...mail(String(n)), raw })
  const settled = queue.settled()
  while (thread.batches.length < limits.threadBatchesMax) await nextTurn()
  thread.answerAll()
  await settled

  expect(new Set(thread.batches)).toEqual(new Set([4]))
})

test('what the thread could not read is read here', async () => {
  const read: string[] = []
  const digests: MailDigest[] = []
  const queue = createReadingQueue({
    read({ id }) {
      read.push(id)
      return Promise.resolve(digest)
    },
    show(_mail, shown) {
      digests.push(shown)
      return Promise.resolve()
    },
    thread: {
      ...createSlowThread(),
      hasTime: true,
      isReading: true,
      digests: () => Promise.resolve([]),
    },
  })

  for (let n = 0; n < limits.threadUnreadMin; n += 1) queue.add(mail(String(n)))
  await queue.settled()

  expect(read).toHaveLength(limits.threadUnreadMin)
  expect(digests).toHaveLength(limits.threadUnreadMin)
})
