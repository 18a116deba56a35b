import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../bench/check.ts'
import { chooseRows } from '../../bench/choose-rows.ts'
import { atMost, ratioAtLeast } from '../../bench/measure.ts'
import type { Result } from '../../bench/measure.ts'
import { inTurn, medianRatio } from '../../bench/numbers.ts'
import { readOptions } from '../../bench/options.ts'
import type { RunFacts } from '../../bench/report/run-facts.ts'
import { toJson } from '../../bench/report/to-json.ts'
import { toCells } from '../../bench/report/to-lines.ts'
import { readPage, writePage } from '../../bench/report/to-markdown.ts'
import type { Row } from '../../bench/row.ts'
import { rows } from '../../bench/rows.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const { settings } = readOptions(['--quick'])
const facts: RunFacts = {
  date: '2026-11-26T08:00:00.000Z',
  size: 'quick',
  mailmitt: '0.1.0',
  commit: 'abc1234',
  node: 'v20.19.0',
  platform: 'linux',
  cores: 2,
  processor: 'One',
  memoryGiB: 8,
  loadBefore: 0,
  loadAfter: 1,
}
const accepted = {
  id: 'burst.accepted',
  what: 'Burst: accepted',
  unit: 'messages/s',
  target: ratioAtLeast(0.7),
  floor: ratioAtLeast(0.2),
} as const
const held: Result = { measure: accepted, value: 3_512.4, ratio: 0.712 }
const collapsed: Result = { measure: accepted, value: 300, ratio: 0.06 }

/** Measures one of these after the other. */
function aRow(...results: readonly Result[]): Row {
  const left = [...results]
  return {
    name: 'burst',
    how: 'Messages.',
    measures: [accepted],
    run: () => Promise.resolve(left.splice(0, 1)),
  }
}

test('a row that is not there is refused with those that are', () => {
  const options = readOptions(['--only', 'burst,brust'])

  expect(() => chooseRows(rows, options)).toThrow(/^There is no row "brust": there are burst, /)
})

test('--check measures the rows that have floors and no others', () => {
  const chosen = chooseRows(rows, readOptions(['--check']))

  expect(chosen.map(({ name }) => name)).toEqual(['burst', 'waits'])
})

test('a size must be a number', () => {
  expect(() => readOptions(['--rounds', '0'])).toThrow(
    '--rounds must be a whole number from 1 on, not "0".',
  )
})

test('every measure has an id of its own, which begins with its row', () => {
  const ids = rows.flatMap(({ measures }) => measures.map(({ id }) => id))

  expect(new Set(ids).size).toBe(ids.length)
  for (const { name, measures } of rows) {
    for (const { id } of measures) expect(id.startsWith(`${name}.`), id).toBe(true)
  }
})

test('a ratio is the median of those of the rounds, not that of the medians', () => {
  expect(medianRatio([10, 90, 50], [100, 100, 1_000])).toBe(0.1)
})

test('what is compared takes turns, every second round the other way round', async () => {
  const turns: string[] = []
  const take = (name: string) => () => Promise.resolve(turns.push(name))

  const all = await inTurn(2, { one: take('one'), other: take('other') })

  expect(turns).toEqual(['one', 'other', 'other', 'one'])
  expect(all).toEqual({ one: [1, 4], other: [2, 3] })
})

test('a line says what was measured beside its target', () => {
  expect(toCells(held)).toEqual([
    'Burst: accepted',
    '3,512 messages/s',
    '0.71',
    '≥ 0.70 of bare',
    'yes',
  ])
  const late = { id: 'wait.p99', what: 'Waited, p99', unit: 'ms', target: atMost(25) } as const
  expect(toCells({ measure: late, value: 25.04, note: 'of 200' })).toEqual([
    'Waited, p99 (of 200)',
    '25 ms',
    '',
    '≤ 25 ms',
    'NO',
  ])
})

test('programs read the numbers as they were measured, and whether a target was met', () => {
  const { results, node } = JSON.parse(toJson(facts, [held])) as {
    node: string
    results: unknown[]
  }

  expect(node).toBe('v20.19.0')
  expect(results).toEqual([
    {
      id: 'burst.accepted',
      what: 'Burst: accepted',
      value: 3_512.4,
      unit: 'messages/s',
      ratio: 0.712,
      target: { of: 'ratio', bound: 'at least', number: 0.7 },
      met: true,
    },
  ])
})

test('the page of results keeps what is around them, and only the last run', async () => {
  const file = path.join(temporaryFolder(), 'benchmarks.md')
  writeFileSync(file, readFileSync(path.join(import.meta.dirname, '../../../docs/benchmarks.md')))

  await writePage(readPage(file), facts, [collapsed])
  await writePage(readPage(file), facts, [held])

  const page = readFileSync(file, 'utf8')
  expect(page).toMatch(/^# Benchmarks\n/)
  expect(page).toContain('Mailmitt 0.1.0 (abc1234), 2026-11-26T08:00Z, quick; Node v20.19.0')
  expect(page).toMatch(/\| Burst: accepted +\| +3,512 messages\/s \|/)
  expect(page).not.toContain('300 messages/s')
  expect(page).toContain('\n## Method\n')
})

test('a page without a place for results is refused', () => {
  const file = path.join(temporaryFolder(), 'page.md')
  writeFileSync(file, '# A page\n')

  expect(() => readPage(file)).toThrow(/has no place for results/)
})

test('what has collapsed once is measured again', async () => {
  const said: string[] = []

  const sentences = await check([aRow(collapsed, held)], settings, (line) => said.push(line))

  expect(sentences).toEqual([])
  expect(said).toEqual([
    'COLLAPSED  Burst: accepted is 0.06 of bare, and must be ≥ 0.20 of bare',
    'sound  Burst: accepted is 0.71 of bare, and must be ≥ 0.20 of bare',
  ])
})

test('what has collapsed twice is said in a sentence', async () => {
  expect(await check([aRow(collapsed, collapsed)], settings, () => undefined)).toEqual([
    'Burst: accepted is 0.06 of bare, and must be ≥ 0.20 of bare: see npm run bench -- --only burst.',
  ])
})
