import { describe, expect, test } from 'vitest'
import type { Chaos, Fault, FaultList } from '../../../server/contract/faults.ts'
import type { Answer } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const RULE = { Stage: 'rcpt', Action: { Reject: { Code: 550 } } }

const action = (Action: unknown): unknown => ({ Stage: 'rcpt', Action })
const reject = (Reject: unknown): unknown => action({ Reject })

/** What is wrong, the body, the query. */
const BAD: readonly (readonly [string, unknown, string?])[] = [
  ['no body', ''],
  ['an array', [RULE]],
  ['null', 'null'],
  ['malformed JSON', '{"Stage":'],
  ['no stage', { Action: { DelayMs: 1 } }],
  ['an unknown stage', { ...RULE, Stage: 'quit' }],
  ['a stage in capitals', { ...RULE, Stage: 'RCPT' }],
  ['no action', { Stage: 'rcpt' }],
  ['an empty action', action({})],
  ['an action that is a list', action([])],
  ['an action that is null', action(null)],
  ['an ID', { ...RULE, ID: 'mine' }],
  ['Hits', { ...RULE, Hits: 0 }],
  ['an unknown key', { ...RULE, Tmies: 1 }],
  ['an unknown key in Action', action({ DelayMs: 1, Delay: 1 })],
  ['an unknown key in Reject', reject({ Code: 550, Txt: 'x' })],
  ['an unknown key in Match', { ...RULE, Match: { Recipients: '*' } }],
  ['a key in two spellings', '{"Stage":"rcpt","stage":"rcpt","Action":{"DelayMs":1}}'],
  ['an inner key in two spellings', '{"Stage":"rcpt","Action":{"DelayMs":1,"delayMs":2}}'],
  ['__proto__', '{"Stage":"rcpt","Action":{"DelayMs":1},"__proto__":{"Times":1}}'],
  ['__proto__ inside', '{"Stage":"rcpt","Action":{"DelayMs":1,"__proto__":{"Drop":"rst"}}}'],
  ['__proto__ for a list', '{"Stage":"rcpt","Action":{"DelayMs":1},"__proto__":[]}'],
  ['constructor', '{"Stage":"rcpt","Action":{"DelayMs":1},"constructor":{"prototype":{}}}'],
  ['toString inside', '{"Stage":"rcpt","Action":{"DelayMs":1,"toString":1}}'],
  ['a code that is a text', reject({ Code: '550' })],
  ['a code of 250', reject({ Code: 250 })],
  ['a code with a fraction', reject({ Code: 550.5 })],
  ['a huge code', reject({ Code: 1e300 })],
  ['a code beyond numbers', '{"Stage":"rcpt","Action":{"Reject":{"Code":1e999}}}'],
  ['NaN for a code', reject({ Code: 'NaN' })],
  ['no code', reject({ Text: 'x' })],
  ['an enhanced code of another class', reject({ Code: 550, Enhanced: '4.1.1' })],
  ['null for an enhanced code', reject({ Code: 550, Enhanced: null })],
  ['a line break in Text', reject({ Code: 550, Text: 'x\r\n250 OK' })],
  ['a NUL in Text', reject({ Code: 550, Text: 'x\u0000' })],
  ['a Text of 401 characters', reject({ Code: 550, Text: 'x'.repeat(401) })],
  ['Reject and Drop', action({ Reject: { Code: 550 }, Drop: 'fin' })],
  ['an unknown Drop', action({ Drop: 'syn' })],
  ['Keep that is false', action({ Drop: 'fin', Keep: false })],
  ['Keep at rcpt', action({ Drop: 'fin', Keep: true })],
  ['Greylist and Drop', action({ Greylist: true, Drop: 'fin' })],
  ['a delay of 11 minutes', action({ DelayMs: 660_000 })],
  ['a huge delay', action({ DelayMs: 1e300 })],
  ['a negative delay', action({ DelayMs: -1 })],
  ['a delay that is a text', action({ DelayMs: '1' })],
  ['0 bytes per second', action({ BytesPerSecond: 0 })],
  ['Times of 0', { ...RULE, Times: 0 }],
  ['null for Times', { ...RULE, Times: null }],
  ['a probability of 101', { ...RULE, Probability: 101 }],
  ['NaN for a probability', { ...RULE, Probability: 'NaN' }],
  ['a seed without a probability', { ...RULE, Seed: 1 }],
  ['a seed beyond safe integers', { ...RULE, Probability: 1, Seed: 2 ** 53 }],
  ['an expiry that is no duration', { ...RULE, ExpiresIn: 'soon' }],
  ['an expiry without a unit', { ...RULE, ExpiresIn: '10' }],
  ['an expiry of 0', { ...RULE, ExpiresIn: '0' }],
  ['an expiry in ages', { ...RULE, ExpiresIn: '999999999h' }],
  ['an expiry that is a number', { ...RULE, ExpiresIn: 10 }],
  ['an impossible inbox', { ...RULE, Inbox: 'a b' }],
  ['an inbox that no greeting knows', { Stage: 'connect', Inbox: 'a', Action: { DelayMs: 1 } }],
  ['a subject at rcpt', { ...RULE, Match: { Subject: 'x' } }],
  ['a broken regular expression', { ...RULE, Match: { Recipient: '/(/' } }],
  ['a look-ahead', { ...RULE, Match: { Recipient: '/(?=x)/' } }],
  ['a pattern of 257 characters', { ...RULE, Match: { Recipient: 'x'.repeat(257) } }],
  ['a pattern that is a number', { ...RULE, Match: { Recipient: 1 } }],
  ['Nth at data', { Stage: 'data', Match: { Nth: 1 }, Action: { DelayMs: 1 } }],
  ['a misspelt parameter', RULE, '?inbx=ann'],
  ['a parameter twice', RULE, '?inbox=ann&inbox=ann'],
  ['an impossible inbox in the query', RULE, '?inbox=a%20b'],
]

interface FaultApi {
  /** A body that is not a text is sent as JSON. */
  readonly add: (body: unknown, query?: string) => Promise<Answer>
  readonly list: (query?: string) => Promise<FaultList>
  readonly send: (method: string, path: string, body?: string) => Promise<Answer>
}

async function startFaultApi(): Promise<FaultApi> {
  const { url } = await startMailmitt()
  const send = (method: string, path: string, body?: string): Promise<Answer> =>
    ask(`${url}api/v1/${path}`, { method, ...(body === undefined ? {} : { body }) })
  return {
    send,
    add: (body, query = '') =>
      send('POST', `faults${query}`, typeof body === 'string' ? body : JSON.stringify(body)),
    list: async (query = '') => (await send('GET', `faults${query}`)).json() as FaultList,
  }
}

describe('POST faults', () => {
  test('answers with the whole rule', async () => {
    const { add, list } = await startFaultApi()

    const answer = await add({
      Inbox: 'Ann',
      Stage: 'rcpt',
      Match: { Sender: 'ann@*', Recipient: '/^bob@/i', Nth: 2 },
      Action: { Reject: { Code: 452, Enhanced: '4.5.3', Text: 'Später' }, DelayMs: 10 },
      Times: 3,
      Probability: 12.5,
      Seed: 7,
    })

    expect(answer.status).toBe(200)
    const fault = answer.json() as Fault
    expect(fault).toEqual({
      ID: expect.stringMatching(/^[0-9A-Za-z]{22}$/) as string,
      Inbox: 'ann',
      Stage: 'rcpt',
      Match: { Sender: 'ann@*', Recipient: '/^bob@/i', Nth: 2 },
      Action: { Reject: { Code: 452, Enhanced: '4.5.3', Text: 'Später' }, DelayMs: 10 },
      Times: 3,
      Probability: 12.5,
      Seed: 7,
      Hits: 0,
      Remaining: 3,
    })
    expect(await list()).toEqual([fault])
  })

  test('fills in what a reply needs, and nothing else', async () => {
    const { add } = await startFaultApi()

    const { ID, ...fault } = (await add(RULE)).json() as Fault

    expect(ID).not.toBe('')
    expect(fault).toEqual({
      Stage: 'rcpt',
      Action: {
        Reject: {
          Code: 550,
          Enhanced: '5.1.1',
          Text: 'Refused by a fault rule: there is no such mailbox',
        },
      },
      Hits: 0,
      Remaining: null,
    })
  })

  test.for([
    { Stage: 'message', Action: { Drop: 'rst', Keep: true } },
    { Stage: 'rcpt', Action: { Greylist: true } },
    { Stage: 'data', Action: { BytesPerSecond: 100 } },
    { Stage: 'message', Match: { Subject: '*code*' }, Action: { DelayMs: 0 } },
    { Stage: 'connect', Action: { Reject: { Code: 554, Enhanced: '', Text: 'No' } } },
  ])('gives back %j as it was', async (rule) => {
    const { add } = await startFaultApi()

    expect((await add(rule)).json()).toMatchObject(rule)
  })

  test('reads keys without case, also inside', async () => {
    const { add } = await startFaultApi()

    const answer = await add(
      '{"stage":"rcpt","MATCH":{"recipient":"*"},"action":{"REJECT":{"code":550,"ENHANCED":""},"delayms":3},"times":1}',
    )

    expect(answer.json()).toMatchObject({
      Stage: 'rcpt',
      Match: { Recipient: '*' },
      Action: { Reject: { Code: 550, Enhanced: '' }, DelayMs: 3 },
      Times: 1,
    })
  })

  test('says when the rule expires', async () => {
    const { add } = await startFaultApi()
    const before = Date.now()

    const { ExpiresAt = '' } = (await add({ ...RULE, ExpiresIn: '2m' })).json() as Fault

    expect(Date.parse(ExpiresAt)).toBeGreaterThanOrEqual(before + 120_000)
    expect(Date.parse(ExpiresAt)).toBeLessThanOrEqual(Date.now() + 120_000)
  })

  test('takes the inbox from ?inbox= too, and refuses two', async () => {
    const { add } = await startFaultApi()

    const byQuery = await add(RULE, '?inbox=Ann')
    const twice = await add({ ...RULE, Inbox: 'ANN' }, '?inbox=ann')
    const differing = await add({ ...RULE, Inbox: 'bob' }, '?inbox=ann')

    expect(byQuery.json()).toMatchObject({ Inbox: 'ann' })
    expect(twice.json()).toMatchObject({ Inbox: 'ann' })
    expect(differing.status).toBe(400)
  })

  test('refuses every bad rule with a sentence, and adds none', async () => {
    const { add, list } = await startFaultApi()

    for (const [name, body, query] of BAD) {
      const answer = await add(body, query)
      expect({ name, status: answer.status, body: answer.json() }).toEqual({
        name,
        status: 400,
        body: { Error: expect.stringMatching(/^.{8,}[.!?]$/s) as string, Code: 'bad-request' },
      })
    }

    expect(await list()).toEqual([])
    expect(Object.prototype).not.toHaveProperty('Times')
  })

  test('refuses a rule too many and says what to do', async () => {
    const { add, list } = await startFaultApi()
    for (let n = 0; n < 1_000; n += 1) await add(RULE)

    const answer = await add(RULE)

    expect(answer.status).toBe(409)
    expect(answer.json()).toEqual({
      Error: 'There are 1000 fault rules already; delete some, or give them ExpiresIn.',
      Code: 'too-many-rules',
    })
    expect(await list()).toHaveLength(1_000)
  })
})

describe('GET and DELETE faults', () => {
  /** Rules for ann, for nobody, for bob. */
  async function startWithThree(): Promise<FaultApi & { readonly ids: readonly string[] }> {
    const api = await startFaultApi()
    const ids: string[] = []
    for (const query of ['?inbox=ann', '', '?inbox=bob']) {
      ids.push(((await api.add(RULE, query)).json() as Fault).ID)
    }
    return { ...api, ids }
  }

  const idsOf = (faults: FaultList): string[] => faults.map(({ ID }) => ID)

  test('lists in order of creation, all or those of an inbox', async () => {
    const { list, ids, send } = await startWithThree()

    expect(idsOf(await list())).toEqual(ids)
    expect(idsOf(await list('?inbox=BOB'))).toEqual([ids[2]])
    expect(idsOf(await list('?inbox=cem'))).toEqual([])
    expect((await send('GET', 'faults?inbox=a%20b')).status).toBe(400)
  })

  test('removes one', async () => {
    const { list, ids, send } = await startWithThree()

    const answer = await send('DELETE', `faults/${ids[1] ?? ''}`)

    expect([answer.status, answer.text]).toEqual([200, 'ok'])
    expect(answer.headers['content-type']).toMatch(/^text\/plain/)
    expect(idsOf(await list())).toEqual([ids[0], ids[2]])
  })

  test('removes those of an inbox', async () => {
    const { list, ids, send } = await startWithThree()

    expect((await send('DELETE', 'faults?inbox=ann')).text).toBe('ok')
    expect(idsOf(await list())).toEqual([ids[1], ids[2]])
  })

  test('removes all, and chaos with them', async () => {
    const { list, send } = await startWithThree()
    await send('PUT', 'chaos', '{"Sender":{"ErrorCode":451,"Probability":5}}')
    expect(await list()).toHaveLength(4)

    expect((await send('DELETE', 'faults', '{}')).text).toBe('ok')

    expect(await list()).toEqual([])
    expect((await send('GET', 'chaos')).json()).toMatchObject({ Sender: { Probability: 0 } })
  })

  test.for([
    ['an unknown rule', 'faults/nobody', undefined, 404],
    ['a rule that is not of the inbox', 'faults/ID?inbox=bob', undefined, 404],
    ['chaos that is off', 'faults/chaos-sender', undefined, 404],
    ['__proto__', 'faults/__proto__', undefined, 404],
    ['a list of IDs', 'faults', '{"IDs":["x"]}', 400],
    ['a misspelt inbox', 'faults?inbx=ann', undefined, 400],
    ['an impossible inbox', 'faults?inbox=', undefined, 400],
    ['malformed JSON', 'faults', '{', 400],
    ['null', 'faults', 'null', 400],
  ] as const)('refuses to remove %s', async ([, path, body, status]) => {
    const { list, ids, send } = await startWithThree()

    const answer = await send('DELETE', path.replace('ID', ids[0] ?? ''), body)

    expect(answer.status).toBe(status)
    expect(answer.json()).toMatchObject({ Code: status === 404 ? 'not-found' : 'bad-request' })
    expect(idsOf(await list())).toEqual(ids)
  })
})

describe('chaos', () => {
  const OFF: Chaos = {
    Sender: { ErrorCode: 451, Probability: 0 },
    Recipient: { ErrorCode: 451, Probability: 0 },
    Authentication: { ErrorCode: 535, Probability: 0 },
  }

  test('is off at first', async () => {
    const { send } = await startFaultApi()

    expect((await send('GET', 'chaos')).json()).toEqual(OFF)
  })

  test('is what was put last: what is not named is off', async () => {
    const { send } = await startFaultApi()
    await send('PUT', 'chaos', '{"Authentication":{"ErrorCode":535,"Probability":100}}')

    const answer = await send(
      'PUT',
      'chaos',
      '{"sender":{"errorcode":421,"Probability":5},"Recipient":{"Probability":1}}',
    )

    const chaos: Chaos = {
      ...OFF,
      Sender: { ErrorCode: 421, Probability: 5 },
      Recipient: { ErrorCode: 451, Probability: 1 },
    }
    expect(answer.json()).toEqual(chaos)
    expect((await send('GET', 'chaos')).json()).toEqual(chaos)
    expect((await send('PUT', 'chaos', '{}')).json()).toEqual(OFF)
  })

  test('is in the list of faults, where it can be removed', async () => {
    const { list, send } = await startFaultApi()
    await send('PUT', 'chaos', '{"Recipient":{"ErrorCode":452,"Probability":5}}')

    expect(await list()).toEqual([
      {
        ID: 'chaos-recipient',
        Stage: 'rcpt',
        Action: { Reject: { Code: 452, Enhanced: '', Text: 'Chaos recipient error' } },
        Probability: 5,
        Hits: 0,
        Remaining: null,
      },
    ])
    expect((await send('DELETE', 'faults/chaos-recipient')).text).toBe('ok')
    expect((await send('GET', 'chaos')).json()).toMatchObject({
      Recipient: { ErrorCode: 452, Probability: 0 },
    })
  })

  test.for([
    ['{"Sender":{"ErrorCode":399}}', 'error code must be between 400 and 599.'],
    ['{"Sender":{"ErrorCode":600}}', 'error code must be between 400 and 599.'],
    ['{"Sender":{"ErrorCode":1e300}}', 'error code must be between 400 and 599.'],
    ['{"Recipient":{"Probability":101}}', 'probability must be between 0 and 100.'],
    ['{"Recipient":{"Probability":-1}}', 'probability must be between 0 and 100.'],
    ['{"Recipient":{"Probability":0.5}}', undefined],
    ['{"Recipient":{"Probability":"5"}}', undefined],
    ['{"Recipient":{"Probablity":5}}', 'The body has the unknown key "Probablity".'],
    ['{"Recipients":{"Probability":5}}', 'The body has the unknown key "Recipients".'],
    ['{"Sender":null}', undefined],
    ['{"__proto__":{"Probability":5}}', 'The body has the unknown key "__proto__".'],
    ['[]', undefined],
  ])('refuses %s', async ([body, sentence]) => {
    const { send } = await startFaultApi()

    const answer = await send('PUT', 'chaos', body)

    expect(answer.status).toBe(400)
    expect(answer.json()).toEqual({
      Error: sentence ?? (expect.any(String) as string),
      Code: 'bad-request',
    })
    expect((await send('GET', 'chaos')).json()).toEqual(OFF)
  })
})
