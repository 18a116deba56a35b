import { expect, test } from 'vitest'
import type { Client } from '../../client/http.ts'
import { createClient } from '../../client/http.ts'
import { readOpenApi, routesOf } from '../support/openapi.ts'

const inbox = { inbox: 'inbox' }
const scope = { ...inbox, tz: 'UTC' }
const one = { ...scope, query: 'x' }
const rule = { Inbox: 'inbox', Stage: 'rcpt', Action: { DelayMs: 1 } } as const

/** Each method once, with everything that it can be asked with. */
const calls: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  'GET /api/v1/messages': (c) => c.messages({ ...scope, start: 0, limit: 1, before: '2026' }),
  'PUT /api/v1/messages': (c) => c.markMatchingRead('x', scope),
  'DELETE /api/v1/messages': (c) => c.deleteAll(scope),
  'GET /api/v1/search': (c) => c.search('x', { ...scope, start: 0, limit: 1, before: '2026' }),
  'DELETE /api/v1/search': (c) => c.deleteMatching('x', scope),
  'GET /api/v1/message/{id}': (c) => c.peek('id', one),
  'GET /api/v1/message/{id}/headers': (c) => c.headers('id', one),
  'GET /api/v1/message/{id}/raw': (c) => c.raw('id', one),
  'GET /api/v1/message/{id}/part/{partId}': (c) => c.part('id', 'partId', one),
  'GET /api/v1/message/{id}/part/{partId}/thumb': (c) => c.thumb('id', 'partId', one),
  'GET /api/v1/wait': (c) => c.wait({ ...one, since: 1, count: 1, timeout: '1s' }),
  'GET /api/v1/cursor': (c) => c.cursor(),
  'GET /api/v1/events': (c) => c.events(1, { ...one, limit: 1 }),
  'GET /api/v1/info': (c) => c.info(),
  'GET /api/v1/webui': (c) => c.webUi(),
  'POST /api/v1/send': (c) => c.send({ From: { Email: 'a@example.com' } }),
  'GET /api/v1/inboxes': (c) => c.inboxes(inbox),
  'DELETE /api/v1/inboxes/{name}': (c) => c.deleteInbox('name'),
  'GET /api/v1/tags': (c) => c.tags(inbox),
  'PUT /api/v1/tags': (c) => c.setTags(['id'], ['tag']),
  'PUT /api/v1/tags/{tag}': (c) => c.renameTag('tag', 'name'),
  'DELETE /api/v1/tags/{tag}': (c) => c.deleteTag('tag'),
  'GET /api/v1/sessions': (c) => c.sessions({ ...inbox, failed: true, limit: 1, lines: false }),
  'GET /api/v1/sessions/{id}': (c) => c.session('id', inbox),
  'GET /api/v1/ca.pem': (c) => c.caPem(),
  'GET /api/v1/faults': (c) => c.faults(inbox),
  'POST /api/v1/faults': (c) => c.addFault(rule),
  'DELETE /api/v1/faults': (c) => c.removeFaults(inbox),
  'DELETE /api/v1/faults/{id}': (c) => c.removeFault('id', inbox),
  'GET /api/v1/chaos': (c) => c.chaos(),
  'PUT /api/v1/chaos': (c) => c.setChaos({}),
  'POST /api/v1/import': (c) => c.importMail(new Uint8Array(1), inbox),
}

/** Said in another way: in the body, or by an address that a browser opens. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'POST /api/v1/faults': ['inbox'],
  'GET /api/v1/message/{id}/raw': ['dl'],
}

const routes = routesOf(readOpenApi())

test('has a method for every route of the API, and for no other', () => {
  expect(Object.keys(calls).sort()).toEqual(routes.map(nameOf).sort())
})

test.for(routes)('$method $template can be asked with all that it takes', async (route) => {
  const name = nameOf(route)
  let asked = ''
  const client = createClient('http://localhost:8025/', {
    fetch(input, init) {
      asked = `${init?.method ?? 'GET'} ${input as string}`
      return Promise.resolve(Response.json({}))
    },
  })

  await calls[name]?.(client)

  const { pathname, searchParams } = new URL(asked.replace(/^\S+ /, ''))
  const path = route.template.replace(/\{(\w+)\}/g, '$1')
  expect([asked.split(' ')[0], pathname]).toEqual([route.method, `/api/v1/${path}`])
  const known = (route.parameters ?? []).flatMap((one) => (one.in === 'query' ? [one.name] : []))
  const said = [...searchParams.keys(), ...(elsewhere[name] ?? [])]
  expect(said.sort()).toEqual(known.sort())
})

function nameOf({ method, template }: { method: string; template: string }): string {
  return `${method} /api/v1/${template}`
}
