import { expect, test } from 'vitest'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { Mailbox } from '../../../ui/lib/state/mailbox.svelte.ts'
import { aSummary, summaries } from './a-message.ts'
import { aServer } from './a-server.ts'
import type { AServer } from './a-server.ts'

interface Opened {
  mailbox: Mailbox
  server: AServer
  said: string[]
}

async function open(all: MessageSummary[], query = ''): Promise<Opened> {
  const said: string[] = []
  const server = aServer(all)
  const mailbox = new Mailbox(server, (sentence) => said.push(sentence))
  await mailbox.show(query)
  return { mailbox, server, said }
}

function tagsOf(server: AServer): (readonly string[])[] {
  return server.all.map(({ Tags }) => Tags)
}

function tagged(): MessageSummary[] {
  return [
    aSummary({ Seq: 3, Tags: ['red', 'blue'] }),
    aSummary({ Seq: 2, Tags: ['Red'] }),
    aSummary({ Seq: 1, Tags: [] }),
  ]
}

function fetched({ rows }: Mailbox): MessageSummary[] {
  return rows.filter((row) => row !== undefined)
}

test('many are marked read at once, and counted', async () => {
  const { mailbox, server } = await open(summaries(5, 5))

  const marked = mailbox.setRead(['id-5', 'id-3'], true)
  expect(mailbox.unread).toBe(3)
  await marked

  expect(server.all.filter(({ Read }) => Read).map(({ Seq }) => Seq)).toEqual([5, 3])
})

test('where it is refused, each is again what it was', async () => {
  const { mailbox, server, said } = await open([
    aSummary({ Seq: 2, Read: true }),
    aSummary({ Seq: 1 }),
  ])
  server.refuses = true

  await mailbox.setRead(['id-2', 'id-1'], true)

  expect(fetched(mailbox).map(({ Read }) => Read)).toEqual([true, false])
  expect([mailbox.unread, said]).toEqual([1, ['Not today.']])
})

test('everything that a search matches is marked, also what was not fetched', async () => {
  const others = aSummary({ Seq: 400, Subject: 'Another' })
  const { mailbox, server } = await open([others, ...summaries(300, 300)], 'Subject')

  await mailbox.setListedRead(true)

  expect(server.all.filter(({ Read }) => !Read).map(({ Seq }) => Seq)).toEqual([400])
  expect(fetched(mailbox).every(({ Read }) => Read)).toBe(true)
})

test('a tag is added to what lacks it; the other tags stay', async () => {
  const { mailbox, server } = await open(tagged())

  await mailbox.tag(fetched(mailbox), { tag: 'red', isOn: true })

  expect(tagsOf(server)).toEqual([['red', 'blue'], ['Red'], ['red']])
  expect(server.tagged).toEqual([[['id-1'], ['red']]])
})

test('a tag is taken off what has it, however it is spelled', async () => {
  const { mailbox, server } = await open(tagged())

  await mailbox.tag(fetched(mailbox), { tag: 'red', isOn: false })

  expect(tagsOf(server)).toEqual([['blue'], [], []])
})

test('those with the same tags go together', async () => {
  const { mailbox, server } = await open(summaries(50, 50))

  await mailbox.tag(fetched(mailbox), { tag: 'new', isOn: true })

  expect(server.tagged.map(([ids, tags]) => [ids.length, tags])).toEqual([[50, ['new']]])
})

test('a message that is gone keeps the tag from none of the others', async () => {
  const { mailbox, server, said } = await open(summaries(8, 8))
  const chosen = fetched(mailbox)
  server.all = server.all.filter(({ Seq }) => Seq !== 5)

  await mailbox.tag(chosen, { tag: 'new', isOn: true })

  expect(tagsOf(server)).toEqual(Array.from({ length: 7 }, () => ['new']))
  expect(said).toEqual([])
})

test('tags that are refused are taken back', async () => {
  const { mailbox, server, said } = await open(tagged())
  server.refuses = true

  await mailbox.tag(fetched(mailbox), { tag: 'new', isOn: true })

  expect(fetched(mailbox).map(({ Tags }) => Tags)).toEqual([['red', 'blue'], ['Red'], []])
  expect(said).toEqual(['Not today.'])
})

test('everything that a search matches is tagged, also what was not fetched', async () => {
  const { mailbox, server } = await open(summaries(2_500, 2_500), 'Subject')

  await mailbox.tagListed({ tag: 'new', isOn: true })

  expect(server.all.every(({ Tags }) => Tags.includes('new'))).toBe(true)
  expect(server.tagged.map(([ids]) => ids.length)).toEqual([1_000, 1_000, 500])
})
