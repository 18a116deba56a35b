import { once } from 'node:events'
import { connect } from 'node:net'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import type { Health } from '../../../server/api/app/health-routes.ts'
import { healthRoutes } from '../../../server/api/app/health-routes.ts'
import { limits } from '../../../server/core/limits.ts'
import { ask } from '../../support/http.ts'
import { sendMail } from '../../support/send-mail.ts'
import { launchMailmitt, startMailmitt } from '../../support/start-mailmitt.ts'

test('readyz is 503 until all is there, and again from when a stop begins; livez is not', async () => {
  let health: Health = 'starting'
  const app = Fastify()
  await app.register(healthRoutes, { health: () => health })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const statuses = async (method: string) => [
    (await ask(`${url}/livez`, { method })).status,
    (await ask(`${url}/readyz`, { method })).status,
  ]

  for (const [now, ready] of [
    ['starting', 503],
    ['ready', 200],
    ['stopping', 503],
  ] as const) {
    health = now
    expect(await statuses('GET')).toEqual([200, ready])
    expect(await statuses('HEAD')).toEqual([200, ready])
  }
})

test.for([
  ['readyz', 503, 'Mailmitt is stopping'],
  ['livez', 200, ''],
  ['api/v1/messages', 503, '"Code":"shutting-down"'],
] as const)(
  'a request for /%s that ends when the stop has begun gets %i',
  async ([at, status, text]) => {
    const { url, smtpPort, close } = await launchMailmitt()
    const witness = connect(smtpPort, '127.0.0.1')
    await once(witness, 'data')
    const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8')
    await once(socket, 'connect')
    let heard = ''
    socket.on('data', (more: string) => (heard += more))
    // Answered, so that the server has read the beginning of the second one as well.
    socket.write(`GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /${at} HTTP/1.1\r\n`)
    await once(socket, 'data')
    heard = ''

    const stopped = close()
    // SMTP says 421: the stop has begun, also of a program that is told by a signal.
    await once(witness, 'data')
    socket.write('Host: localhost\r\n\r\n')
    await once(socket, 'close')
    await stopped

    expect(heard).toContain(`HTTP/1.1 ${status} `)
    expect(heard).toContain(text)
  },
)

test('HEAD is answered wherever GET is, with the same headers', async () => {
  const { url, smtpPort } = await startMailmitt()
  await sendMail(smtpPort, { html: '<p>Hello</p>' })
  const { paths } = (await ask(`${url}api/v1/openapi.json`)).json() as {
    paths: Record<string, Record<string, unknown>>
  }
  const routes = Object.entries(paths).filter(([, methods]) => 'get' in methods)
  const others = [
    'livez',
    'readyz',
    'view/latest',
    'view/latest.html',
    'view/latest.txt',
    'nothing',
  ]
  const parameters: Record<string, string> = { id: 'latest', partId: '1', name: 'a' }
  const addresses = [
    ...routes.map(([path]) =>
      path.slice(1).replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? ''),
    ),
    ...others,
    'api/v1/openapi.json',
    'api/events',
  ].map((at) => `${url}${at}${at.endsWith('/wait') ? '?timeout=0&since=0' : ''}`)
  // A first look marks the message read.
  await ask(`${url}api/v1/message/latest`)

  for (const address of addresses) {
    const get = await ask(address)
    const head = await ask(address, { method: 'HEAD' })

    expect([head.status, head.text], address).toEqual([get.status, ''])
    expect(head.headers['content-type'], address).toBe(get.headers['content-type'])
  }
  expect(addresses.length).toBeGreaterThan(20)
})

test('a connection stays open while a test thinks, and says how long', async () => {
  const { url } = await startMailmitt()

  const { headers } = await fetch(`${url}livez`)

  expect(headers.get('connection')).toBe('keep-alive')
  expect(headers.get('keep-alive')).toBe(`timeout=${limits.httpIdleMs / 1_000}`)
})
