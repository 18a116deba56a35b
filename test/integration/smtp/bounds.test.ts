import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { stuff } from '../../support/smtp-bytes.ts'
import type { SmtpClient } from '../../support/smtp-client.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import type { RunningSmtp } from '../../support/start-smtp.ts'
import { startSmtp } from '../../support/start-smtp.ts'

const MiB = 1024 * 1024
const hello = stuff(Buffer.from('Subject: Hello\r\n\r\nGood morning.\r\n'))

test('a client that says nothing gets 421 in the end', async () => {
  const { port, sessions } = await startSmtp({ bounds: { idleMs: 300 } })
  const client = await connectSmtp(port)

  expect(await client.hear()).toMatch(/^421 4\.4\.2 Timeout/)
  expect(await client.hear()).toBeUndefined()
  client.socket.destroy()
  await expect.poll(() => lastSession(sessions)?.outcome).toBe('empty')
  expect(lastSession(sessions)?.error).toContain('421 4.4.2 Timeout')
})

test('a PROXY header that never ends is cut off, however steadily its bytes trickle', async () => {
  const { port, sessions } = await startSmtp({ bounds: { idleMs: 300 }, proxyPeers: ['*'] })
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('error', () => undefined)
  socket.write('PROXY ')
  const trickle = setInterval(() => socket.write('T'), 30)

  await once(socket, 'close')

  clearInterval(trickle)
  await expect.poll(() => lastSession(sessions)?.outcome).toBe('aborted')
})

test('more connections without their PROXY header than there may be are closed', async () => {
  const { port } = await startSmtp({ bounds: { connectionsMax: 1 }, proxyPeers: ['*'] })
  const first = connect({ port, host: '127.0.0.1' })
  onTestFinished(() => void first.destroy())
  await once(first, 'connect')

  const second = connect({ port, host: '127.0.0.1' })
  second.on('error', () => undefined).resume()

  await once(second, 'close')
})

test('a client that never ends its command gets 421, however steadily its bytes trickle', async () => {
  const { port } = await startSmtp({ bounds: { idleMs: 400 } })
  const client = await connectSmtp(port)
  await client.say('EHLO client.example')

  const trickle = setInterval(() => client.socket.write('N'), 30)
  client.socket.once('close', () => clearInterval(trickle))

  expect(await client.hear()).toMatch(/^421 /)
  clearInterval(trickle)
})

test('a throttled client that says nothing gets 421; one whose bytes are held back does not', async () => {
  const verdict = { by: 'a rule', delayMs: 0, reject: undefined, drop: undefined, keep: false }
  const { port } = await startSmtp({
    bounds: { idleMs: 300, dataMs: 300 },
    faultAt: (stage) => (stage === 'connect' ? { ...verdict, bytesPerSecond: 200 } : undefined),
  })
  const client = await connectSmtp(port)

  expect(await client.say(`NOOP ${'x'.repeat(200)}`)).toMatch(/^250 /)
  expect(await client.hear()).toMatch(/^421 4\.4\.2 Timeout/)
})

test('a client that never ends its message gets 421, and is an aborted session', async () => {
  const { port, sessions, store } = await startSmtp({ bounds: { dataMs: 400 } })
  const client = await connectSmtp(port)
  await client.openData()

  const trickle = setInterval(() => client.socket.write('line\r\n'), 30)
  client.socket.once('close', () => clearInterval(trickle))

  expect(await client.hear()).toMatch(/^421 /)
  clearInterval(trickle)
  client.socket.destroy()
  await expect.poll(() => lastSession(sessions)?.outcome).toBe('aborted')
  expect(await store.list({}, { start: 0 })).toMatchObject({ messages: [] })
})

test('a connection that lasts too long ends between two transactions, not within one', async () => {
  const { port, store, settled } = await startSmtp({ bounds: { sessionMs: 500 } })
  const client = await connectSmtp(port)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<ann@example.com>')
  // Another one, which is as old or younger, and idle, tells that the time is over.
  const witness = await connectSmtp(port)
  expect(await witness.hear()).toMatch(/^421 /)

  expect(await client.say('RCPT TO:<bob@example.com>')).toMatch(/^250 /)
  expect(await client.say('DATA')).toMatch(/^354 /)
  expect(await client.send(hello)).toMatch(/^250 /)
  expect(await client.hear()).toMatch(/^421 /)
  await settled()
  expect((await store.stats()).messages).toBe(1)
})

test('beyond so many messages of one connection, MAIL gets 421', async () => {
  const { port } = await startSmtp({ bounds: { messagesMax: 2 } })
  const client = await connectSmtp(port)
  await client.deliver(hello)
  await client.deliver(hello)

  await client.say('EHLO client.example')
  expect(await client.say('MAIL FROM:<ann@example.com>')).toMatch(/^421 4\.7\.0 /)
  expect(await client.hear()).toBeUndefined()
})

test('beyond so many connections the next one gets 421, and a place is free when one leaves', async () => {
  const { port, sessions } = await startSmtp({ bounds: { connectionsMax: 2 } })
  const first = await connectSmtp(port)
  await connectSmtp(port)

  const third = await connectSmtp(port)
  expect(third.greeting).toMatch(/^421 .*Too many connections/)
  first.socket.destroy()
  await expect.poll(() => openSessions(sessions)).toBe(1)

  expect((await connectSmtp(port)).greeting).toMatch(/^220 /)
})

test('bytes in flight are bounded: what finds no room gets 452 4.3.1, and later tries get through', async () => {
  const { port } = await startSmtp({ bounds: { bytesInFlightMax: 1 * MiB } })
  const stalled = await connectSmtp(port)
  const other = await connectSmtp(port)
  await stalled.openData()
  const half = Buffer.alloc(500_000, 'x'.repeat(998) + '\r\n')
  stalled.socket.write(half)
  await expect.poll(async () => (await probe(port)).slice(0, 3)).toBe('250')

  await other.openData()
  const reply = await other.send(stuff(Buffer.concat([half, half])))
  expect(reply).toMatch(/^452 4\.3\.1 /)

  stalled.socket.destroy()
  await expect.poll(async () => (await deliverAnew(port, half)).slice(0, 3)).toBe('250')
})

test('while there is no room at all, MAIL and DATA get 452 4.3.1', async () => {
  const { port } = await startSmtp({ bounds: { bytesInFlightMax: 1_000 } })
  const early = await connectSmtp(port)
  for (const line of ['EHLO x', 'MAIL FROM:<a@x>', 'RCPT TO:<b@x>']) await early.say(line)
  const stalled = await connectSmtp(port)
  await stalled.openData()
  stalled.socket.write('x'.repeat(1_000))

  await expect.poll(() => probe(port)).toMatch(/^452 4\.3\.1 /)
  expect(await early.say('DATA')).toMatch(/^452 4\.3\.1 /)
})

test('500 clients that stall in DATA hold no more than the bound', async () => {
  const bytesInFlightMax = 8 * MiB
  const { port } = await startSmtp({ bounds: { bytesInFlightMax } })
  const piece = Buffer.alloc(64 * 1024, 'x'.repeat(998) + '\r\n')
  const before = await held()
  const clients: SmtpClient[] = []
  for (let at = 0; at < 500; at += 1) {
    const client = await connectSmtp(port)
    clients.push(client)
    for (const line of ['EHLO x', 'MAIL FROM:<a@x>', 'RCPT TO:<b@x>']) await client.say(line)
  }
  // All before the first byte: later ones would hear 452 at MAIL already.
  await Promise.all(clients.map((client) => client.say('DATA')))
  await Promise.all(clients.map((client) => write(client, piece)))
  await Promise.all(clients.map((client) => write(client, piece)))

  expect(await held()).toBeLessThan(before + 2 * bytesInFlightMax)
  expect(await probe(port)).toMatch(/^452 /)
}, 60_000)

/** Bytes outside of the heap: those of buffers. */
async function held(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve))
  globalThis.gc?.()
  return process.memoryUsage().arrayBuffers
}

function write({ socket }: SmtpClient, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(piece, (error) => (error ? reject(error) : resolve()))
  })
}

/** What MAIL is answered right now. */
async function probe(port: number): Promise<string> {
  const client = await connectSmtp(port)
  await client.say('EHLO probe.example')
  const reply = await client.say('MAIL FROM:<ann@example.com>')
  client.socket.destroy()
  return reply
}

async function deliverAnew(port: number, message: Buffer): Promise<string> {
  const client = await connectSmtp(port)
  const reply = await client.deliver(stuff(message))
  client.socket.destroy()
  return reply
}

function lastSession(sessions: RunningSmtp['sessions']) {
  return sessions.list({ inbox: undefined, failed: false, limit: 1 })[0]
}

function openSessions(sessions: RunningSmtp['sessions']): number {
  return sessions
    .list({ inbox: undefined, failed: false, limit: 100 })
    .filter(({ outcome }) => outcome === 'open').length
}
