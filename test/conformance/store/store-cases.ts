import { describe, expect, onTestFinished, test } from 'vitest'
import type { EventLog, LogEntry } from '../../../server/core/event-log.ts'
import { createEventLog } from '../../../server/core/event-log.ts'
import { limits } from '../../../server/core/limits.ts'
import type { AcceptedMail, MailDigest, Message, MessageId } from '../../../server/core/message.ts'
import type { MessageStore, Selection, StoreCaps } from '../../../server/core/message-store.ts'
import type { Query } from '../../../server/core/search/parse-query.ts'
import { parseQuery } from '../../../server/core/search/parse-query.ts'
import { aDigest, anAcceptedMail, anEnvelope } from '../../support/a-message.ts'
import { tagCases } from './tag-cases.ts'

export type CreateStore = (options: StoreCaps & { readonly log: EventLog }) => MessageStore

const unknown = 'no-such-message' as MessageId

/** What every MessageStore promises. A new store is done when it passes this list. */
export function storeCases(createStore: CreateStore): void {
  describe('adding', () => {
    test('a message is invisible until it is revealed', async () => {
      const { store, entries } = open()
      const mail = anAcceptedMail()
      await store.add(mail)

      expect(await store.get(mail.id)).toBeUndefined()
      expect(await store.raw(mail.id)).toBeUndefined()
      expect(await listed(store)).toEqual([])
      expect(await store.stats()).toMatchObject({ messages: 0, unread: 0, bytes: 0 })
      expect(entries).toEqual([])
    })

    test('a revealed message is everywhere: get, raw, list, stats and log', async () => {
      const { store, entries } = open()
      const mail = anAcceptedMail({ inboxes: ['ann'] })
      const digest = aDigest({ subject: 'Invoice' })
      await store.add(mail)

      const message = await store.reveal(mail.id, digest)

      const { id, receivedMs, envelope, session, raw } = mail
      expect(message).toMatchObject({ id, receivedMs, envelope, session, inboxes: ['ann'], digest })
      expect(message).toMatchObject({ size: raw.byteLength, read: false, tags: [] })
      expect(await store.get(id)).toEqual(message)
      expect(await listed(store)).toEqual([id])
      expect(await store.stats()).toMatchObject({ messages: 1, unread: 1, bytes: raw.byteLength })
      expect(entries).toEqual([{ type: 'added', message, seq: message.seq }])
    })

    test('the raw bytes come back exactly', async () => {
      const { store, keep } = open()
      const raw = Buffer.from(Array.from({ length: 512 }, (_, at) => at % 256))

      const { id } = await keep({ raw })

      expect((await store.raw(id))?.equals(raw)).toBe(true)
    })

    test('a message of no bytes is a message', async () => {
      const { store, keep } = open()
      const { id } = await keep({ raw: Buffer.alloc(0) })
      expect((await store.raw(id))?.byteLength).toBe(0)
    })

    test('a message that was never added cannot be revealed, nor one twice', async () => {
      const { store, keep } = open()
      const { id } = await keep()

      await expect(store.reveal(unknown, aDigest())).rejects.toThrow(unknown)
      await expect(store.reveal(id, aDigest())).rejects.toThrow(id)
    })

    test('messages are in order of their revealing', async () => {
      const { store } = open()
      const [first, second] = [anAcceptedMail(), anAcceptedMail()]
      await store.add(first)
      await store.add(second)

      const one = await store.reveal(second.id, aDigest())
      const two = await store.reveal(first.id, aDigest())

      expect(one.seq).toBeLessThan(two.seq)
      expect(await listed(store)).toEqual([first.id, second.id])
    })

    test('Seq rises with each message, is that of its event, and never changes', async () => {
      const { store, keep, entries } = open()
      const first = await keep()
      await store.setRead({}, true)
      const second = await keep()

      expect(second.seq).toBeGreaterThan(first.seq)
      expect((await store.get(first.id))?.seq).toBe(first.seq)
      const added = entries.flatMap((entry) => (entry.type === 'added' ? [entry] : []))
      expect(added.map(({ seq, message }) => [seq, message.seq])).toEqual([
        [first.seq, first.seq],
        [second.seq, second.seq],
      ])
    })
  })

  describe('caps', () => {
    test('the oldest message makes room by count, and the log says so just before', async () => {
      const { store, keep, entries } = open({ messagesMax: 2 })
      const oldest = await keep({ inboxes: ['ann'] })
      const second = await keep()
      entries.length = 0

      const third = await keep()

      expect(await listed(store)).toEqual([third.id, second.id])
      expect(entries).toEqual([
        { type: 'removed', id: oldest.id, inboxes: ['ann'], evicted: true, seq: third.seq - 1 },
        { type: 'added', message: third, seq: third.seq },
      ])
      expect(await store.get(oldest.id)).toBeUndefined()
      expect(await store.raw(oldest.id)).toBeUndefined()
    })

    test('as many messages as needed make room by bytes', async () => {
      const { store, keep, entries } = open({ bytesMax: 100 })
      const first = await keep({ raw: Buffer.alloc(40) })
      const second = await keep({ raw: Buffer.alloc(40) })
      const third = await keep({ raw: Buffer.alloc(20) })
      entries.length = 0

      const fourth = await keep({ raw: Buffer.alloc(50) })

      expect(await listed(store)).toEqual([fourth.id, third.id])
      expect(removals(entries)).toEqual([first.id, second.id])
      expect(await store.stats()).toMatchObject({ bytes: 70 })
    })

    test('just the limit is within it', async () => {
      const { store, keep } = open({ messagesMax: 2, bytesMax: 100 })
      await keep({ raw: Buffer.alloc(50) })
      await keep({ raw: Buffer.alloc(50) })

      expect(await store.stats()).toMatchObject({ messages: 2, bytes: 100, evicted: 0 })
    })

    test('0 is no limit', async () => {
      const { store, keep } = open({ messagesMax: 0, bytesMax: 0 })
      for (let at = 0; at < 50; at += 1) await keep()
      expect(await store.stats()).toMatchObject({ messages: 50, evicted: 0 })
    })

    test('an unrevealed message makes no room yet', async () => {
      const { store, keep } = open({ messagesMax: 1 })
      const kept = await keep()

      await store.add(anAcceptedMail())

      expect(await listed(store)).toEqual([kept.id])
    })

    test('evictions are counted, as deletions too', async () => {
      const { store, keep } = open({ messagesMax: 1 })
      await keep()
      await keep()
      await store.setRead({}, true)
      await keep()
      await store.remove({})

      expect(await store.stats()).toMatchObject({ messages: 0, unread: 0, evicted: 2, deleted: 3 })
    })
  })

  describe('listing', () => {
    test('newest first, unless asked for oldest first', async () => {
      const { store, keep } = open()
      const ids = [(await keep()).id, (await keep()).id, (await keep()).id]

      expect(await listed(store)).toEqual(ids.toReversed())
      const { messages } = await store.list({}, { start: 0, order: 'oldest' })
      expect(messages.map(({ id }) => id)).toEqual(ids)
    })

    test.for(['newest', 'oldest'] as const)('page by page, %s first', async (order) => {
      const { store, keep } = open()
      for (let at = 0; at < 5; at += 1) await keep()
      const { messages: all } = await store.list({}, { start: 0, order })

      for (const [start, end] of [
        [0, 2],
        [2, 4],
        [4, 6],
        [5, 7],
      ] as const) {
        const page = await store.list({}, { start, limit: 2, order })
        expect(page).toEqual({ messages: all.slice(start, end), matched: 5, matchedUnread: 5 })
      }
    })

    test('a page of none still counts', async () => {
      const { store, keep } = open()
      await keep()
      const page = await store.list({}, { start: 0, limit: 0 })
      expect(page).toEqual({ messages: [], matched: 1, matchedUnread: 1 })
    })

    test('by ids, in order of arrival whatever the order of the ids', async () => {
      const { store, keep } = open()
      const [one, two] = [await keep(), await keep()]
      await keep()

      const { messages } = await store.list(
        { ids: [two.id, unknown, one.id, two.id] },
        { start: 0 },
      )

      expect(messages.map(({ id }) => id)).toEqual([two.id, one.id])
    })

    test('by no ids at all: none', async () => {
      const { store, keep } = open()
      await keep()
      expect(await listed(store, { ids: [] })).toEqual([])
    })

    test('by query, inbox and since, which must all hold', async () => {
      const { store, keep } = open()
      await keep({ inboxes: ['ann'] }, { subject: 'Welcome' })
      const cursor = (await keep({ inboxes: ['bob'] }, { subject: 'Welcome' })).seq
      const wanted = await keep({ inboxes: ['ann', 'bob'] }, { subject: 'Welcome' })
      const other = await keep({ inboxes: ['ann'] }, { subject: 'Bye' })
      const query = toQuery('subject:welcome')

      expect(await listed(store, { since: cursor })).toEqual([other.id, wanted.id])
      expect(await listed(store, { inbox: 'ann', since: cursor })).toHaveLength(2)
      expect(await listed(store, { query })).toHaveLength(3)
      expect(await listed(store, { query, inbox: 'ann', since: cursor })).toEqual([wanted.id])
      expect(await listed(store, { inbox: 'an' })).toEqual([])
    })

    test('counts what matches, and what of it is unread, beyond the page', async () => {
      const { store, keep } = open()
      const first = await keep({ inboxes: ['ann'] })
      for (let at = 0; at < 3; at += 1) await keep({ inboxes: ['ann'] })
      await keep()
      await store.setRead({ ids: [first.id] }, true)

      const page = await store.list({ inbox: 'ann' }, { start: 0, limit: 1 })

      expect(page).toMatchObject({ matched: 4, matchedUnread: 3 })
    })

    test('what was listed does not change when the store does', async () => {
      const { store, keep } = open()
      await keep()
      const { messages } = await store.list({}, { start: 0 })

      await store.setRead({}, true)
      await keep()

      expect(messages.map(({ read }) => read)).toEqual([false])
    })
  })

  describe('reading', () => {
    test('marks read and unread, and counts', async () => {
      const { store, keep } = open()
      const [one, two] = [await keep(), await keep()]

      expect(await store.setRead({ ids: [one.id] }, true)).toBe(1)
      expect((await store.get(one.id))?.read).toBe(true)
      expect((await store.get(two.id))?.read).toBe(false)
      expect(await store.stats()).toMatchObject({ unread: 1 })

      expect(await store.setRead({}, false)).toBe(1)
      expect(await store.stats()).toMatchObject({ unread: 2 })
    })

    test('logs only what really changed', async () => {
      const { store, keep, entries } = open()
      const [one, two] = [await keep({ inboxes: ['ann'] }), await keep()]
      await store.setRead({ ids: [two.id] }, true)
      entries.length = 0

      expect(await store.setRead({}, true)).toBe(1)
      expect(await store.setRead({}, true)).toBe(0)
      expect(await store.setRead({ ids: [unknown] }, true)).toBe(0)

      expect(entries).toMatchObject([{ type: 'updated', id: one.id, inboxes: ['ann'], read: true }])
    })

    test('by query and by inbox', async () => {
      const { store, keep } = open()
      await keep({ inboxes: ['ann'] }, { subject: 'Welcome' })
      await keep({ inboxes: ['bob'] }, { subject: 'Welcome' })

      const selection = { query: toQuery('subject:welcome'), inbox: 'bob' }

      expect(await store.setRead(selection, true)).toBe(1)
      expect(await store.list({ inbox: 'bob' }, { start: 0 })).toMatchObject({ matchedUnread: 0 })
      expect(await store.list({ inbox: 'ann' }, { start: 0 })).toMatchObject({ matchedUnread: 1 })
    })
  })

  describe('counting', () => {
    test('every inbox that has a message, by name', async () => {
      const { store, keep } = open()
      const [early, late] = [new Date(1_000), new Date(2_000)]
      const { id } = await keep({ inboxes: ['bob', 'ann'], receivedMs: early.getTime() })
      await keep({ inboxes: ['ann'], receivedMs: late.getTime() })
      await keep()
      await store.setRead({ ids: [id] }, true)

      expect(await store.inboxes()).toEqual([
        { name: 'ann', messages: 2, unread: 1, lastReceivedAt: late },
        { name: 'bob', messages: 1, unread: 0, lastReceivedAt: early },
      ])

      await store.remove({ inbox: 'bob' })
      expect(await store.inboxes()).toMatchObject([{ name: 'ann', messages: 1 }])
    })

    test('a Message-ID is known as long as one message with it is there', async () => {
      const { store, keep } = open()
      const [one, two] = [
        await keep({}, { messageId: 'x@y' }),
        await keep({}, { messageId: 'x@y' }),
      ]

      expect(await store.hasMessageId('x@y')).toBe(true)
      expect(await store.hasMessageId('x')).toBe(false)
      await store.remove({ ids: [one.id] })
      expect(await store.hasMessageId('x@y')).toBe(true)
      await store.remove({ ids: [two.id] })
      expect(await store.hasMessageId('x@y')).toBe(false)
    })
  })

  describe('removing', () => {
    test('by ids is told one by one, with the inboxes', async () => {
      const { store, keep, entries } = open()
      const [one, two, three] = [await keep({ inboxes: ['ann'] }), await keep(), await keep()]
      entries.length = 0

      expect(await store.remove({ ids: [one.id, two.id, unknown, one.id] })).toBe(2)

      expect(entries).toMatchObject([
        { type: 'removed', id: one.id, inboxes: ['ann'], evicted: false },
        { type: 'removed', id: two.id, inboxes: [], evicted: false },
      ])
      expect(await listed(store)).toEqual([three.id])
      expect(await store.raw(one.id)).toBeUndefined()
    })

    test('by query and by inbox', async () => {
      const { store, keep, entries } = open()
      const one = await keep({ inboxes: ['ann'] }, { subject: 'Welcome' })
      const two = await keep({ inboxes: ['ann', 'bob'] }, { subject: 'Bye' })
      const three = await keep({}, { subject: 'Bye' })
      entries.length = 0

      expect(await store.remove({ inbox: 'bob' })).toBe(1)
      expect(await store.remove({ query: toQuery('subject:welcome') })).toBe(1)

      expect(removals(entries)).toEqual([two.id, one.id])
      expect(await listed(store)).toEqual([three.id])
    })

    test('what two remove at once goes once, and its tags are counted off once', async () => {
      const { store, keepTagged, entries } = open()
      const { id } = await keepTagged(['a'])
      await keepTagged(['a'])
      entries.length = 0

      const removed = await Promise.all([store.remove({ ids: [id] }), store.remove({ ids: [id] })])

      expect(removed).toEqual([1, 0])
      expect(removals(entries)).toEqual([id])
      const { deleted, tags } = await store.stats()
      expect(deleted).toBe(1)
      expect([...tags]).toEqual([['a', 1]])
    })

    test('what is removed and marked read at once is told of no more once it is gone', async () => {
      const { store, keep, entries } = open()
      const { id } = await keep()
      entries.length = 0

      await Promise.all([store.remove({ ids: [id] }), store.setRead({ ids: [id] }, true)])

      expect(entries.map(({ type }) => type)).toEqual(['removed'])
    })

    test('everything is one entry', async () => {
      const { store, keep, entries } = open()
      await keep()
      await keep()
      entries.length = 0

      expect(await store.remove({})).toBe(2)

      expect(entries.map(({ type }) => type)).toEqual(['cleared'])
      expect(await store.stats()).toMatchObject({ messages: 0, unread: 0, bytes: 0, deleted: 2 })
    })

    test('many at once are one entry that says reload', async () => {
      const { store, keep, entries } = open()
      for (let at = 0; at < limits.deletesToldMax + 1; at += 1) await keep({ inboxes: ['ann'] })
      const kept = await keep()
      entries.length = 0

      expect(await store.remove({ inbox: 'ann' })).toBe(limits.deletesToldMax + 1)

      expect(entries.map(({ type }) => type)).toEqual(['pruned'])
      expect(await listed(store)).toEqual([kept.id])
    })

    test('just below that is told one by one', async () => {
      const { store, keep, entries } = open()
      for (let at = 0; at < limits.deletesToldMax; at += 1) await keep({ inboxes: ['ann'] })
      entries.length = 0

      await store.remove({ inbox: 'ann' })

      expect(removals(entries)).toHaveLength(limits.deletesToldMax)
    })

    test('nothing is no entry', async () => {
      const { store, keep, entries } = open()
      const removedFromNone = await store.remove({})
      await keep()
      entries.length = 0

      const removed = [
        removedFromNone,
        await store.remove({ ids: [] }),
        await store.remove({ ids: [unknown] }),
        await store.remove({ inbox: 'ann' }),
        await store.remove({ query: toQuery('subject:never') }),
      ]

      expect(removed).toEqual([0, 0, 0, 0, 0])
      expect(entries).toEqual([])
      expect(await store.stats()).toMatchObject({ messages: 1 })
    })

    test('a message that is gone stays gone, and its Seq is not given again', async () => {
      const { store, keep } = open()
      const gone = await keep()
      await store.remove({})

      const next = await keep()

      expect(next.seq).toBeGreaterThan(gone.seq)
      expect(await store.get(gone.id)).toBeUndefined()
    })

    test('a message that is not revealed yet is not removed with the rest', async () => {
      const { store, keep } = open()
      await keep()
      const mail = anAcceptedMail()
      await store.add(mail)

      await store.remove({})
      await store.reveal(mail.id, aDigest())

      expect(await listed(store)).toEqual([mail.id])
    })
  })

  tagCases(open)

  test('an unknown id is absent', async () => {
    const { store } = open()
    expect(await store.get(unknown)).toBeUndefined()
    expect(await store.raw(unknown)).toBeUndefined()
  })

  test('the envelope is kept as it was sent', async () => {
    const { store, keep } = open()
    const envelope = anEnvelope({
      from: '',
      to: ['Bob@Example.com', 'bob@example.com', 'Bob@Example.com'],
      mailParams: { SIZE: '10', SMTPUTF8: '' },
    })

    const { id } = await keep({ envelope })

    expect((await store.get(id))?.envelope).toEqual(envelope)
  })

  function open(caps: Partial<StoreCaps> = {}): OpenStore {
    const log = createEventLog({ origin: 1_000 })
    const entries: LogEntry[] = []
    log.subscribe((entry) => entries.push(entry))
    const store = createStore({ messagesMax: 0, bytesMax: 0, ...caps, log })
    onTestFinished(() => store.close())
    return {
      store,
      entries,
      async keep(mail, digest) {
        const accepted = anAcceptedMail(mail)
        await store.add(accepted)
        return store.reveal(accepted.id, aDigest(digest))
      },
      async keepTagged(tags, mail) {
        const accepted = anAcceptedMail(mail)
        await store.add(accepted)
        return store.reveal(accepted.id, aDigest(), tags)
      },
    }
  }
}

export interface OpenStore {
  readonly store: MessageStore
  /** What the log was told, from the beginning. */
  readonly entries: LogEntry[]
  readonly keep: (mail?: Partial<AcceptedMail>, digest?: Partial<MailDigest>) => Promise<Message>
  /** The same with tags. */
  readonly keepTagged: (tags: readonly string[], mail?: Partial<AcceptedMail>) => Promise<Message>
}

async function listed(
  store: MessageStore,
  selection: Selection = {},
): Promise<readonly MessageId[]> {
  const { messages } = await store.list(selection, { start: 0 })
  return messages.map(({ id }) => id)
}

function removals(entries: readonly LogEntry[]): readonly MessageId[] {
  return entries.flatMap((entry) => (entry.type === 'removed' ? [entry.id] : []))
}

function toQuery(source: string): Query {
  const parsed = parseQuery(source)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.query
}
