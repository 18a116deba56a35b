import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { EventPage } from '../../../server/contract/events.ts'
import type { Cursor } from '../../../server/contract/wait.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

async function cursor(url: string): Promise<number> {
  return ((await ask(`${url}api/v1/cursor`)).json() as Cursor).Seq
}

test('tells new, read, deleted and all deleted, in order', async () => {
  const { smtpPort, url } = await startMailmitt()
  const feed = await openFeed(url)
  const id = idOf(await sendMail(smtpPort, { subject: 'Live' }))
  await ask(`${url}api/v1/message/${id}`)
  await ask(`${url}api/v1/messages`, { method: 'DELETE', body: JSON.stringify({ IDs: [id] }) })
  await sendMail(smtpPort)
  await ask(`${url}api/v1/messages`, { method: 'DELETE' })

  const frames = await feed.take(5)

  expect(frames).toMatchObject([
    { Type: 'new', Data: { ID: id, Subject: 'Live' } },
    { Type: 'update', Data: { ID: id, Read: true } },
    { Type: 'delete', Data: { ID: id } },
    { Type: 'new' },
    { Type: 'truncate', Data: null },
  ])
  const seqs = frames.map((frame) => ('Seq' in frame ? frame.Seq : 0))
  expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other))
})

test('resumes from a cursor and goes on live', async () => {
  const { smtpPort, url } = await startMailmitt()
  const since = await cursor(url)
  await sendMail(smtpPort, { subject: 'missed' })
  const feed = await openFeed(url, `?since=${since}`)
  await sendMail(smtpPort, { subject: 'live' })

  expect(await feed.take(2)).toMatchObject([
    { Data: { Subject: 'missed' } },
    { Data: { Subject: 'live' } },
  ])
})

test('a cursor of another run is reset to the present one', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)
  const feed = await openFeed(url, '?since=12345')

  expect(await feed.take(1)).toEqual([{ Type: 'reset', Data: { Seq: await cursor(url) } }])
  await sendMail(smtpPort, { subject: 'afterwards' })
  expect(await feed.take(1)).toMatchObject([{ Type: 'new', Data: { Subject: 'afterwards' } }])
})

test('filters by inbox, deletes included, and by query', async () => {
  const { smtpPort, url } = await startMailmitt()
  const mine = await openFeed(url, '?inbox=mine')
  const invoices = await openFeed(url, '?query=subject:invoice')
  await sendMail(smtpPort, { to: 'a@other.inbox.test', subject: 'Invoice' })
  const id = idOf(await sendMail(smtpPort, { to: 'a@mine.inbox.test', subject: 'Hi' }))
  await ask(`${url}api/v1/messages`, { method: 'DELETE', body: JSON.stringify({ IDs: [id] }) })

  expect(await mine.take(2)).toMatchObject([
    { Type: 'new', Data: { ID: id } },
    { Type: 'delete', Data: { ID: id, Inboxes: ['mine'] } },
  ])
  expect(await invoices.take(2)).toMatchObject([
    { Type: 'new', Data: { Subject: 'Invoice' } },
    { Type: 'delete', Data: { ID: id } },
  ])
})

test('an eviction is told just before the message that caused it', async () => {
  const { smtpPort, url } = await startMailmitt('--max', '1')
  const oldest = idOf(await sendMail(smtpPort))
  // A feed starts at the moment it is opened, which may be before the message has been read.
  await cursor(url)
  const feed = await openFeed(url)
  const newest = idOf(await sendMail(smtpPort))

  expect(await feed.take(2)).toMatchObject([
    { Type: 'delete', Data: { ID: oldest, Evicted: true } },
    { Type: 'new', Data: { ID: newest } },
  ])
})

test('the log over REST is the log over the websocket', async () => {
  const { smtpPort, url } = await startMailmitt()
  const since = await cursor(url)
  const feed = await openFeed(url, '', { types: ['new', 'session'] })
  for (let sent = 0; sent < 5; sent += 1) await sendMail(smtpPort)

  const live = await feed.take(10)
  const first = (await ask(`${url}api/v1/events?since=${since}&limit=3`)).json() as EventPage
  const rest = (await ask(`${url}api/v1/events?since=${first.Cursor}`)).json() as EventPage

  expect([...first.events, ...rest.events]).toEqual(live)
})

test('nothing is lost and nothing comes twice in a flood, also for a client that pauses', async () => {
  const { smtpPort, url } = await startMailmitt()
  const quick = await openFeed(url)
  const slow = await openFeed(url)
  slow.socket.pause()
  const senders = Array.from({ length: 10 }, async () => {
    for (let sent = 0; sent < 20; sent += 1) await sendMail(smtpPort)
  })
  await Promise.all(senders)
  slow.socket.resume()

  const seqs = async (feed: typeof quick): Promise<number[]> =>
    (await feed.take(200)).map((frame) => ('Seq' in frame ? frame.Seq : 0))

  const told = await seqs(quick)
  expect(told).toEqual([...new Set(told)].sort((one, other) => one - other))
  expect(await seqs(slow)).toEqual(told)
})

test('a websocket from another Origin is refused', async () => {
  const { url } = await startMailmitt()

  await expect(
    openFeed(url, '', { headers: { origin: 'https://evil.example.com' } }),
  ).rejects.toThrow('403')
})

test('a websocket for a foreign Host is refused', async () => {
  const { url } = await startMailmitt()

  await expect(openFeed(url, '', { headers: { host: 'evil.example.com' } })).rejects.toThrow('403')
})

test.for(['?since=x', '?query=%22'])('a websocket with %s is refused', async (query) => {
  const { url } = await startMailmitt()

  await expect(openFeed(url, query)).rejects.toThrow('400')
})

test('what a client says is not listened to, and ends nothing', async () => {
  const { smtpPort, url } = await startMailmitt()
  const feed = await openFeed(url)
  feed.socket.send('{"Type":"truncate"}')
  feed.socket.send(Buffer.alloc(1_000))
  await sendMail(smtpPort)

  expect(await feed.take(1)).toMatchObject([{ Type: 'new' }])
})

test('a stop tells websockets that it goes away', async () => {
  const { url, close } = await startMailmitt()
  const feed = await openFeed(url)

  await close()

  expect(await feed.closed).toBe(1001)
})

test('the log over REST is filtered by inbox and by query, as the websocket is', async () => {
  const { smtpPort, url } = await startMailmitt()
  const since = await cursor(url)
  await sendMail(smtpPort, { to: 'a@mine.inbox.test', subject: 'Mine' })
  await sendMail(smtpPort, { to: 'a@other.inbox.test', subject: 'Other' })
  const subjects = async (query: string): Promise<unknown[]> => {
    const answer = await ask(`${url}api/v1/events?since=${since}&${query}`)
    const { events } = answer.json() as EventPage
    return events.flatMap((event) => (event.Type === 'new' ? [event.Data.Subject] : []))
  }

  expect(await subjects('inbox=mine')).toEqual(['Mine'])
  expect(await subjects('query=subject:other')).toEqual(['Other'])
  expect((await ask(`${url}api/v1/events?since=0&inbox=a%20b`)).status).toBe(400)
})

test('clients that are gone before they are served leave their places', async () => {
  const { smtpPort, url } = await startMailmitt()
  for (let round = 0; round < 5; round += 1) {
    // Large enough to be still read while the sockets come and go.
    await sendMail(smtpPort, { html: '<p>x</p>'.repeat(50_000) })
    await Promise.all(Array.from({ length: 250 }, () => openAndLeave(url)))
  }

  const feed = await openFeed(url)
  await sendMail(smtpPort, { subject: 'still told' })

  expect(await feed.take(1)).toMatchObject([{ Data: { Subject: 'still told' } }])
})

function openAndLeave(url: string): Promise<void> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}api/events`)
  return new Promise((resolve, reject) => {
    socket.once('open', () => socket.terminate())
    socket.once('close', () => resolve())
    socket.once('error', reject)
  })
}
