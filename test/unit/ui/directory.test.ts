import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MailmittHttpError } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Inbox } from '../../../server/contract/inbox.ts'
import { Directory } from '../../../ui/lib/state/directory.svelte.ts'
import { aSummary } from './a-message.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

interface Kept {
  inboxes: Inbox[]
  tags: string[]
  fails: 'unreachable' | 'busy' | undefined
  /** How often each was asked for. */
  asked: { inboxes: number; tags: number }
}

function aDirectory(): { directory: Directory; kept: Kept; said: string[] } {
  const said: string[] = []
  const kept: Kept = { inboxes: [], tags: [], fails: undefined, asked: { inboxes: 0, tags: 0 } }
  function answer<T>(what: keyof Kept['asked'], read: () => T): Promise<T> {
    kept.asked[what] += 1
    const { fails: code } = kept
    if (code === undefined) return Promise.resolve(read())
    return Promise.reject(new MailmittHttpError('No.', { status: 503, code }))
  }
  const client = {
    inboxes: () => answer('inboxes', () => kept.inboxes),
    tags: () => answer('tags', () => kept.tags),
  }
  return { directory: new Directory(client, (sentence) => said.push(sentence)), kept, said }
}

function anInbox(Name: string, Unread: number): Inbox {
  return { Name, Total: Unread, Unread, LastCreated: '2026-11-22T12:00:00.000Z' }
}

function came(fields: { Inboxes?: string[]; Tags?: string[] }): FeedFrame {
  return { Seq: 1, Type: 'new', Data: aSummary(fields) }
}

test('knows the inboxes with their unread mail, and the tags', async () => {
  const { directory, kept } = aDirectory()
  kept.inboxes = [anInbox('shop', 2)]
  kept.tags = ['red']

  directory.refresh()
  await vi.advanceTimersByTimeAsync(100)

  expect(directory.inboxes).toEqual([anInbox('shop', 2)])
  expect(directory.tags).toEqual(['red'])
})

test('asks once a second while mail streams in, and once more when it has ended', async () => {
  const { directory, kept } = aDirectory()

  for (let count = 0; count < 1_000; count += 1) {
    directory.apply(came({ Inboxes: ['shop'] }))
    await vi.advanceTimersByTimeAsync(2)
  }
  kept.inboxes = [anInbox('shop', 1_000)]
  await vi.advanceTimersByTimeAsync(2_000)

  expect(kept.asked.inboxes).toBeLessThanOrEqual(4)
  expect(directory.inboxes).toEqual([anInbox('shop', 1_000)])
})

test('mail that changes neither asks for nothing', async () => {
  const { directory, kept } = aDirectory()
  kept.tags = ['red']
  directory.refresh()
  await vi.advanceTimersByTimeAsync(2_000)
  kept.asked = { inboxes: 0, tags: 0 }

  directory.apply(came({ Tags: ['red'] }))
  directory.apply({ Type: 'stats', Data: { Total: 1, Unread: 1, Version: '' } })
  await vi.advanceTimersByTimeAsync(2_000)

  expect(kept.asked).toEqual({ inboxes: 0, tags: 0 })
})

test.for<[string, FeedFrame, Kept['asked']]>([
  ['a new tag', came({ Tags: ['blue'] }), { inboxes: 0, tags: 1 }],
  ['mail for an inbox', came({ Inboxes: ['shop'] }), { inboxes: 1, tags: 0 }],
  [
    'mail of an inbox that was read',
    { Seq: 1, Type: 'update', Data: { ID: 'id-1', Inboxes: ['shop'], Read: true } },
    { inboxes: 1, tags: 0 },
  ],
  [
    'tags that were set',
    { Seq: 1, Type: 'update', Data: { ID: 'id-1', Inboxes: [], Tags: [] } },
    { inboxes: 0, tags: 1 },
  ],
  ['many deletes', { Seq: 1, Type: 'prune', Data: null }, { inboxes: 1, tags: 1 }],
  ['the end of all mail', { Seq: 1, Type: 'truncate', Data: null }, { inboxes: 1, tags: 1 }],
])('asks again after %s', async ([, frame, asked]) => {
  const { directory, kept } = aDirectory()

  directory.apply(frame)
  await vi.advanceTimersByTimeAsync(100)

  expect(kept.asked).toEqual(asked)
})

test('keeps what it knows while nobody answers, and asks again later', async () => {
  const { directory, kept, said } = aDirectory()
  kept.tags = ['red']
  directory.refresh()
  await vi.advanceTimersByTimeAsync(2_000)

  kept.fails = 'unreachable'
  directory.refresh()
  await vi.advanceTimersByTimeAsync(2_000)
  expect([directory.tags, said]).toEqual([['red'], []])

  kept.fails = 'busy'
  directory.refresh()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(said).toEqual(['No.', 'No.'])
})
