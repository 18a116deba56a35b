import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limits } from '../../../../server/core/limits.ts'
import { parseQuery } from '../../../../server/core/search/parse-query.ts'
import { createNearMisses, createTextless } from '../../../../server/core/waits/near-misses.ts'
import type { WaitTally } from '../../../../server/core/waits/wait-tally.ts'
import { createWaitTally } from '../../../../server/core/waits/wait-tally.ts'
import { aMessage } from '../../../support/a-message.ts'

test('is decided by as many matches as were asked for, and takes no more', () => {
  const tally = createTally({ count: 2 })
  const messages = [aMessage(), aMessage(), aMessage()]

  const decided = messages.map((message) => {
    tally.see(message)
    return tally.isDecided
  })

  expect(decided).toEqual([false, true, true])
  expect(tally.matched.map(({ id }) => id)).toEqual(messages.slice(0, 2).map(({ id }) => id))
})

test('silence is broken by the first match', () => {
  const tally = createTally({ count: 0, query: 'subject:welcome' })

  tally.see(aMessage({ digest: { subject: 'Bye' } }))
  expect(tally.isDecided).toBe(false)
  tally.see(aMessage({ digest: { subject: 'Welcome' } }))

  expect(tally.isDecided).toBe(true)
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

test('is not asked what it missed before somebody wants to know', () => {
  let explained = 0
  const nearMisses = createNearMisses(createTextless())
  for (let at = 0; at < limits.waitArrivedMax; at += 1) {
    nearMisses.add(aMessage(), () => {
      explained += 1
      return ['x']
    })
  }
  expect(explained).toBe(0)

  nearMisses.closest()
  nearMisses.closest()

  expect(explained).toBe(limits.waitArrivedMax)
})

test('the closest are those of all that came, whenever they were explained', () => {
  const missed = fc.array(fc.nat({ max: 5 }), { maxLength: 60 })
  const property = fc.property(missed, fc.nat({ max: 60 }), (counts, askedAfter) => {
    const nearMisses = createNearMisses(createTextless())
    const misses = counts.map((count, seq) => ({ seq, count }))

    for (const { seq, count } of misses) {
      nearMisses.add(aMessage({ seq }), () => Array.from({ length: count }, () => 'x'))
      if (seq === askedAfter) nearMisses.closest()
    }

    const expected = misses.sort((one, other) => one.count - other.count || other.seq - one.seq)
    expect(nearMisses.closest().map(({ message }) => message.seq)).toEqual(
      expected.slice(0, limits.waitArrivedMax).map(({ seq }) => seq),
    )
  })
  fc.assert(property)
})

test('what a message missed is told as of the time when it was seen', () => {
  let now = new Date('2026-01-01T00:00:30Z')
  const parsed = parseQuery('newer:1m subject:wanted', { now: () => now })
  const query = parsed.ok ? parsed.query : undefined
  const tally = createWaitTally({ query, count: 1 }, createTextless())
  tally.see(aMessage({ receivedMs: Date.parse('2026-01-01T00:00:00Z') }))

  now = new Date('2026-01-01T00:03:00Z')

  expect(tally.arrived.map(({ missed }) => missed)).toEqual([['subject:wanted']])
})

test('a near miss keeps no text of a message that may be gone', () => {
  const tally = createTally({ query: 'subject:wanted' })

  tally.see(aMessage({ digest: { subject: 'Other', searchText: 'x'.repeat(1_000) } }))

  expect(tally.arrived[0]?.message.digest).toMatchObject({ subject: 'Other', searchText: '' })
})

test('a match that waits for others keeps no text of a message that may be gone', () => {
  const tally = createTally({ count: 2 })

  tally.see(aMessage({ digest: { subject: 'First', searchText: 'x'.repeat(1_000) } }))

  expect(tally.matched[0]?.digest).toMatchObject({ subject: 'First', searchText: '' })
})

function createTally({
  query,
  count = 1,
}: {
  readonly query?: string
  readonly count?: number
}): WaitTally {
  const parsed = query === undefined ? undefined : parseQuery(query)
  return createWaitTally({ query: parsed?.ok ? parsed.query : undefined, count }, createTextless())
}
