import { expect, onTestFinished, test, vi } from 'vitest'
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

function subjects(mailbox: Mailbox): (string | undefined)[] {
  return mailbox.rows.map((row) => row?.Subject)
}

function arrive({ mailbox, server }: Opened, message: MessageSummary): void {
  server.all = [message, ...server.all]
  mailbox.apply({ Seq: message.Seq, Type: 'new', Data: message })
}

test('knows the length of the list and the first page of it', async () => {
  const { mailbox } = await open(summaries(100_000, 100_000))

  expect(mailbox.rows).toHaveLength(100_000)
  expect(mailbox.rows[99]?.ID).toBe('id-99901')
  expect(mailbox.rows[100]).toBeUndefined()
})

test('fetches what is scrolled into sight, wherever that is, once', async () => {
  const { mailbox, server } = await open(summaries(100_000, 100_000))

  await mailbox.look(70_010, 70_030, false)
  await mailbox.look(70_012, 70_032, false)

  expect(mailbox.rows[70_020]?.ID).toBe('id-29980')
  expect(server.asked).toEqual([0, 70_000])
})

test('fetches what comes next on the way down before it is in sight, and nothing behind', async () => {
  const { mailbox, server } = await open(summaries(1_000, 1_000))

  await mailbox.look(40, 52, false)
  await mailbox.look(45, 57, false)
  await mailbox.look(160, 172, false)

  expect(server.asked).toEqual([0, 100, 200])
})

test('fetches what comes next on the way up', async () => {
  const { mailbox, server } = await open(summaries(1_000, 1_000))

  await mailbox.look(720, 732, false)
  await mailbox.look(719, 731, false)

  expect(server.asked).toEqual([0, 700, 600])
})

test('of the pages that a dragged scrollbar passes few are fetched, and that where it rests', async () => {
  const { mailbox, server } = await open(summaries(100_000, 100_000))
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
  })

  for (let frame = 1; frame <= 60; frame += 1) {
    void mailbox.look(frame * 1_000, frame * 1_000 + 12, false)
    await vi.advanceTimersByTimeAsync(16)
  }
  await vi.advanceTimersByTimeAsync(100)

  expect(server.asked.slice(0, 2)).toEqual([0, 1_000])
  expect(server.asked.at(-1)).toBe(60_000)
  // A second of 60 frames.
  expect(server.asked.length).toBeLessThan(15)
})

test('where somebody jumps to once is fetched at once', async () => {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const { mailbox, server } = await open(summaries(100_000, 100_000))
  await mailbox.look(70_010, 70_022, false)
  await vi.advanceTimersByTimeAsync(1_000)

  await mailbox.look(30_060, 30_072, false)

  expect(server.asked).toEqual([0, 70_000, 30_000])
})

test('a page that moved while it was asked for is asked for again; all that was known stays', async () => {
  const opened = await open(summaries(1_000, 1_000))
  const { mailbox, server } = opened
  await mailbox.look(450, 462, false)
  // The server has 60 that were not told yet when it answers.
  server.all = [...summaries(60, 1_060), ...server.all]

  await mailbox.look(600, 612, false)

  expect(mailbox.rows[599]?.ID).toBe('id-401')
  expect(mailbox.rows.slice(600, 613).map((row) => row?.Seq)).toEqual(
    Array.from({ length: 13 }, (_, index) => 400 - index),
  )
  expect(mailbox.rows[450]?.ID).toBe('id-550')
  expect(mailbox.rows).toHaveLength(1_000)
})

test('a page of a full store, in which old mail makes room for new, lies beside what is known', async () => {
  const { mailbox, server } = await open(summaries(1_000, 1_000))
  await mailbox.look(410, 422, false)
  // Ten came and the ten oldest went; nothing of it was told yet.
  server.all = [...summaries(10, 1_010), ...server.all.slice(0, -10)]

  await mailbox.look(495, 507, false)

  expect(mailbox.rows.slice(400, 508).map((row) => row?.Seq)).toEqual(
    Array.from({ length: 108 }, (_, index) => 600 - index),
  )
})

test('a refusal that is told live changes nothing, and is no reason to ask again', async () => {
  const opened = await open(summaries(2, 2))
  const { rows } = opened.mailbox

  const Data = { Level: 'error', Type: 'smtpd', IP: '127.0.0.1', Message: 'No' } as const
  opened.mailbox.apply({ Type: 'error', Data })
  arrive(opened, aSummary({ Seq: 3, Subject: 'Fresh' }))

  await vi.waitFor(() => expect(opened.mailbox.rows).toHaveLength(rows.length + 1))
  expect([opened.server.asked, opened.said]).toEqual([[0], []])
})

test('puts new mail on top and counts it', async () => {
  const opened = await open(summaries(2, 2))

  arrive(opened, aSummary({ Seq: 3, Subject: 'Fresh' }))

  await vi.waitFor(() => expect(subjects(opened.mailbox)[0]).toBe('Fresh'))
  expect(opened.mailbox).toMatchObject({ total: 3, unread: 3, fresh: 0, isAnchored: false })
  expect(opened.mailbox.announcement).toBe('New message: Fresh')
})

test('holds the place of somebody who reads further down', async () => {
  const opened = await open(summaries(200, 200))
  await opened.mailbox.look(50, 60, false)

  arrive(opened, aSummary({ Seq: 201 }))
  arrive(opened, aSummary({ Seq: 202 }))

  await vi.waitFor(() => expect(opened.mailbox.fresh).toBe(2))
  expect(opened.mailbox.isAnchored).toBe(true)
  await opened.mailbox.look(0, 10, true)
  expect(opened.mailbox.fresh).toBe(0)
})

test('pages stay in order when mail comes in between', async () => {
  const opened = await open(summaries(500, 500))
  arrive(opened, aSummary({ Seq: 501 }))
  await vi.waitFor(() => expect(opened.mailbox.rows).toHaveLength(501))

  await opened.mailbox.look(100, 320, false)

  const seqs = opened.mailbox.rows.slice(0, 321).map((row) => row?.Seq)
  expect(seqs).toEqual(Array.from({ length: 321 }, (_, index) => 501 - index))
})

test('a message that the feed repeats is there once', async () => {
  const { mailbox } = await open(summaries(2, 2))

  mailbox.apply({ Seq: 2, Type: 'new', Data: aSummary({ Seq: 2 }) })
  mailbox.apply({ Seq: 9, Type: 'update', Data: { ID: 'id-1', Inboxes: [], Read: true } })

  await vi.waitFor(() => expect(mailbox.rows[1]?.Read).toBe(true))
  expect(mailbox).toMatchObject({ total: 2, unread: 1 })
})

test('an eviction shortens the end, seen or not', async () => {
  const opened = await open(summaries(300, 300))
  opened.server.all = opened.server.all.slice(0, -1)

  opened.mailbox.apply({
    Seq: 301,
    Type: 'delete',
    Data: { ID: 'id-1', Inboxes: [], Evicted: true },
  })
  arrive(opened, aSummary({ Seq: 302 }))

  await vi.waitFor(() => expect(opened.mailbox.rows[0]?.Seq).toBe(302))
  expect(opened.mailbox.rows).toHaveLength(300)
})

test('marks read at once, and takes it back when the server refuses', async () => {
  const { mailbox, server, said } = await open(summaries(1, 1))
  server.refuses = true

  const marked = mailbox.setRead(['id-1'], true)
  expect(mailbox).toMatchObject({ unread: 0 })
  await marked

  expect(mailbox.rows[0]?.Read).toBe(false)
  expect(mailbox).toMatchObject({ unread: 1 })
  expect(said).toEqual(['Not today.'])
})

test('after a message comes the next, and at the end the one before', async () => {
  const { mailbox } = await open(summaries(3, 3))

  expect(mailbox.successorOf(['id-3'])).toBe('id-2')
  expect(mailbox.successorOf(['id-1'])).toBe('id-2')
  expect(mailbox.successorOf(['id-3', 'id-2'])).toBe('id-1')
  expect(mailbox.successorOf(['id-2', 'id-1'])).toBe('id-3')
  expect(mailbox.successorOf(['id-3', 'id-2', 'id-1'])).toBeUndefined()
})

test('a refused query keeps the rows of the one before', async () => {
  const { mailbox } = await open(summaries(3, 3), 'Subject 2')

  await mailbox.show('"')

  expect(mailbox.problem).toMatchObject({ sentence: 'Not closed.', query: '"' })
  expect(subjects(mailbox)).toEqual(['Subject 2'])
  await mailbox.show('Subject 2')
  expect(mailbox.problem).toBeUndefined()
})

test('in a search, new mail is there when the server says that it matches', async () => {
  const opened = await open(summaries(3, 3), 'Subject 2')

  arrive(opened, aSummary({ Seq: 4, Subject: 'Subject 22' }))
  arrive(opened, aSummary({ Seq: 5, Subject: 'Something else' }))

  await vi.waitFor(() => expect(subjects(opened.mailbox)).toEqual(['Subject 22', 'Subject 2']))
  expect(opened.mailbox.total).toBe(5)
})

test('deletes what a search lists, and nothing else', async () => {
  const { mailbox, server } = await open(summaries(3, 3), 'Subject 2')

  await mailbox.removeListed()

  expect(mailbox.rows).toEqual([])
  expect(server.all.map(({ Seq }) => Seq)).toEqual([3, 1])
})

test('starts over when the feed has lost the thread', async () => {
  const opened = await open(summaries(3, 3))
  opened.server.all = summaries(9, 1)

  opened.mailbox.apply({ Type: 'reset', Data: { Seq: 9 } })

  await vi.waitFor(() => expect(subjects(opened.mailbox)).toEqual(['Subject 9']))
})
