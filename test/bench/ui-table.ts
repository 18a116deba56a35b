import { readFirstLoad, totalOf } from '../support/first-load.ts'
import { launchBrowser, measureWaits } from './browser.ts'
import type { WaitRounds } from './browser.ts'
import { median, percentile } from './numbers.ts'
import { measureScrolling } from './scroll.ts'
import type { Scrolling, ScrollRounds } from './scroll.ts'

interface Row {
  readonly median: string
  readonly p95: string
  readonly longest: string
  readonly 'rows moved': string
  readonly target: string
}

type Table = Record<string, Row>

const noRow: Row = { median: '', p95: '', longest: '', 'rows moved': '', target: '' }

/** What a person at the web UI waits for, and beside it what it is to be. */
export async function printUi(rounds: (WaitRounds & ScrollRounds) | undefined): Promise<void> {
  const bytes = totalOf(readFirstLoad())
  const size = { ...noRow, median: `${(bytes / 1_000).toFixed(1)} kB`, target: '90 kB' }
  const table: Table = { 'script of the first load, gzip': size }
  const browser = rounds && (await launchBrowser())
  try {
    if (browser) {
      const { rows, heads, frames, plainFrames } = await measureWaits(browser, rounds)
      table['from 250 to the row on the screen'] = waitRow(rows, 'p95 100 ms')
      table['a newsletter of 1 MB: from the click to its head'] = waitRow(heads, '300 ms')
      table['a newsletter of 1 MB: from the click to its page'] = waitRow(frames, '300 ms')
      table['the same page in a frame, without Mailmitt'] = waitRow(
        plainFrames,
        'the machine alone',
      )
      for (const one of await measureScrolling(browser, rounds)) table[nameOf(one)] = scrollRow(one)
    }
  } finally {
    await browser?.close()
  }
  console.log(rounds ? `\nThe web UI, with ${rounds.rows} messages to scroll` : '\nThe web UI')
  console.table(table)
}

function waitRow(times: readonly number[], target: string): Row {
  return { ...timesOf(times), 'rows moved': '', target }
}

function nameOf({ name, arrived }: Scrolling): string {
  return arrived === 0 ? name : name.replace('mail', `${Math.round(arrived)} mails/s`)
}

function scrollRow({ times, movedPx, isOurs }: Scrolling): Row {
  return {
    ...timesOf(times),
    'rows moved': isOurs ? `${movedPx} px` : '',
    target: isOurs ? 'longest 50 ms' : 'the machine alone',
  }
}

function timesOf(times: readonly number[]): Pick<Row, 'median' | 'p95' | 'longest'> {
  return {
    median: milliseconds(median(times)),
    p95: milliseconds(percentile(times, 95)),
    longest: milliseconds(Math.max(...times)),
  }
}

/** Frames have fractions, what is told by a clock of whole milliseconds has none. */
function milliseconds(time: number): string {
  return `${Math.round(time * 10) / 10} ms`
}
