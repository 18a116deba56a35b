import fc from 'fast-check'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Session } from '../../../server/contract/session.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { idOf } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

/** Inboxes are not access control, but tests that run side by side must not see each other's mail. */

const INBOXES = ['a-box', 'b-box', 'c-box'] as const
type Inbox = (typeof INBOXES)[number]

/** Answers that are about the server as a whole; what names the inboxes' tags there is told to everybody. */
const ABOUT_THE_SERVER = ['/api/v1/info', '/api/v1/tags']

interface Plan {
  readonly inboxes: readonly Inbox[]
  /** By the domain of a recipient, or by the user that logged in. */
  readonly by: 'domain' | 'user'
  readonly isRefused: boolean
}

/** One mail, known everywhere by its secret: in addresses, subject, tags, headers, file names. */
interface Sent {
  readonly plan: Plan
  readonly secret: string
  /** `''` where it was refused. */
  readonly id: string
}

let count = 0

async function deliver(smtpPort: number, plan: Plan): Promise<Sent> {
  count += 1
  const secret = `zq${count}z`
  const [first] = plan.inboxes
  const domains =
    plan.by === 'user' || first === undefined
      ? [`${secret}.example`]
      : plan.inboxes.map((inbox) => `${inbox}.inbox.test`)
  const name = plan.isRefused ? 'refuse-me' : 'user'
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    ignoreTLS: true,
    ...(plan.by === 'user' && first ? { auth: { user: first, pass: 'any' } } : {}),
  })
  const sending = transport.sendMail({
    from: `${secret}@sender.example`,
    to: domains.map((domain) => `${name}-${secret}+${secret}@${domain}`),
    subject: `Subject ${secret}`,
    text: `Text ${secret}`,
    html: `<a href="https://${secret}.example/">${secret}</a>`,
    messageId: `<${secret}@example.com>`,
    headers: { 'X-Tags': secret, 'X-Secret': secret },
    attachments: [{ filename: `${secret}.txt`, content: secret }],
  })
  const id = plan.isRefused
    ? await sending.then(
        () => 'kept',
        () => '',
      )
    : idOf((await sending).response)
  transport.close()
  return { plan, secret, id }
}

/** Every GET of the API and every page of a mail, with what they need. */
async function addressesFor(
  url: string,
  inbox: Inbox,
  {
    ids,
    sessionIds,
    since,
  }: { ids: readonly string[]; sessionIds: readonly string[]; since: number },
): Promise<string[]> {
  const { paths } = (await ask(`${url}api/v1/openapi.json`)).json() as {
    paths: Record<string, Record<string, unknown>>
  }
  const templates = Object.entries(paths)
    .filter(([path, methods]) => 'get' in methods && !ABOUT_THE_SERVER.includes(path))
    .map(([path]) => path)
  expect(templates.length).toBeGreaterThan(15)
  const filled = [...templates, '/view/latest', '/view/{id}.html', '/view/{id}.txt'].flatMap(
    (path) =>
      (path.includes('sessions') ? sessionIds : ids).map((id) =>
        path.replace('{id}', id).replace('{partId}', '2'),
      ),
  )
  const all = `peek=true&since=${since}&limit=100&timeout=0`
  const queries = [all, `${all}&query=zq`]
  const misses = `since=${since}&timeout=0&query=subject:never-sent`
  return [
    ...[...new Set(filled)].flatMap((path) => queries.map((query) => `${path}?${query}`)),
    `/api/v1/wait?${misses}`,
    `/api/v1/wait?${misses}&count=3`,
    `/api/v1/wait?since=${since}&timeout=0&count=0`,
    `/api/v1/sessions?failed=true`,
  ].map((path) => `${url}${path.slice(1)}&inbox=${inbox}`)
}

async function sessionsOf(url: string, query = ''): Promise<Session[]> {
  return (await ask(`${url}api/v1/sessions?limit=0${query}`)).json() as Session[]
}

async function seenThroughFeed(url: string, inbox: Inbox, since: number): Promise<FeedFrame[]> {
  const { events } = (
    await ask(`${url}api/v1/events?since=${since}&limit=10000&inbox=${inbox}`)
  ).json() as { events: readonly FeedFrame[] }
  const types = ['new', 'update', 'delete', 'truncate', 'prune', 'reset', 'session'] as const
  const feed = await openFeed(url, `?inbox=${inbox}&since=${since}`, { types })
  return feed.take(events.length)
}

const plan: fc.Arbitrary<Plan> = fc.record({
  inboxes: fc.subarray([...INBOXES]),
  by: fc.constantFrom('domain', 'user'),
  isRefused: fc.boolean(),
})

/** Whether somebody who looks into the inbox may know of the mail. */
function isIn({ plan: { inboxes, by } }: Sent, inbox: Inbox): boolean {
  return by === 'user' ? inboxes[0] === inbox : inboxes.includes(inbox)
}

test('whatever is asked with an inbox, nothing of another is in the answer', async () => {
  const { smtpPort, url } = await startMailmitt()
  const refuse = {
    Stage: 'rcpt',
    Match: { Recipient: 'refuse-me-*' },
    Action: { Reject: { Code: 550 } },
  }
  await ask(`${url}api/v1/faults`, { method: 'POST', body: JSON.stringify(refuse) })
  const { Seq: since } = (await ask(`${url}api/v1/cursor`)).json() as { Seq: number }
  const sent: Sent[] = []

  async function look(inbox: Inbox): Promise<void> {
    const ids = ['latest', ...sent.filter(({ id }) => id !== '').map(({ id }) => id)]
    const sessions = await sessionsOf(url)
    const foreignSessions = sessions.filter(({ Inboxes }) => !Inboxes.includes(inbox))
    const foreign = sent.filter((one) => !isIn(one, inbox))
    // What reached no inbox may have been meant for any, so its session is told (contract, section 4).
    const told = foreign.filter(({ plan, id }) => id === '' && plan.inboxes.length === 0)
    const secrets = foreign.filter((one) => !told.includes(one)).map(({ secret }) => secret)
    const names = [
      ...foreign.flatMap(({ id }) => (id === '' ? [] : [id])),
      ...foreignSessions.filter(({ Inboxes }) => Inboxes.length > 0).map(({ ID }) => ID),
    ]
    const addresses = await addressesFor(url, inbox, {
      ids,
      sessionIds: sessions.map(({ ID }) => ID),
      since,
    })

    for (const address of addresses) {
      const { text, headers } = await ask(address)
      const answer = `${text}${JSON.stringify(headers)}`
      // Who asks for an ID knows it.
      const leaks = [...secrets, ...names.filter((name) => !address.includes(name))].filter((one) =>
        answer.includes(one),
      )
      expect({ address, leaks }).toEqual({ address, leaks: [] })
    }
    const frames = JSON.stringify(await seenThroughFeed(url, inbox, since))
    expect([...secrets, ...names].filter((one) => frames.includes(one))).toEqual([])
  }

  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 2, maxLength: 5 }), async (plans) => {
      for (const one of plans) sent.push(await deliver(smtpPort, one))
      for (const inbox of INBOXES) {
        const list = await ask(`${url}api/v1/messages?limit=0&inbox=${inbox}`)
        const own = sent.filter((one) => isIn(one, inbox) && one.id !== '')
        expect(list.json()).toMatchObject({
          total: own.length,
          messages: own.toReversed().map(({ id }) => ({ ID: id })),
        })
        await look(inbox)
      }
    }),
    { numRuns: 3, seed: 20_261, endOnFailure: true },
  )
}, 120_000)

test('whatever is done in an inbox, every other inbox stays as it was', async () => {
  const { smtpPort, url } = await startMailmitt()
  const mail = (inboxes: readonly Inbox[]): Promise<Sent> =>
    deliver(smtpPort, { inboxes, by: 'domain', isRefused: false })
  const others = [await mail(['b-box']), await mail([]), await mail(['b-box', 'c-box'])]
  const otherIds = others.map(({ id }) => id)
  const rule = { Stage: 'rcpt', Inbox: 'b-box', Action: { Reject: { Code: 451 } }, Times: 1 }
  const added = await ask(`${url}api/v1/faults`, { method: 'POST', body: JSON.stringify(rule) })
  const { ID: ruleId } = added.json() as { ID: string }
  const rest = async (): Promise<unknown> => [
    (await ask(`${url}api/v1/messages?inbox=b-box`)).json(),
    (await ask(`${url}api/v1/messages?inbox=c-box`)).json(),
    (await ask(`${url}api/v1/message/${otherIds[1]}?peek=true`)).json(),
    (await ask(`${url}api/v1/faults`)).json(),
  ]
  const before = await rest()
  const writes: readonly (readonly [method: string, path: string, body?: object])[] = [
    ['PUT', 'messages?inbox=a-box', { Read: true }],
    ['PUT', 'messages?inbox=a-box', { Read: true, IDs: otherIds }],
    ['PUT', 'messages?inbox=a-box', { Read: true, Search: 'zq' }],
    ['PUT', 'messages?inbox=a-box', { Read: true, Search: 'inbox:b-box' }],
    ['DELETE', 'messages?inbox=a-box', { IDs: otherIds }],
    ['DELETE', 'search?inbox=a-box&query=inbox:b-box'],
    ['DELETE', 'search?inbox=a-box&query=subject'],
    ['DELETE', 'faults?inbox=a-box'],
    ['DELETE', `faults/${ruleId}?inbox=a-box`],
    ['DELETE', 'inboxes/a-box'],
    ['DELETE', 'messages?inbox=a-box'],
    ['DELETE', 'messages?inbox=a-box', {}],
    ['DELETE', 'messages?inbox=a-box', { IDs: [] }],
  ]

  for (const [method, path, body] of writes) {
    await mail(['a-box'])
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const { status } = await ask(`${url}api/v1/${path}`, init)
    expect({ path, status }).toEqual({ path, status: path.startsWith('faults/') ? 404 : 200 })
    expect({ path, rest: await rest() }).toEqual({ path, rest: before })
  }

  expect((await ask(`${url}api/v1/messages?inbox=a-box`)).json()).toMatchObject({ total: 0 })
})
