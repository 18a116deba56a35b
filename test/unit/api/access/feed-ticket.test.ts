import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { createFeedTicket } from '../../../../server/api/access/feed-ticket.ts'

test('two programs on one host do not take the ticket of each other away', async () => {
  const [one, other] = [createApp(), createApp()]
  /** What a browser keeps for the host: one value for each name. */
  const jar = new Map<string, string>()
  for (const [app, host] of [
    [one, 'localhost:8025'],
    [other, 'localhost:8026'],
  ] as const) {
    const { headers } = await app.inject({ url: '/page', headers: { host } })
    const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(String(headers['set-cookie'])) ?? []
    jar.set(name, value)
  }
  const cookie = Array.from(jar, (pair) => pair.join('=')).join('; ')

  const answers = await Promise.all(
    [one, other].map((app) => app.inject({ url: '/feed', headers: { cookie } })),
  )

  expect(answers.map(({ body }) => body)).toEqual(['true', 'true'])
})

test('neither the name alone nor another value is a ticket', async () => {
  const app = createApp()
  const asked = async (cookie: string) =>
    (await app.inject({ url: '/feed', headers: { cookie } })).body

  for (const cookie of ['', 'mailmitt-feed-8025', 'mailmitt-feed-8025=', 'mailmitt-feed-8025=x']) {
    expect(await asked(cookie)).toBe('false')
  }
})

function createApp(): FastifyInstance {
  const app = Fastify()
  onTestFinished(() => app.close())
  const ticket = createFeedTicket('/')
  app.get('/page', (request, reply) => {
    ticket.give(request, reply)
    return 'page'
  })
  app.get('/feed', (request) => String(ticket.isShown(request)))
  return app
}
