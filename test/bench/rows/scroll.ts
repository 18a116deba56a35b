import { launchBrowser } from '../browser.ts'
import { atMost, formatValue } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { median, percentile } from '../numbers.ts'
import type { Row } from '../row.ts'
import { measureScrolling } from '../scroll.ts'
import type { Scrolling } from '../scroll.ts'

const unit = 'ms'
const longest: Measure = {
  id: 'scroll.longest',
  what: 'Web UI: longest frame',
  unit,
  target: atMost(50),
}
const moved: Measure = {
  id: 'scroll.moved',
  what: 'Web UI: rows that were read moved by',
  unit: 'px',
  target: atMost(1),
}
const plain: Measure = { id: 'scroll.machine', what: 'Without Mailmitt: longest frame', unit }

export const scroll: Row = {
  name: 'scroll',
  how: 'Chromium scrolls the list of a full store; plain rows beside it tell what of that is the machine.',
  measures: [longest, moved, plain],
  needs: 'browser',
  isUi: true,
  async run({ ui }) {
    await using browser = await launchBrowser()
    if (!browser) return []
    const ways = await measureScrolling(browser, ui)
    const ours = ways.filter(({ isOurs }) => isOurs)
    const movedMost = ours.toSorted((one, other) => other.movedPx - one.movedPx)[0]
    return [
      ...ways.map(toResult),
      ...(movedMost
        ? [{ measure: moved, value: movedMost.movedPx, note: `most, ${nameOf(movedMost)}` }]
        : []),
    ]
  },
}

function toResult(way: Scrolling): Result {
  const inMs = (time: number): string => formatValue(time, unit)
  const { isOurs, times } = way
  const rest = `median ${inMs(median(times))}, p95 ${inMs(percentile(times, 95))}`
  return {
    measure: isOurs ? longest : plain,
    // Whole milliseconds: a frame takes a multiple of 16.7, give or take a tenth.
    value: Math.round(Math.max(...times)),
    note: `${nameOf(way)}: ${rest}`,
  }
}

function nameOf({ name, arrived }: Scrolling): string {
  return arrived === 0 ? name : name.replace('mail', `${Math.round(arrived)} mails/s`)
}
