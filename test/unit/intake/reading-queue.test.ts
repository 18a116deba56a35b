import { expect, test } from 'vitest'
import type { AcceptedMail, MessageId } from '../../../server/core/message.ts'
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
