import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import { parseQuery } from '../../../server/core/search/parse-query.ts'
import type { WaitTally } from '../../../server/core/wait-tally.ts'
import { createWaitTally } from '../../../server/core/wait-tally.ts'
import { aMessage } from '../../support/a-message.ts'

test('is decided by as many matches as were asked for, and takes no more', () => {
  const tally = createTally({ count: 2 })
  const messages = [aMessage(), aMessage(), aMessage()]

  const decided = messages.map((message) => {
    tally.see(message)
    return tally.isDecided
  })

  expect(decided).toEqual([false, true, true])
  expect(tally.matched).toEqual(messages.slice(0, 2))
})

test('silence is broken by the first match', () => {
  const tally = createTally({ count: 0, query: 'subject:welcome' })

  tally.see(aMessage({ digest: { subject: 'Bye' } }))
  expect(tally.isDecided).toBe(false)
  tally.see(aMessage({ digest: { subject: 'Welcome' } }))

  expect(tally.isDecided).toBe(true)
})

test('counts what came to other inboxes, and does not explain it', () => {
  const tally = createTally({ inbox: 'ann', query: 'welcome' })

  tally.see(aMessage({ inboxes: ['bob'] }))
  tally.see(aMessage({ inboxes: [] }))
  tally.see(aMessage({ inboxes: ['bob', 'ann'] }))

  expect(tally.elsewhere).toBe(2)
  expect(tally.arrived).toHaveLength(1)
})

test('near misses are told closest first, then newest first', () => {
  const tally = createTally({ query: 'subject:one subject:two subject:three' })
  const subjects = ['none', 'one two', 'one', 'two three']

  for (const subject of subjects) tally.see(aMessage({ digest: { subject } }))

  expect(tally.arrived.map(({ message }) => message.digest.subject)).toEqual([
    'two three',
    'one two',
    'one',
    'none',
  ])
  expect(tally.arrived[0]?.missed).toEqual(['subject:one'])
})

test('explains only the closest', () => {
  const tally = createTally({ query: 'subject:wanted subject:too' })
  tally.see(aMessage({ digest: { subject: 'wanted' } }))
  for (let at = 0; at < limits.waitArrivedMax * 2; at += 1) tally.see(aMessage())

  expect(tally.arrived).toHaveLength(limits.waitArrivedMax)
  expect(tally.arrived[0]?.message.digest.subject).toBe('wanted')
})

function createTally({
  query,
  inbox,
  count = 1,
}: {
  readonly query?: string
  readonly inbox?: string
  readonly count?: number
}): WaitTally {
  const parsed = query === undefined ? undefined : parseQuery(query)
  return createWaitTally({ query: parsed?.ok ? parsed.query : undefined, inbox, count })
}
