import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { findChromium } from '../e2e/support/find-chromium.ts'
import { makeMessage } from './message.ts'
import { makeNewsletter, newsletterPage, newsletterSubject } from './newsletter.ts'
import { mailmitt } from './servers.ts'
import type { BenchServer } from './servers.ts'
import { openClient } from './smtp-load.ts'

declare global {
  interface Window {
    /** `watch-page.js` */
    bench: {
      /** When the first such element with that text was painted, as `Date.now()`. */
      shown(selector: string, text: string): Promise<number>
      isWatching(): boolean
      /** Clicks the row with that text; milliseconds until its subject and its page are painted. */
      open(text: string): Promise<{ head: number; frame: number }>
      /** Milliseconds until a page is painted in a frame of an empty one. */
      showFrame(url: string): Promise<number>
    }
  }
}

/** What a person waits for, in milliseconds. */
export interface Waits {
  /** From the 250 of the server to the row on the screen. */
  readonly rows: readonly number[]
  /** From the click on a newsletter to its subject, and to the page in its frame. */
  readonly heads: readonly number[]
  readonly frames: readonly number[]
  /** The same page in a frame with nothing around it, from a server that does nothing. */
  readonly plainFrames: readonly number[]
}

export interface WaitRounds {
  readonly messages: number
  readonly newsletters: number
}

export async function measureWaits(browser: Browser, rounds: WaitRounds): Promise<Waits> {
  await using server = await mailmitt.start()
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript({ path: path.join(import.meta.dirname, 'watch-page.js') })
  await page.goto(server.url)
  await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()
  const rows = await measureRows(page, server, rounds.messages)
  const newsletters = await measureNewsletters(page, server, rounds.newsletters)
  await page.close()
  const plainFrames = await measurePlainFrames(browser, rounds.newsletters)
  return { rows, ...newsletters, plainFrames }
}

/** `undefined` where there is no Chromium that starts. */
export async function launchBrowser(): Promise<Browser | undefined> {
  try {
    return await chromium.launch(findChromium())
  } catch (error) {
    console.log(`No Chromium: ${String(error).split('\n')[0]}`)
    return undefined
  }
}

/** One after the other, each into a list that has come to rest. The first is not counted. */
async function measureRows(page: Page, server: BenchServer, count: number): Promise<number[]> {
  const client = await openClient(server.smtpPort)
  const waits: number[] = []
  for (let index = 0; index <= count; index += 1) {
    const shownAt = page.evaluate(
      (text) => window.bench.shown('[role="listitem"]', text),
      `Welcome to the shop, customer ${index}`,
    )
    // The page must be looking before the mail is sent.
    await page.waitForFunction(() => window.bench.isWatching())
    const accepted = client.send(makeMessage(index)).then(() => Date.now())
    const [from, to] = await Promise.all([accepted, shownAt])
    waits.push(to - from)
  }
  await client.quit()
  return waits.slice(1)
}

async function measureNewsletters(
  page: Page,
  server: BenchServer,
  count: number,
): Promise<Pick<Waits, 'heads' | 'frames'>> {
  const client = await openClient(server.smtpPort)
  for (let index = 0; index <= count; index += 1) await client.send(makeNewsletter(index))
  await client.quit()
  const heads: number[] = []
  const frames: number[] = []
  for (let index = 0; index <= count; index += 1) {
    const subject = newsletterSubject(index)
    await page.getByRole('listitem').filter({ hasText: subject }).waitFor()
    const { head, frame } = await page.evaluate((text) => window.bench.open(text), subject)
    heads.push(head)
    frames.push(frame)
  }
  return { heads: heads.slice(1), frames: frames.slice(1) }
}

/** What of it is the browser alone. */
async function measurePlainFrames(browser: Browser, count: number): Promise<number[]> {
  const letter = newsletterPage()
  const around = '<!doctype html><style>iframe{width:900px;height:700px;border:0}</style><body>'
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(url === '/' ? around : letter)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript({ path: path.join(import.meta.dirname, 'watch-page.js') })
  await page.goto(url)
  const frames: number[] = []
  for (let index = 0; index <= count; index += 1) {
    frames.push(await page.evaluate((letter) => window.bench.showFrame(letter), `${url}${index}`))
  }
  await page.close()
  server.close()
  return frames.slice(1)
}
