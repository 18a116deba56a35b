import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import type { Message, MessageId } from '../../../server/core/message.ts'
import type { MessageStore } from '../../../server/core/message-store.ts'
import type { OpenStore } from './store-cases.ts'

const unknown = 'no-such-message' as MessageId

type Open = (caps?: { readonly messagesMax?: number }) => OpenStore

/** What every MessageStore promises of tags. */
export function tagCases(open: Open): void {
  describe('tags', () => {
    test('a message arrives with its tags, in order, and the log has them in its first entry', async () => {
      const { keepTagged, entries, store } = open()

      const message = await keepTagged(['b', 'C', 'a'])

      expect(message.tags).toEqual(['a', 'b', 'C'])
      expect(entries).toEqual([{ type: 'added', message, seq: message.seq }])
      expect(await countsOf(store)).toEqual([
        ['a', 1],
        ['b', 1],
        ['C', 1],
      ])
    })

    test('a tag that is there in another case is that tag', async () => {
      const { keepTagged, store } = open()
      await keepTagged(['Order'])

      const { id, tags } = await keepTagged(['ORDER', 'order', 'new'])
      await store.setTags([id], ['oRDER'])

      expect(tags).toEqual(['new', 'Order'])
      expect((await store.get(id))?.tags).toEqual(['Order'])
      expect(await countsOf(store)).toEqual([['Order', 2]])
    })

    test('setting replaces the tags, and logs only what really changed, in order of arrival', async () => {
      const { keepTagged, store, entries } = open()
      const one = await keepTagged(['a', 'b'])
      const two = await keepTagged(['b', 'c'])
      const three = await keepTagged([])
      entries.length = 0

      const set = await store.setTags([three.id, two.id, one.id, two.id], ['C', 'b'])

      expect(set).toEqual({ type: 'set', changed: 2 })
      expect(entries).toMatchObject([
        { type: 'updated', id: one.id, inboxes: [], tags: ['b', 'c'] },
        { type: 'updated', id: three.id, inboxes: [], tags: ['b', 'c'] },
      ])
      expect(await countsOf(store)).toEqual([
        ['b', 3],
        ['c', 3],
      ])
    })

    test('no tags at all takes them off', async () => {
      const { keepTagged, store, entries } = open()
      const { id } = await keepTagged(['a'])
      entries.length = 0

      expect(await store.setTags([id], [])).toEqual({ type: 'set', changed: 1 })
      expect(await store.setTags([id], [])).toEqual({ type: 'set', changed: 0 })

      expect(entries).toMatchObject([{ type: 'updated', id, tags: [] }])
      expect(await countsOf(store)).toEqual([])
    })

    test('an unknown message is told, and nothing is changed', async () => {
      const { keepTagged, store, entries } = open()
      const { id } = await keepTagged(['a'])
      entries.length = 0

      expect(await store.setTags([id, unknown], ['b'])).toEqual({
        type: 'unknown-message',
        id: unknown,
      })

      expect((await store.get(id))?.tags).toEqual(['a'])
      expect(entries).toEqual([])
    })

    test('what was listed does not change when its tags do', async () => {
      const { keepTagged, store } = open()
      const { id } = await keepTagged(['a'])
      const { messages } = await store.list({}, { start: 0 })
      const { tags } = await store.stats()

      await store.setTags([id], ['b'])

      expect(messages[0]?.tags).toEqual(['a'])
      expect([...tags]).toEqual([['a', 1]])
    })

    test('renaming is told once, wherever the tag was', async () => {
      const { keepTagged, store, entries } = open()
      const one = await keepTagged(['a', 'm'])
      const two = await keepTagged(['a'])
      const three = await keepTagged(['m'])
      entries.length = 0

      expect(await store.renameTag('A', 'z')).toBe('renamed')

      expect(entries.map(({ type }) => type)).toEqual(['pruned'])
      expect(await tagsOf(store, [one.id, two.id, three.id])).toEqual([['m', 'z'], ['z'], ['m']])
      expect(await countsOf(store)).toEqual([
        ['m', 2],
        ['z', 2],
      ])
    })

    test('a tag can be renamed to another case of itself, not to another tag', async () => {
      const { keepTagged, store, entries } = open()
      const { id } = await keepTagged(['order', 'other'])
      const second = await keepTagged(['order'])
      entries.length = 0

      expect(await store.renameTag('order', 'Other')).toBe('name-taken')
      expect(await store.renameTag('nothing', 'x')).toBe('unknown-tag')
      expect(await store.renameTag('order', 'order')).toBe('renamed')
      expect(entries).toEqual([])
      expect(await store.renameTag('order', 'ORDER')).toBe('renamed')

      expect(entries.map(({ type }) => type)).toEqual(['pruned'])
      expect(await tagsOf(store, [id, second.id])).toEqual([['ORDER', 'other'], ['ORDER']])
      expect(await countsOf(store)).toEqual([
        ['ORDER', 2],
        ['other', 1],
      ])
    })

    test('removing takes a tag off all messages, and is told once', async () => {
      const { keepTagged, store, entries } = open()
      const one = await keepTagged(['a', 'b'])
      const two = await keepTagged(['a'])
      entries.length = 0

      expect(await store.removeTag('A')).toBe(true)
      expect(await store.removeTag('a')).toBe(false)

      expect(entries.map(({ type }) => type)).toEqual(['pruned'])
      expect(await tagsOf(store, [one.id, two.id])).toEqual([['b'], []])
      expect(await countsOf(store)).toEqual([['b', 1]])
    })

    test('a tag is gone with the last message that has it, evicted or removed', async () => {
      const { keepTagged, store } = open({ messagesMax: 2 })
      await keepTagged(['old', 'both'])
      const { id } = await keepTagged(['both'])
      await keepTagged([])
      expect(await countsOf(store)).toEqual([['both', 1]])

      await store.remove({ ids: [id] })

      expect(await countsOf(store)).toEqual([])
      expect((await keepTagged(['BOTH'])).tags).toEqual(['BOTH'])
    })

    test('names of things in JavaScript are tags like others', async () => {
      const { keepTagged, store } = open()
      const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString']

      const { id } = await keepTagged(names)

      expect(await tagsOf(store, [id])).toEqual([names])
      expect(await countsOf(store)).toEqual(names.map((name) => [name, 1]))
      expect(await store.renameTag('__PROTO__', 'valueOf')).toBe('renamed')
      expect(await store.removeTag('constructor')).toBe(true)
      expect(await tagsOf(store, [id])).toEqual([['hasOwnProperty', 'toString', 'valueOf']])
    })

    test('of new tags there may be only so many; mail is kept without them, a request is refused', async () => {
      const { keepTagged, store } = open()
      for (let from = 0; from < limits.tagsMax; from += limits.tagsPerMessageMax) {
        const names = Array.from({ length: limits.tagsPerMessageMax }, (_, at) => `t${from + at}`)
        await keepTagged(names)
      }

      const { id, tags } = await keepTagged(['new', 'T0'])

      expect(tags).toEqual(['t0'])
      expect(await store.setTags([id], ['T1', 'new'])).toEqual({ type: 'too-many-tags' })
      expect((await store.get(id))?.tags).toEqual(['t0'])
      expect(await store.renameTag('t2', 'new')).toBe('renamed')
      expect(await store.setTags([id], ['T1', 'NEW'])).toEqual({ type: 'set', changed: 1 })
      expect((await store.stats()).tags.size).toBe(limits.tagsMax)
    })

    test('whatever is done, the counts are those of a recount, in all and in each inbox, each tag has one spelling, and the log tells it', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const opened = open({ messagesMax: 6 })
          for (const one of steps) {
            const before = await recount(opened.store)
            opened.entries.length = 0
            await take(one, opened)
            const after = await recount(opened.store)
            expect(await countsOf(opened.store)).toEqual(after)
            for (const inbox of ['ann', 'bob', 'nobody']) {
              const { messages, matched, matchedUnread } = await opened.store.list({ inbox }, ALL)
              const { tags, ...sizes } = await opened.store.totals(inbox)
              expect([...tags]).toEqual(count(messages))
              expect(sizes).toEqual({ messages: matched, unread: matchedUnread })
            }
            expect(new Set(after.map(([tag]) => tag.toLowerCase())).size).toBe(after.length)
            if (JSON.stringify(before) !== JSON.stringify(after)) {
              expect(opened.entries).not.toEqual([])
            }
          }
        }),
        { numRuns: 200 },
      )
    })
  })
}

const name = fc.constantFrom('a', 'A', 'b', 'B', 'c', '__proto__', 'constructor', 'é', 'É', 'd')
const names = fc.array(name, { maxLength: 4 })
const place = fc.nat(7)
const places = fc.array(place, { maxLength: 3 })

type Step =
  | {
      readonly type: 'keep'
      readonly names: readonly string[]
      readonly inboxes: readonly string[]
    }
  | { readonly type: 'read'; readonly at: readonly number[]; readonly read: boolean }
  | { readonly type: 'set'; readonly at: readonly number[]; readonly names: readonly string[] }
  | { readonly type: 'rename'; readonly from: string; readonly to: string }
  | { readonly type: 'remove-tag'; readonly name: string }
  | { readonly type: 'remove'; readonly at: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constant('keep' as const),
    names,
    inboxes: fc.subarray(['ann', 'bob']),
  }),
  fc.record({ type: fc.constant('read' as const), at: places, read: fc.boolean() }),
  fc.record({
    type: fc.constant('set' as const),
    at: places,
    names,
  }),
  fc.record({ type: fc.constant('rename' as const), from: name, to: name }),
  fc.record({ type: fc.constant('remove-tag' as const), name }),
  fc.record({ type: fc.constant('remove' as const), at: place }),
)

async function take(one: Step, { store, keepTagged }: OpenStore): Promise<void> {
  const { messages } = await store.list({}, ALL)
  const idsAt = (places: readonly number[]): MessageId[] =>
    places.flatMap((at) => messages[at]?.id ?? [])
  switch (one.type) {
    case 'keep':
      await keepTagged(one.names, { inboxes: one.inboxes })
      return
    case 'read':
      await store.setRead({ ids: idsAt(one.at) }, one.read)
      return
    case 'set':
      await store.setTags(idsAt(one.at), one.names)
      return
    case 'rename':
      await store.renameTag(one.from, one.to)
      return
    case 'remove-tag':
      await store.removeTag(one.name)
      return
    case 'remove':
      await store.remove({ ids: idsAt([one.at]) })
  }
}

const ALL = { start: 0 }

type Counts = readonly (readonly [string, number])[]

async function countsOf(store: MessageStore): Promise<Counts> {
  return [...(await store.stats()).tags]
}

/** The counts as the messages themselves have them. */
async function recount(store: MessageStore): Promise<Counts> {
  return count((await store.list({}, ALL)).messages)
}

function count(messages: readonly Message[]): Counts {
  const counts = new Map<string, number>()
  for (const tag of messages.flatMap(({ tags }) => tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  return [...counts].sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1))
}

async function tagsOf(
  store: MessageStore,
  ids: readonly MessageId[],
): Promise<readonly (readonly string[])[]> {
  const messages = await Promise.all(ids.map((id) => store.get(id)))
  return messages.map((message) => message?.tags ?? [])
}
