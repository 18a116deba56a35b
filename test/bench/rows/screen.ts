import { launchBrowser, measureWaits } from '../browser.ts'
import type { Waits } from '../browser.ts'
import { atMost, formatValue } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { median, percentile } from '../numbers.ts'
import type { Row } from '../row.ts'

const unit = 'ms'
const measures: Record<keyof Waits, Measure> = {
  rows: {
    id: 'screen.row',
    what: 'Web UI: 250 → row on the screen, p95',
    unit,
    target: atMost(100),
  },
  heads: {
    id: 'screen.head',
    what: 'Web UI: click on a letter of 1 MB → its head, p95',
    unit,
    target: atMost(300),
  },
  frames: {
    id: 'screen.page',
    what: 'Web UI: click on a letter of 1 MB → its page, p95',
    unit,
    target: atMost(300),
  },
  plainFrames: {
    id: 'screen.machine',
    what: 'The same page in a frame, without Mailmitt, p95',
    unit,
  },
}

export const screen: Row = {
  name: 'screen',
  how: 'Chromium with the web UI: each mail alone, and newsletters that are opened one by one.',
  measures: Object.values(measures),
  needs: 'browser',
  isUi: true,
  async run({ ui }) {
    await using browser = await launchBrowser()
    if (!browser) return []
    const waits = await measureWaits(browser, ui)
    return (Object.keys(measures) as (keyof Waits)[]).map((wait) =>
      toResult(measures[wait], waits[wait]),
    )
  },
}

function toResult(measure: Measure, times: readonly number[]): Result {
  const inMs = (time: number): string => formatValue(time, unit)
  const note = `median ${inMs(median(times))}, longest ${inMs(Math.max(...times))}`
  return { measure, value: percentile(times, 95), note }
}
