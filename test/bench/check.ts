import { formatTarget, formatValue, isWithin } from './measure.ts'
import type { Result } from './measure.ts'
import type { Row, Settings } from './row.ts'

/**
 * What has collapsed, each as a sentence. A row that misses one of its floors is measured once more: on a
 * busy machine anything can be slow once.
 */
export async function check(
  rows: readonly Row[],
  settings: Settings,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const collapsed: string[] = []
  for (const row of rows) {
    const measure = (): Promise<readonly string[]> => missedBy(row, settings, say)
    const isSound = (await measure()).length === 0
    if (!isSound) collapsed.push(...(await measure()))
  }
  return collapsed
}

async function missedBy(
  row: Row,
  settings: Settings,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const results = await row.run(settings)
  const missed: string[] = []
  for (const result of results) {
    const { floor } = result.measure
    if (!floor) continue
    const isMissed = !isWithin(result, floor)
    say(`${isMissed ? 'COLLAPSED' : 'sound'}  ${describe(result)}`)
    if (isMissed) missed.push(`${describe(result)}: see npm run bench -- --only ${row.name}.`)
  }
  return missed
}

function describe(result: Result): string {
  const { measure, value, ratio } = result
  const { what, unit, floor } = measure
  if (!floor) return what
  const measured =
    floor.of === 'ratio' ? `${ratio?.toFixed(2) ?? '?'} of bare` : formatValue(value, unit)
  return `${what} is ${measured}, and must be ${formatTarget(floor, unit)}`
}
