import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { connectHttp } from '../../support/raw-http.ts'
import type { RawHttp } from '../../support/raw-http.ts'
import { startWaits } from '../../support/start-waits.ts'

const held = 'wait?timeout=4m'

const ways: readonly (readonly [string, (client: RawHttp) => void])[] = [
  ['closes its socket', ({ socket }) => socket.destroy()],
  ['resets its connection', ({ socket }) => socket.resetAndDestroy()],
  ['closes its half of the connection', ({ socket }) => socket.end()],
]

test.for(ways)('a client that %s frees its waiter at once', async ([, leave]) => {
  const { url, waits } = await startWaits()
  const client = await connectHttp(url)
  client.get(held)
  await expect.poll(() => waits.held).toBe(1)

  leave(client)

  await expect.poll(() => waits.held).toBe(0)
})

test.for(ways)('a client that has pipelined waits and %s frees all of them', async ([, leave]) => {
  const { url, waits } = await startWaits()
  const client = await connectHttp(url)
  client.get(...Array.from({ length: 50 }, () => held))
  await expect.poll(() => waits.held).toBe(50)

  leave(client)

  await expect.poll(() => waits.held).toBe(0)
})

test.for(ways)('a client that %s on a connection that was used before is noticed', async (way) => {
  const [, leave] = way
  const { url, waits } = await startWaits()
  const client = await connectHttp(url)
  client.get('wait?timeout=0')
  expect((await client.hear()).status).toBe(404)
  client.get(held)
  await expect.poll(() => waits.held).toBe(1)

  leave(client)

  await expect.poll(() => waits.held).toBe(0)
})

test('a client that offers another protocol, as Java does, is noticed when it leaves', async () => {
  const { url, waits } = await startWaits()
  const { port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(
    `GET /${held} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
  )
  await expect.poll(() => waits.held).toBe(1)

  socket.destroy()

  await expect.poll(() => waits.held).toBe(0)
})

test('waits that have been answered leave nothing at their connection', async () => {
  const warnings: Error[] = []
  const warn = (warning: Error): void => void warnings.push(warning)
  process.on('warning', warn)
  const { url, waits } = await startWaits()
  const client = await connectHttp(url)

  for (let asked = 0; asked < 30; asked += 1) {
    client.get('wait?timeout=0')
    await client.hear()
  }
  client.get(...Array.from({ length: 30 }, () => 'wait?timeout=1ms'))
  for (let heard = 0; heard < 30; heard += 1) expect((await client.hear()).status).toBe(404)

  process.off('warning', warn)
  expect(waits.held).toBe(0)
  expect(warnings).toEqual([])
})
