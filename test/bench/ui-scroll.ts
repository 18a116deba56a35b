import os from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
import { findChromium } from '../e2e/support/find-chromium.ts'
import { startProgram } from '../e2e/support/program.ts'

// How the list of the inbox scrolls: `npm run bench:ui`, or with `-- --rows=20000` for a smaller one.

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '500' },
  },
})
const rows = Number(values.rows)
const seconds = Number(values.seconds)
const rate = Number(values.rate)
/** What the import route takes at once. */
const importMax = 10_000

function mbox(first: number, count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index
    return [
      'From shop@example.com',
      'From: Shop <shop@example.com>',
      `To: Customer ${number} <customer${number}@example.com>`,
      `Subject: Your order ${number}`,
      '',
      'Thank you for your order. It is on its way.',
      '',
    ].join('\n')
  }).join('\n')
}

async function importMail(url: string, first: number, count: number): Promise<void> {
  const answer = await fetch(new URL('api/v1/import', url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/mbox' },
    body: mbox(first, count),
  })
  if (!answer.ok)
    throw new Error(`The import was answered ${answer.status}: ${await answer.text()}`)
}

interface Frames {
  readonly frames: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly longestMs: number
  /** Pixels that a row moved which had to stay. */
  readonly movedPx: number
}

/**
 * Scrolls for so many seconds, so many pixels a frame, and times the frames. Without scrolling, it looks
 * whether the first row in sight stays where it is.
 */
function scroll(page: Page, pixelsAFrame: number): Promise<Frames> {
  return page.evaluate(
    async ({ pixelsAFrame, seconds }) => {
      const list = document.querySelector('[role="list"][aria-label="Messages"]')
      if (!list) throw new Error('There is no list.')
      const nextFrame = (): Promise<number> =>
        new Promise((resolve) => requestAnimationFrame(resolve))
      const rowNamed = (id: string): Element | null => list.querySelector(`[data-id="${id}"]`)
      const inSight = [...list.querySelectorAll('[data-id]')].find(
        (row) => row.getBoundingClientRect().y > list.getBoundingClientRect().y,
      )
      const id = inSight?.getAttribute('data-id') ?? ''
      const place = inSight?.getBoundingClientRect().y ?? 0
      let movedPx = 0
      const times: number[] = []
      const startedAt = await nextFrame()
      let before = startedAt
      while (before - startedAt < seconds * 1_000) {
        list.scrollTop += pixelsAFrame
        const now = await nextFrame()
        times.push(now - before)
        before = now
        if (pixelsAFrame === 0) {
          const moved = Math.abs((rowNamed(id)?.getBoundingClientRect().y ?? NaN) - place)
          movedPx = Number.isNaN(moved) ? NaN : Math.max(movedPx, moved)
        }
      }
      times.sort((one, other) => one - other)
      const at = (part: number): number => times[Math.floor((times.length - 1) * part)] ?? NaN
      return { frames: times.length, medianMs: at(0.5), p99Ms: at(0.99), longestMs: at(1), movedPx }
    },
    { pixelsAFrame, seconds },
  )
}

function shown({ frames, medianMs, p99Ms, longestMs, movedPx }: Frames): Record<string, number> {
  return {
    frames,
    'median ms': Number(medianMs.toFixed(1)),
    'p99 ms': Number(p99Ms.toFixed(1)),
    'longest ms': Number(longestMs.toFixed(1)),
    'row moved px': movedPx,
  }
}

/** Goes on until `stop`: a tenth of the rate each tenth of a second. */
function arrive(url: string, first: number): { stop(): Promise<number> } {
  let next = first
  let isOver = false
  const batch = Math.round(rate / 10)
  async function run(): Promise<void> {
    while (!isOver) {
      const startedAt = performance.now()
      await importMail(url, next, batch)
      next += batch
      const rest = 100 - (performance.now() - startedAt)
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
    }
  }
  const running = run()
  return {
    async stop() {
      isOver = true
      await running
      return next - first
    },
  }
}

const program = await startProgram({ args: ['--max', '0', '--max-bytes', '0'] })
const { executablePath, args, env } = findChromium()
const browser = await chromium.launch({ executablePath, args, env })
try {
  for (let first = 1; first <= rows; first += importMax) {
    await importMail(program.url, first, Math.min(importMax, rows - first + 1))
  }
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  // What tsx wraps named functions in; a function that is sent to the page takes it along.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.goto(program.url)
  await page.getByText(`Your order ${rows}`, { exact: true }).waitFor()
  await page.getByText('All mail').first().hover()

  console.log(`${rows} messages, ${seconds} s each; Chromium ${browser.version()}, 1440 × 900`)
  console.log(`Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}`)
  /** Printed as it comes: on a busy machine the next one may take long. */
  const measure = async (name: string, pixelsAFrame: number): Promise<void> => {
    const load = os.loadavg()[0]?.toFixed(1)
    console.log(name, { ...shown(await scroll(page, pixelsAFrame)), load })
  }
  await measure('at rest', 0)
  await measure('reading speed, 20 px a frame', 20)
  await measure('a fast wheel, 300 px a frame', 300)
  await measure('dragged, 10,000 px a frame', 10_000)
  const atRest = arrive(program.url, rows + 1)
  await measure('at rest, mail arriving', 0)
  const came = await atRest.stop()
  await page.evaluate(() => document.querySelector('[role="list"]')?.scrollTo({ top: 100_000 }))
  const scrolling = arrive(program.url, rows + 1 + came)
  await measure('20 px a frame, mail arriving', 20)
  const cameToo = await scrolling.stop()
  console.log(`${came} and ${cameToo} messages came in these, of ${rate * seconds} wanted`)
} finally {
  await browser.close()
  await program.stop()
}
