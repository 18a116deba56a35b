import { expect, test } from 'vitest'
import { createEventLog } from '../../../server/core/event-log.ts'
import { limits } from '../../../server/core/limits.ts'
import type { MailDigest, MessageId } from '../../../server/core/message.ts'
import type { MessageStore } from '../../../server/core/message-store.ts'
import type { TagFilter } from '../../../server/core/tags/tag-filter.ts'
import type { Intake, IncomingMail } from '../../../server/intake/intake.ts'
import { createIntake } from '../../../server/intake/intake.ts'
import { createMemoryStore } from '../../../server/store/memory-store.ts'
import { aDigest, anEnvelope } from '../../support/a-message.ts'
import { createFakeClock } from '../core/fake-clock.ts'

test('what was received is visible once settled, with its inboxes', async () => {
  const { intake, store } = createHouse()

  const id = await receive(intake, aMail('hello', ['any@ann.inbox.test']))
  await intake.settled()

  expect(await store.get(id)).toMatchObject({ size: 5, inboxes: ['ann'], session: undefined })
  expect(intake.stats).toEqual({ accepted: 1, acceptedBytes: 5, ignored: 0 })
})

test('messages become visible in the order in which they were received, however long each is read', async () => {
  const turns = new Map([
    ['slow', 20],
    ['middling', 5],
  ])
  const { intake, store } = createHouse({
    async digest(raw) {
      for (let left = turns.get(raw.toString()) ?? 0; left > 0; left -= 1) await nextTurn()
      return aDigest()
    },
  })

  const ids = await Promise.all(
    ['slow', 'middling', 'quick'].map((raw) => receive(intake, aMail(raw))),
  )
  await intake.settled()

  const { messages } = await store.list({}, { start: 0, order: 'oldest' })
  expect(messages.map(({ id }) => id)).toEqual(ids)
})

test('a message that the reader fails on is there all the same, with a problem', async () => {
  const bug = new Error('a bug in the reader')
  const { intake, store, failures } = createHouse({ digest: () => Promise.reject(bug) })

  const id = await receive(intake, aMail('odd'))
  await intake.settled()

  expect(await store.get(id)).toMatchObject({ digest: { problems: [{ code: 'unreadable' }] } })
  expect((await store.raw(id))?.toString()).toBe('odd')
  expect(failures).toEqual([bug])
})

test('a message whose tags cannot be told is there all the same', async () => {
  const bug = new Error('a bug in a filter')
  const filter: TagFilter = {
    tags: ['Order'],
    match: 'x',
    get query(): never {
      throw bug
    },
  }
  const { intake, store, failures } = createHouse({ filters: [filter] })

  const id = await receive(intake, { ...aMail('odd'), tags: ['given'] })
  await intake.settled()

  expect(await store.get(id)).toMatchObject({ tags: ['given'] })
  expect(failures).toEqual([bug])
})

test('where duplicates are ignored, one Message-ID is kept once, however many come at once', async () => {
  const digest = (raw: Buffer): Promise<MailDigest> =>
    Promise.resolve(aDigest({ messageId: raw.toString() }))
  const { intake, store } = createHouse({ digest, ignoresDuplicates: true })

  const received = await Promise.all(
    ['a', 'a', 'b', 'a', '', ''].map((raw) => intake.receive(aMail(raw))),
  )
  await intake.settled()
  const later = await intake.receive(aMail('b'))

  expect(received.map(({ type }) => type)).toEqual([
    'kept',
    'ignored',
    'kept',
    'ignored',
    'kept',
    'kept',
  ])
  expect(later.type).toBe('ignored')
  expect((await store.stats()).messages).toBe(4)
  expect(intake.stats).toMatchObject({ accepted: 4, ignored: 3 })
})

test('a Message-ID whose message was deleted may come again', async () => {
  const { intake, store } = createHouse({ ignoresDuplicates: true })
  await receive(intake, aMail('first'))
  await intake.settled()
  await store.remove({})

  expect((await intake.receive(aMail('again'))).type).toBe('kept')
})

test('a store that fails is the failure of its sender alone', async () => {
  const full = new Error('disk full')
  let isFull = true
  const { intake, store } = createHouse({ add: () => (isFull ? Promise.reject(full) : undefined) })

  await expect(intake.receive(aMail('first'))).rejects.toBe(full)
  isFull = false
  await intake.receive(aMail('second'))
  await intake.settled()

  expect(await store.stats()).toMatchObject({ messages: 1 })
  expect(intake.stats).toEqual({ accepted: 1, acceptedBytes: 6, ignored: 0 })
})

test('a sender who is faster than the reader waits, also after failures', async () => {
  const { reading, readOn } = createGate()
  // As large as a message can be that is accepted before it is read.
  const mail = aMail('x'.repeat(limits.readFirstBytesMin))
  const enough = limits.unreadBytesMax / limits.readFirstBytesMin + 1
  let failuresLeft = enough
  const { intake } = createHouse({
    digest: () => reading.then(() => aDigest()),
    add: () => (failuresLeft-- > 0 ? Promise.reject(new Error('disk full')) : undefined),
  })
  for (let left = enough; left > 0; left -= 1) {
    await expect(intake.receive(mail)).rejects.toThrow('full')
  }
  for (let left = enough; left > 0; left -= 1) await intake.receive(mail)
  let isAccepted = false

  const next = intake.receive(mail).then(() => (isAccepted = true))
  for (let turn = 0; turn < 5; turn += 1) await nextTurn()
  expect(isAccepted).toBe(false)
  readOn()
  await next

  expect(isAccepted).toBe(true)
})

test('senders that are held back go on in turn, each when there is room', async () => {
  let read = 0
  const { intake } = createHouse({
    digest() {
      read += 1
      return Promise.resolve(aDigest())
    },
  })
  const mail = aMail('x'.repeat(limits.readFirstBytesMin))
  const fitting = limits.unreadBytesMax / limits.readFirstBytesMin + 1
  const accepted: number[] = []
  let mostUnread = 0

  await Promise.all(
    Array.from({ length: 3 * fitting }, async (_, at) => {
      await intake.receive(mail)
      accepted.push(at)
      mostUnread = Math.max(mostUnread, accepted.length - read)
    }),
  )

  expect(accepted).toEqual(Array.from({ length: 3 * fitting }, (_, at) => at))
  // One is read, and gone from those that wait when it is shown.
  expect(mostUnread).toBeGreaterThanOrEqual(fitting - 1)
  expect(mostUnread).toBeLessThanOrEqual(fitting)
})

test('large messages that are being read hold others back, and nothing else', async () => {
  const { reading, readOn } = createGate()
  const { intake, store } = createHouse({ digest: () => reading.then(() => aDigest()) })
  const half = aMail('x'.repeat(limits.unreadBytesMax / 2 + 1))
  const accepted: string[] = []
  const receiveAs = (name: string, mail: IncomingMail): Promise<unknown> =>
    intake.receive(mail).then(() => accepted.push(name))

  const all = [receiveAs('one', half), receiveAs('two', half), receiveAs('three', aMail('small'))]
  for (let turn = 0; turn < 5; turn += 1) await nextTurn()

  expect(accepted).toEqual([])
  // Nobody waits for what is not accepted.
  await intake.settled()
  readOn()
  await Promise.all(all)
  await intake.settled()
  expect(await store.stats()).toMatchObject({ messages: 3 })
})

test('a large message is read once, and before it is accepted', async () => {
  const read: number[] = []
  const { intake } = createHouse({
    digest(raw) {
      read.push(raw.byteLength)
      return Promise.resolve(aDigest())
    },
  })
  const large = limits.readFirstBytesMin + 1

  await intake.receive(aMail('x'.repeat(large)))
  expect(read).toEqual([large])
  await intake.receive(aMail('small'))
  expect(read).toEqual([large])
  await intake.settled()

  expect(read).toEqual([large, 5])
})

test('where duplicates are ignored, a message is read once, and its duplicate holds nothing back', async () => {
  let read = 0
  const { intake } = createHouse({
    ignoresDuplicates: true,
    digest() {
      read += 1
      return Promise.resolve(aDigest({ messageId: 'same' }))
    },
  })
  const half = aMail('x'.repeat(limits.unreadBytesMax / 2 + 1))

  const types = []
  for (let left = 4; left > 0; left -= 1) types.push((await intake.receive(half)).type)
  await intake.settled()

  expect(types).toEqual(['kept', 'ignored', 'ignored', 'ignored'])
  expect(read).toBe(4)
})

interface Gate {
  readonly reading: Promise<void>
  readonly readOn: () => void
}

function createGate(): Gate {
  let readOn = (): void => undefined
  const reading = new Promise<void>((resolve) => (readOn = resolve))
  return { reading, readOn: () => readOn() }
}

interface House {
  readonly intake: Intake
  readonly store: MessageStore
  readonly failures: readonly unknown[]
}

interface HouseFields {
  readonly ignoresDuplicates?: boolean
  readonly filters?: readonly TagFilter[]
  readonly digest?: (raw: Buffer) => Promise<MailDigest>
  /** Runs before the store adds. */
  readonly add?: () => Promise<void> | undefined
}

function createHouse({
  digest = () => Promise.resolve(aDigest()),
  add = () => undefined,
  ignoresDuplicates = false,
  filters = [],
}: HouseFields = {}): House {
  const failures: unknown[] = []
  const memory = createMemoryStore({
    log: createEventLog({ origin: 0 }),
    messagesMax: 0,
    bytesMax: 0,
  })
  const store: MessageStore = {
    ...memory,
    async add(mail) {
      await add()
      await memory.add(mail)
    },
  }
  let next = 1
  const intake = createIntake({
    store,
    reader: {
      digest,
      content: () => Promise.reject(new Error('not asked for')),
      part: () => Promise.resolve(undefined),
    },
    clock: createFakeClock(),
    newId: () => `message-${next++}` as MessageId,
    inboxDomains: ['inbox.test'],
    ignoresDuplicates,
    tagRules: {
      filters,
      fromUser: false,
      fromXTags: true,
      fromPlusAddresses: true,
      titleCase: false,
    },
    onFailure: (error) => failures.push(error),
  })
  return { intake, store, failures }
}

/** Receives what is surely kept. */
async function receive(intake: Intake, mail: IncomingMail): Promise<MessageId> {
  const received = await intake.receive(mail)
  if (received.type === 'ignored') throw new Error('The mail was ignored')
  return received.id
}

function aMail(raw: string, to: readonly string[] = ['bob@example.com']): IncomingMail {
  return { raw: Buffer.from(raw), envelope: anEnvelope({ to }), session: undefined }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
