import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BadBody } from '../../support/bad-bodies.ts'
import { badBodiesOf } from '../../support/bad-bodies.ts'
import type { Facts } from '../../support/good-requests.ts'
import { goodRequests, prepareFacts } from '../../support/good-requests.ts'
import type { Ask } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import type { Route } from '../../support/openapi.ts'
import { bodySchemaOf, readOpenApi, routesOf } from '../../support/openapi.ts'
import type { RunningMailmitt } from '../../support/start-mailmitt.ts'
import { launchMailmitt } from '../../support/start-mailmitt.ts'

const document = readOpenApi()
const routes = routesOf(document)
const MiB = 1024 * 1024

let running: RunningMailmitt
let facts: Facts

beforeAll(async () => {
  // So that 5 MiB are the limit of every body.
  running = await launchMailmitt('--max-message-size', '5')
  facts = await prepareFacts(running)
})
afterAll(() => running.close())

interface BadInput {
  readonly name: string
  /** Behind `api/v1/`. */
  readonly path: string
  readonly ask?: Ask
  readonly status: readonly number[]
}

/** IDs that nothing has, and attempts to get somewhere else by them. */
const STRANGE_IDS = [
  'unknown',
  '..%2F..%2Fetc%2Fpasswd',
  '%2e%2e',
  '%2e%2e%2fmessages',
  '..%5C..%5Cwindows',
  'a%2Fb%2Fc',
  '%00',
  '%0d%0aX-Header:%20x',
  '%F0%9F%92%A9',
  '__proto__',
  'constructor',
  '*',
  '-1',
  '9'.repeat(400),
  'x'.repeat(900),
]

/** Escapes that are no UTF-8, or no escapes. */
const BROKEN_ESCAPES = ['%ff%fe', '%c3', '%ed%a0%80', '%zz', '%']
const STRANGE_NUMBERS = ['-1', '1.5', '1e309', 'NaN', '0x10', '9'.repeat(30), '%00', 'x', '']

/** Bodies that are no JSON object at all. */
const BROKEN_BODIES: readonly (readonly [name: string, body: string | Buffer])[] = [
  ['malformed JSON', '{"IDs":['],
  ['JSON with a comma too many', '{"IDs":[],}'],
  ['two values', '{} {}'],
  ['no JSON', 'surprise'],
  ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['a number', '1e400'],
  ['nesting without end', '['.repeat(200_000)],
]

test.for(routes)(
  '$method $template refuses every bad input, and nothing changes',
  { timeout: 60_000 },
  async (route) => {
    const before = await readState()

    const answers = await Promise.all(
      badInputsOf(route).map(async ({ name, path, ask: asked, status }) => {
        const answer = await ask(`${running.url}api/v1/${path}`, asked)
        const isRefused = answer.status >= 400
        const hasSentence = !isRefused || /"Error":".{8,}[.!?]"/s.test(answer.text)
        return { name, status, answer, isRight: status.includes(answer.status) && hasSentence }
      }),
    )

    const wrong = answers.filter(({ isRight }) => !isRight)
    expect(
      wrong.map(({ name, answer }) => `${name}: ${answer.status} ${answer.text.slice(0, 200)}`),
    ).toEqual([])
    expect(answers.length).toBeGreaterThanOrEqual(route.method === 'GET' ? 0 : 10)
    expect(await readState()).toEqual(before)
  },
)

/** Everything that a request could have changed. */
async function readState(): Promise<unknown> {
  const places = ['cursor', 'messages', 'inboxes', 'tags', 'faults', 'chaos']
  return Promise.all(
    places.map(async (place) => (await ask(`${running.url}api/v1/${place}`)).json()),
  )
}

function badInputsOf(route: Route): readonly BadInput[] {
  const isRead = route.method === 'GET'
  return [
    ...badPaths(route),
    ...badParameters(route),
    ...(isRead ? [] : [...unknownParameters(route), ...badBodies(route)]),
  ]
}

/** A name that no inbox has is no error for who deletes it: what is gone is gone. */
const MAY_BE_GONE = new Set(['deleteInboxesByName'])

function badPaths({ operationId, method, template }: Route): readonly BadInput[] {
  const names = Array.from(template.matchAll(/\{(\w+)\}/g), ([place]) => place)
  return names.flatMap((place, at) =>
    [...STRANGE_IDS, ...BROKEN_ESCAPES].map((id) => ({
      name: `${place} is ${id.slice(0, 30)}`,
      // The parameters before it are right.
      path: names
        .slice(0, at)
        .reduce(
          (path, known) => path.replace(known, 'latest'),
          template.replace(place, () => id),
        )
        .replaceAll(/\{\w+\}/g, '0'),
      ask: { method },
      status: MAY_BE_GONE.has(operationId) ? [200, 400, 404, 414] : [400, 404, 414],
    })),
  )
}

/** Numbers keep their defaults where Mailpit's do; everything else that makes no sense is refused. */
function badParameters(route: Route): readonly BadInput[] {
  const names = (route.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name)
  const request = route.method === 'GET' ? {} : requestOf(route)
  const withValue = (name: string, value: string, status: readonly number[]): BadInput => ({
    name: `${name}=${value.slice(0, 30)}`,
    path: withParameter(pathOf(route), name, value),
    ask: request,
    status,
  })
  return names.flatMap((name) => {
    switch (name) {
      case 'query':
        return ['%22open', 'subject:', '%20', 'x'.repeat(5_000)].map((value) =>
          withValue(name, value, [400]),
        )
      case 'inbox':
        return ['a%20b', '..%2F', '%00', 'x'.repeat(200)].map((value) =>
          withValue(name, value, [400, 404]),
        )
      case 'start':
      case 'limit':
      case 'since':
      case 'count':
      case 'timeout':
        return STRANGE_NUMBERS.map((value) => withValue(name, value, [200, 400, 410]))
      default:
        return []
    }
  })
}

function unknownParameters(route: Route): readonly BadInput[] {
  return ['surprise', 'inbx', 'Inbox', '__proto__', 'query%00'].map((name) => ({
    name: `the parameter ${name}`,
    path: withParameter(pathOf(route), name, 'x'),
    ask: requestOf(route),
    status: [400],
  }))
}

function badBodies(route: Route): readonly BadInput[] {
  const request = requestOf(route)
  const path = pathOf(route)
  const tooLarge = Buffer.alloc(5 * MiB + 1, ' ')
  const broken = BROKEN_BODIES.map(([name, body]) => ({ name, body }))
  const bodies = [...broken, ...shapedBodies(route)].map(({ name, body }) => ({
    name,
    path,
    ask: { method: route.method, body },
    status: [400],
  }))
  return [
    ...bodies,
    { name: '5 MiB and a byte', path, ask: { ...request, body: tooLarge }, status: [413] },
  ]
}

function shapedBodies(route: Route): readonly { name: string; body: string }[] {
  const schema = bodySchemaOf(document, route)
  // A route without a body still must not take one for something else.
  const shaped: readonly BadBody[] = schema
    ? badBodiesOf(document, schema, schema.examples?.[0])
    : [{ name: 'an unknown key', body: { IDs: [] } }]
  return shaped.map(({ name, body }) => ({ name, body: JSON.stringify(body) }))
}

function pathOf({ operationId }: Route): string {
  return goodRequests[operationId]?.path(facts) ?? ''
}

function requestOf({ operationId, method }: Route): Ask {
  return { method, ...goodRequests[operationId]?.ask?.(facts) }
}

/** In place of a value that it has already. */
function withParameter(path: string, name: string, value: string): string {
  const [address = '', query = ''] = path.split('?')
  const others = query.split('&').filter((one) => one !== '' && !one.startsWith(`${name}=`))
  return `${address}?${[...others, `${name}=${value}`].join('&')}`
}
