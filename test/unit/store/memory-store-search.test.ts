import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventLog } from '../../../server/core/event-log.ts'
import { limits } from '../../../server/core/limits.ts'
import type { Message, MessageId } from '../../../server/core/message.ts'
import type { MessageStore } from '../../../server/core/message-store.ts'
import { matches } from '../../../server/core/search/matches.ts'
import { createMemoryStore } from '../../../server/store/memory-store.ts'
import { aDigest, anAcceptedMail } from '../../support/a-message.ts'
import type { SearchedFields } from '../../support/a-message.ts'
import { aQuery } from '../../support/a-query.ts'

type Fields = Parameters<typeof aDigest>[0] & SearchedFields

interface House {
  /** What each message came as. */
  readonly came: ReadonlyMap<MessageId, Buffer>
  readonly store: MessageStore
  readonly keep: (digest?: Fields, inboxes?: readonly string[]) => Promise<Message>
}

function open(messagesMax = 0): House {
  const store = createMemoryStore({
    log: createEventLog({ origin: 1_000 }),
    messagesMax,
    bytesMax: 0,
  })
  const came = new Map<MessageId, Buffer>()
  return {
    store,
    came,
    async keep(digest = {}, inboxes = []) {
      const mail = anAcceptedMail({ inboxes, raw: rawOf(came.size) })
      came.set(mail.id, mail.raw)
      await store.add(mail)
      return store.reveal(mail.id, aDigest(digest))
    },
  }
}

/** Some are large, and no two are alike. */
function rawOf(count: number): Buffer {
  return Buffer.from(
    `Subject: ${count}\r\n\r\n${'x'.repeat(count % 9 === 0 ? 20_000 : count % 90)}`,
  )
}

const QUERIES = [
  'red',
  'blue',
  '"red blue"',
  '"rich red"',
  '"plain red blue"',
  '"red x" is:unread',
  'subject:"red 1"',
  'addressed:ann',
  'subject:red',
  'subject:="red 1"',
  'to:bob',
  'body:blue',
  'text:blue',
  'html:blue',
  'filename:red',
  'header:x-red',
  'header:x-red=blue',
  'header:subject=red',
  'red subject:blue',
  '-red',
  'red OR blue',
  'is:unread red',
  'subject:/^red/',
  '€',
  'bcc:ann',
  'envelope-to:bob',
  'larger:1',
] as const

/** One of the messages of a large store. */
function digestOf(at: number): Fields {
  const colour = ['red', 'blue', 'green', '€uro'][at % 4] ?? ''
  return {
    subject: `${colour} ${at % 7}`,
    text: at % 3 === 0 ? `plain ${colour}, blue` : '',
    html: at % 5 === 0 ? '' : `rich (red) ${at % 11 === 0 ? 'blue €' : 'x'}`,
    attachments: at % 6 === 0 ? [`${colour}.pdf`] : [],
    headers: [
      ['subject', `${colour} ${at % 7}`],
      ...(at % 4 === 1 ? [['x-red', 'blue'] as const] : []),
    ],
  }
}

test('a large store finds what asking each message finds, however it came to be', async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ type: fc.constant('keep' as const), count: fc.nat(300) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('remove' as const),
        every: fc.integer({ min: 1, max: 9 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('read' as const),
        every: fc.integer({ min: 2, max: 5 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'search' as const }) },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 8 }),
      fc.constantFrom(0, 500),
      async (steps, messagesMax) => {
        const { store, keep, came } = open(messagesMax)
        const all = async () => (await store.list({}, { start: 0, order: 'oldest' })).messages
        const some = async (every: number): Promise<MessageId[]> =>
          (await all()).filter((_message, at) => at % every === 0).map(({ id }) => id)
        for (const step of steps) {
          if (step.type === 'keep')
            for (let at = 0; at < step.count; at += 1) await keep(digestOf(at), [`w${at % 3}`])
          else if (step.type === 'remove') await store.remove({ ids: await some(step.every) })
          else if (step.type === 'read') await store.setRead({ ids: await some(step.every) }, true)
          else await store.list({ query: aQuery('red') }, { start: 0 })
        }

        const kept = await all()
        expect(await store.stats()).toMatchObject({
          messages: kept.length,
          unread: kept.filter(({ read }) => !read).length,
        })
        for (const { id } of kept) {
          const isSame = came.get(id)?.equals((await store.raw(id)) ?? Buffer.of())
          expect(isSame, id).toBe(true)
        }
        for (const written of QUERIES) {
          const query = aQuery(written)
          for (const inbox of [undefined, 'w1']) {
            const scope = inbox === undefined ? { query } : { query, inbox }
            const expected = kept.filter(
              (message) =>
                matches(message, query) && (inbox === undefined || message.inboxes.includes(inbox)),
            )
            expect(await store.list(scope, { start: 0, order: 'oldest' }), written).toEqual({
              messages: expected,
              matched: expected.length,
              matchedUnread: expected.filter(({ read }) => !read).length,
            })
            const newest = expected.toReversed()
            expect((await store.list(scope, { start: 1, limit: 3 })).messages).toEqual(
              newest.slice(1, 4),
            )
            expect(await store.newest(scope)).toEqual(newest[0])
          }
        }
      },
    ),
    { numRuns: 25 },
  )
}, 60_000)

/** Texts that take a regular expression far longer than one turn. */
async function keepMuch({ keep }: House): Promise<readonly Message[]> {
  const kept: Message[] = []
  for (let at = 0; at < 400; at += 1) {
    kept.push(
      await keep({ subject: 'slow', text: 'ab '.repeat(limits.searchedPatternTextMax / 3) }),
    )
  }
  return kept
}

test('a long search lets others have their turn, and answers as the messages were at the call', async () => {
  const house = open()
  const kept = await keepMuch(house)
  let turns = 0
  let isDone = false
  const turn = (): void => {
    turns += 1
    if (!isDone) setImmediate(turn)
  }

  const searching = house.store.list({ query: aQuery('-body:/(a|b)+c$/') }, { start: 0 })
  setImmediate(turn)
  await house.store.setRead({ ids: kept.slice(0, 100).map(({ id }) => id) }, true)
  await house.store.remove({ ids: kept.slice(100, 200).map(({ id }) => id) })
  await house.keep({ subject: 'late' })
  const page = await searching
  isDone = true

  expect(turns).toBeGreaterThan(1)
  expect(page).toMatchObject({ matched: 400, matchedUnread: 400 })
  expect(page.messages[0]?.id).toBe(kept.at(-1)?.id)
})

test('what a long search is to delete is what it finds at the call and what is there at its end', async () => {
  const house = open()
  const kept = await keepMuch(house)

  const removing = house.store.remove({ query: aQuery('-body:/(a|b)+c$/') })
  await house.store.remove({ ids: kept.slice(0, 100).map(({ id }) => id) })
  const late = await house.keep({ subject: 'late' })

  expect(await removing).toBe(300)
  const { messages } = await house.store.list({}, { start: 0 })
  expect(messages.map(({ id }) => id)).toEqual([late.id])
})

test('a query is asked of no message that its words rule out', async () => {
  const house = open()
  for (let at = 0; at < 1_024; at += 1) await house.keep({ subject: at === 700 ? 'needle' : 'hay' })
  let steps = 0
  const query = aQuery('subject:needle -is:read', { onStep: () => void (steps += 1) })

  const { matched } = await house.store.list({ query }, { start: 0 })

  expect(matched).toBe(1)
  expect(steps).toBeLessThan(1_024)
})
