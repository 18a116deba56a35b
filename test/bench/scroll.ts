import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { makeMessage } from './message.ts'
import { mailmitt } from './servers.ts'
import { sendLoad } from './smtp-load.ts'
import { startStream } from './stream.ts'

declare global {
  interface Window {
    /** `scroll-page.js` */
    scrolling: {
      height(): number
      isAt(top: number): boolean
      run(pixelsAFrame: number, seconds: number): Promise<Frames>
      plainRows(): string
      showPlainRows(html: string, count: number): void
    }
  }
}

export interface Frames {
  /** How long each took, in milliseconds. */
  readonly times: readonly number[]
  /** How far a row went that had to stay, or to move with the others. */
  readonly movedPx: number
}

export interface Scrolling extends Frames {
  readonly name: string
  /** Of the page itself; the others are there to tell how much of that the machine is. */
  readonly isOurs: boolean
  /** Messages that came in meanwhile, each second. */
  readonly arrived: number
}

export interface ScrollRounds {
  readonly rows: number
  readonly seconds: number
  readonly messagesASecond: number
}

interface Way {
  readonly name: string
  readonly pixels: number
  readonly isArriving: boolean
}

const plainCount = 500
const startMsMax = 120_000
/** Away from the top, where new mail would move the rows. */
const placePx = 20_000

/** How the list of a full store scrolls, and how the same rows do with nothing behind them. */
export async function measureScrolling(
  browser: Browser,
  rounds: ScrollRounds,
): Promise<readonly Scrolling[]> {
  await using server = await mailmitt.start()
  const load = { port: server.smtpPort, sessions: 20, isKeptOpen: true, makeMessage }
  await sendLoad({ ...load, messages: rounds.rows })
  await server.settled(rounds.rows)
  const measure = measurer(server.smtpPort, rounds)
  const page = await openPage(browser, server.url)
  const html = await page.evaluate(() => window.scrolling.plainRows())
  const ours = await measure(page, waysOf(await passPx(page, rounds.seconds)), true)
  await page.close()
  const plain = await openPlainRows(browser, server.url, html)
  return [...ours, ...(await measure(plain, plainWays, false))]
}

function waysOf(dragPixels: number): readonly Way[] {
  const [still, arriving] = [{ isArriving: false }, { isArriving: true }]
  return [
    { name: 'scrolled 20 px a frame', pixels: 20, ...still },
    { name: 'scrolled 300 px a frame', pixels: 300, ...still },
    { name: 'dragged from end to end', pixels: dragPixels, ...still },
    { name: 'read further down, mail arriving', pixels: 0, ...arriving },
    { name: 'scrolled 20 px a frame, mail arriving', pixels: 20, ...arriving },
    { name: 'scrolled 300 px a frame, mail arriving', pixels: 300, ...arriving },
  ]
}

const plainWays: readonly Way[] = [
  { name: 'plain rows, 20 px a frame', pixels: 20, isArriving: false },
  { name: 'plain rows, 300 px a frame', pixels: 300, isArriving: false },
  { name: 'plain rows, 300 px a frame, mail arriving', pixels: 300, isArriving: true },
]

/** The step with which the whole list passes in that time. */
async function passPx(page: Page, seconds: number): Promise<number> {
  const height = await page.evaluate(() => window.scrolling.height())
  return Math.round(height / (seconds * 60))
}

type Measure = (page: Page, ways: readonly Way[], isOurs: boolean) => Promise<Scrolling[]>

function measurer(port: number, { seconds, messagesASecond }: ScrollRounds): Measure {
  return async (page, ways, isOurs) => {
    const all: Scrolling[] = []
    for (const { name, pixels, isArriving } of ways) {
      await settle(page)
      const stream = isArriving ? await startStream(port, messagesASecond) : undefined
      const run = { pixels, seconds }
      const frames = await page.evaluate(
        (way) => window.scrolling.run(way.pixels, way.seconds),
        run,
      )
      const arrived = ((await stream?.stop()) ?? 0) / seconds
      all.push({ name, isOurs, arrived, ...frames })
    }
    return all
  }
}

async function settle(page: Page): Promise<void> {
  await page.waitForFunction((top) => window.scrolling.isAt(top), placePx)
}

async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options })
  await page.addInitScript({ path: path.join(import.meta.dirname, 'scroll-page.js') })
  return page
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await newPage(browser)
  await page.goto(url)
  await page.locator('[data-id]').first().waitFor({ timeout: startMsMax })
  return page
}

async function openPlainRows(browser: Browser, url: string, html: string): Promise<Page> {
  // Its policy would take the style attributes off the rows.
  const page = await newPage(browser, { bypassCSP: true })
  await page.route('**/*.js', (route) => route.abort())
  await page.goto(url)
  const rows = { html, count: plainCount }
  await page.evaluate((all) => window.scrolling.showPlainRows(all.html, all.count), rows)
  return page
}
