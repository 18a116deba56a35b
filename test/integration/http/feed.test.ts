import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { EventPage } from '../../../server/contract/events.ts'
import type { MessageList } from '../../../server/contract/message.ts'
import type { Cursor } from '../../../server/contract/wait.ts'
import { limits } from '../../../server/core/limits.ts'
import { ask } from '../../support/http.ts'
import type { Feed } from '../../support/open-feed.ts'
import { ClosedError, openFeed } from '../../support/open-feed.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { startFeed } from '../../support/start-feed.ts'
import { startMailmitt, startMailmittIn } from '../../support/start-mailmitt.ts'

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

test('without a cursor it starts behind every message that was answered 250', async () => {
  const { smtpPort, url } = await startMailmitt()
  // Large enough to be still read while the websocket comes.
  await sendMail(smtpPort, { html: '<p>x</p>'.repeat(50_000), subject: 'before' })
  const feed = await openFeed(url)
  await sendMail(smtpPort, { subject: 'after' })

  expect(await feed.take(1)).toMatchObject([{ Type: 'new', Data: { Subject: 'after' } }])
})

test('more than 200 deletes at once are one prune, which goes to every inbox', async () => {
  const { url } = await startMailmitt()
  await importMails(url, 402)
  const { messages } = (await ask(`${url}api/v1/messages?limit=402`)).json() as MessageList
  const ids = messages.map(({ ID }) => ID)
  const feed = await openFeed(url, '?inbox=mine&query=subject:never')
  const remove = (IDs: readonly string[]): Promise<unknown> =>
    ask(`${url}api/v1/messages`, { method: 'DELETE', body: JSON.stringify({ IDs }) })

  await remove(ids.slice(0, 201))
  await remove(ids.slice(201))
  await ask(`${url}api/v1/messages`, { method: 'DELETE' })
  await importMails(url, 1)
  await ask(`${url}api/v1/messages`, { method: 'DELETE' })

  expect(await feed.take(2)).toMatchObject([{ Type: 'prune' }, { Type: 'prune' }])
  expect(await feed.take(1)).toMatchObject([{ Type: 'truncate', Data: null }])
})

test('the deletes of up to 200 messages are told one by one', async () => {
  const { url } = await startMailmitt()
  await importMails(url, 200)
  const { messages } = (await ask(`${url}api/v1/messages?limit=200`)).json() as MessageList
  const since = await cursor(url)

  const IDs = messages.map(({ ID }) => ID)
  await ask(`${url}api/v1/messages`, { method: 'DELETE', body: JSON.stringify({ IDs }) })

  const { events } = (await ask(`${url}api/v1/events?since=${since}`)).json() as EventPage
  const told = events.flatMap((event) => (event.Type === 'delete' ? [event.Data.ID] : []))
  expect(told).toEqual(IDs.toReversed())
})

test('a page whose entries are all filtered out moves the cursor on all the same', async () => {
  const { url } = await startMailmitt()
  const since = await cursor(url)
  await importMails(url, 30)
  const page = async (from: number): Promise<EventPage> =>
    (await ask(`${url}api/v1/events?since=${from}&limit=10&inbox=nobody`)).json() as EventPage

  const cursors = [since]
  for (let at = 0; at < 4; at += 1) cursors.push((await page(cursors.at(-1) ?? 0)).Cursor)

  expect(cursors).toEqual([since, since + 10, since + 20, since + 30, since + 30])
})

test('a cursor that is gone is answered 410 with the present one', async () => {
  const { url } = await startMailmitt()

  const answer = await ask(`${url}api/v1/events?since=12345`)

  expect(answer.status).toBe(410)
  expect(answer.json()).toMatchObject({ Code: 'stale-cursor', Cursor: await cursor(url) })
})

test('totals come when a client does, and a few times a second while much changes', async () => {
  const { url } = await startMailmitt()
  const feed = await openFeed(url, '', { types: ['stats'] })
  expect(await feed.take(1)).toMatchObject([{ Data: { Total: 0, Unread: 0 } }])
  const startedAt = performance.now()

  await importMails(url, 500)
  const told = await feed.takeUntil((frame) => frame.Type === 'stats' && frame.Data.Total === 500)

  const quarters = Math.ceil((performance.now() - startedAt) / limits.feedStatsMs)
  expect(told.length).toBeLessThanOrEqual(quarters + 1)
})

test('what SMTP refuses is told live, in the form of Mailpit', async () => {
  const { smtpPort, url } = await startMailmitt()
  const feed = await openFeed(url, '', { types: ['error'] })
  const client = await connectSmtp(smtpPort)
  for (const line of ['EHLO x', 'MAIL FROM:<a@x>', 'RCPT TO:<reject-550@fault.test>']) {
    await client.say(line)
  }
  await client.say('RCPT TO:<reject-451@fault.test>')

  const error = (Level: string, code: number): unknown => ({
    Type: 'error',
    Data: {
      Level,
      Type: 'smtpd',
      IP: '127.0.0.1',
      Message: expect.stringMatching(`^RCPT was answered ${code} `) as string,
    },
  })
  expect(await feed.take(2)).toEqual([error('error', 550), error('warning', 451)])
})

test('an inbox hears of the refusals of its own sessions alone', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-allowed-recipients', '@ok')
  const mine = await openFeed(url, '?inbox=mine', { types: ['error'] })
  for (const recipient of ['a@other.inbox.test', 'a@nowhere.example', 'a@mine.inbox.test']) {
    const client = await connectSmtp(smtpPort)
    for (const line of ['EHLO x', 'MAIL FROM:<a@x>', `RCPT TO:<${recipient}>`, 'JUNK']) {
      await client.say(line)
    }
  }

  const told = await mine.take(2)

  expect(told.map((frame) => frame.Type === 'error' && frame.Data.Message)).toEqual([
    expect.stringMatching(/^RCPT was answered 550 /),
    expect.stringMatching(/^The client was answered 500 /),
  ])
})

test('no refusal that is told live carries what a client said in AUTH', async () => {
  const { smtpPort, url } = await startMailmittIn({ MAILMITT_SMTP_AUTH: 'ann:right' })
  const feed = await openFeed(url, '', { types: ['error'] })
  const client = await connectSmtp(smtpPort)
  const secret = Buffer.from('\0ann\0s3cret').toString('base64')
  const lines = ['EHLO x', `AUTH PLAIN ${secret}`, `AUTH ${secret}`, 'AUTH LOGIN', secret, '*']
  for (const line of [...lines, 's3cret', secret]) await client.say(line)

  const told = JSON.stringify(await feed.take(5))

  expect(told).not.toMatch(/s3cret/)
  expect(told).not.toContain(secret)
})

test('of a flood of refusals a websocket is told some, and of the others how many', async () => {
  const { url, refusedReplies } = await startFeed()
  const feed = await openFeed(url, '', { types: ['error'] })
  const refused = { remoteAddress: '10.0.0.1', verb: 'RCPT', code: 550, reply: '550 No' }

  for (let at = 0; at < 10_000; at += 1) refusedReplies.tell({ ...refused, inboxes: () => [] })

  const told = await feed.take(limits.feedErrorsMax + 1)
  const untold = (10_000 - limits.feedErrorsMax).toString()
  expect(told.at(-1)).toMatchObject({
    Data: { Message: expect.stringContaining(untold) as string },
  })
})

test('a websocket that answers pings lives, one that does not is gone', async () => {
  const { url } = await startFeed({ pingMs: 1_000 })
  const lively = await openFeed(url)
  const deaf = await openFeed(url, '', { autoPong: false })
  const pinged = countTo(lively.socket, 'ping', 3)

  expect(await deaf.closed).toBe(1006)
  await pinged

  expect(lively.socket.readyState).toBe(WebSocket.OPEN)
})

test('over the bound a websocket is told to try again later', { timeout: 120_000 }, async () => {
  const { url } = await startFeed()
  const feeds: Feed[] = []
  while (feeds.length < limits.feedClientsMax) {
    feeds.push(...(await Promise.all(Array.from({ length: 100 }, () => openFeed(url)))))
  }

  expect(await closeCodeOf(url)).toBe(1013)
  feeds[0]?.socket.terminate()
  await feeds[0]?.closed
  // The server hears of it in a turn of its own.
  const next = await retry(() => openFeed(url))

  expect(next.socket.readyState).toBe(WebSocket.OPEN)
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

/** The code with which the server closes a websocket that it does not want. */
function closeCodeOf(url: string): Promise<number> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}api/events`)
  return new Promise((resolve, reject) => {
    socket.once('close', resolve)
    socket.once('error', reject)
  })
}

async function retry(open: () => Promise<Feed>): Promise<Feed> {
  for (;;) {
    const feed = await open().catch((error: unknown) => {
      if (error instanceof ClosedError) return undefined
      throw error
    })
    if (feed) return feed
  }
}

function countTo(socket: WebSocket, event: 'ping', count: number): Promise<void> {
  let counted = 0
  return new Promise((resolve) => {
    socket.on(event, () => {
      counted += 1
      if (counted === count) resolve()
    })
  })
}

async function importMails(url: string, count: number): Promise<void> {
  const mail = 'From a@x Thu Jan  1 00:00:00 2026\nSubject: Newsletter\n\nHi.\n'
  const headers = { 'content-type': 'application/mbox' }
  const body = Array.from({ length: count }, () => mail).join('\n')
  const { status } = await ask(`${url}api/v1/import`, { method: 'POST', headers, body })
  expect(status).toBe(200)
}
