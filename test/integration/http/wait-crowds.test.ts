import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Cursor, WaitAnswer } from '../../../server/contract/wait.ts'
import { limits } from '../../../server/core/limits.ts'
import { ask } from '../../support/http.ts'
import type { RawHttp } from '../../support/raw-http.ts'
import { connectHttp } from '../../support/raw-http.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'
import { startWaits } from '../../support/start-waits.ts'

// Thousands of sockets on a machine that does other things, too.
const timeout = 120_000
/** Connections that are made at once: the system queues only so many. */
const AT_ONCE = 200

test('5,000 waits at once are each answered with their own message', { timeout }, async () => {
  const { url } = await startMailmitt('--max', '0')
  const since = ((await ask(`${url}api/v1/cursor`)).json() as Cursor).Seq
  const names = Array.from({ length: 500 }, (_, at) => `worker-${at}`)
  const clients = await connectMany(url, 5_000)
  const nameOf = (at: number): string => names[at % names.length] ?? ''
  clients.forEach((client, at) => {
    const name = nameOf(at)
    // Most tests have an inbox of their own; some look through all mail.
    const what = at < names.length ? `query=subject:for-${name}.` : `inbox=${name}`
    client.get(`api/v1/wait?since=${since}&timeout=4m&${what}`)
  })

  await importMails(url, names)

  for (const [at, client] of clients.entries()) {
    const { status, body } = await client.hear()
    const { messages } = JSON.parse(body) as WaitAnswer
    const subjects = messages.map(({ Subject }) => Subject)
    expect([status, subjects]).toEqual([200, [`for-${nameOf(at)}.`]])
  }
})

test('over the bound a wait is answered 503, until others have left', { timeout }, async () => {
  const { url } = await startMailmitt()
  const isRefused = async (): Promise<boolean> =>
    (await ask(`${url}api/v1/wait?timeout=0`)).status === 503

  const crowd = await fill(url)
  await expect.poll(isRefused, { timeout }).toBe(true)
  expect((await ask(`${url}api/v1/wait?timeout=0`)).json()).toMatchObject({
    Code: 'too-many-waiters',
  })
  for (const { socket } of crowd) socket.destroy()
  await expect.poll(isRefused, { timeout }).toBe(false)

  // As many as before: not one has been forgotten.
  const next = await fill(url)
  await expect.poll(isRefused, { timeout }).toBe(true)
  for (const { socket } of next) {
    expect(socket.bytesRead).toBe(0)
    socket.destroy()
  }
})

test('a stop answers thousands of held waits with 503', { timeout }, async () => {
  const { url, waits } = await startWaits()
  const clients = await connectMany(url, 2_000)
  for (const client of clients) client.get('wait?timeout=4m')
  await expect.poll(() => waits.held, { timeout }).toBe(clients.length)

  waits.close()

  for (const client of clients) {
    const { status, body } = await client.hear()
    expect([status, JSON.parse(body)]).toMatchObject([503, { Code: 'shutting-down' }])
  }
  expect(waits.held).toBe(0)
})

test('waits that hang up by the thousand leave none behind', { timeout }, async () => {
  const { url, waits } = await startWaits()
  const clients = await connectMany(url, 2_000)
  for (const client of clients) client.get('wait?timeout=4m')
  await expect.poll(() => waits.held, { timeout }).toBe(clients.length)

  const gone = clients.map(async ({ socket }, at) => {
    const closed = once(socket, 'close')
    if (at % 2 === 0) socket.destroy()
    else socket.end()
    await closed
  })
  await Promise.all(gone)

  await expect.poll(() => waits.held, { timeout }).toBe(0)
})

async function connectMany(url: string, count: number): Promise<readonly RawHttp[]> {
  const clients: RawHttp[] = []
  while (clients.length < count) {
    const next = Math.min(AT_ONCE, count - clients.length)
    clients.push(...(await Promise.all(Array.from({ length: next }, () => connectHttp(url)))))
  }
  return clients
}

/** Takes every place there is, in pipelines: sockets are dearer than waits. */
async function fill(url: string): Promise<readonly RawHttp[]> {
  const clients = await connectMany(url, 50)
  const each = limits.waitersMax / clients.length
  for (const client of clients) {
    client.get(...Array.from({ length: each }, () => 'api/v1/wait?timeout=4m'))
  }
  return clients
}

async function importMails(url: string, names: readonly string[]): Promise<void> {
  const mails = names.map(
    (name) =>
      `From ann@example.com Thu Jan  1 00:00:00 2026\nTo: x@${name}.inbox.test\nSubject: for-${name}.\n\nHi.\n`,
  )
  const { status } = await ask(`${url}api/v1/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/mbox' },
    body: mails.join('\n'),
  })
  expect(status).toBe(200)
}
