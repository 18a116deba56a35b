import { launchBrowser, measureWaits } from '../browser.ts'
import type { Waits } from '../browser.ts'
import { atMost, formatValue } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { median, percentile } from '../numbers.ts'
import type { Row } from '../row.ts'

const unit = 'ms'
/** Beside each, how much of the times is meant. */
const measures: Record<keyof Waits, Measure & { readonly percent: number }> = {
  rows: {
    id: 'screen.row',
    what: 'Web UI: 250 → row on the screen, p95',
    unit,
    target: atMost(100),
    percent: 95,
  },
  heads: {
    id: 'screen.head',
    what: 'Web UI: click on a letter of 1 MB → its head',
    unit,
    target: atMost(300),
    percent: 50,
  },
  frames: {
    id: 'screen.page',
    what: 'Web UI: click on a letter of 1 MB → its page',
    unit,
    target: atMost(300),
    percent: 50,
  },
  plainFrames: {
    id: 'screen.machine',
    what: 'The same page in a frame, without Mailmitt',
    unit,
    percent: 50,
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
    return (Object.keys(measures) as (keyof Waits)[]).map((wait) => {
      const { percent, ...measure } = measures[wait]
      const value = percentile(waits[wait], percent)
      return { measure, value, note: describe(waits[wait]) } satisfies Result
    })
  },
}

function describe(times: readonly number[]): string {
  const inMs = (time: number): string => formatValue(time, unit)
  const [p50, p95] = [median(times), percentile(times, 95)]
  return `median ${inMs(p50)}, p95 ${inMs(p95)}, longest ${inMs(Math.max(...times))}`
}
