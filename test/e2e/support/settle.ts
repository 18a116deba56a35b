import { expect } from '@playwright/test'
import type { Frame, Page } from '@playwright/test'
import type { Trap } from './trap.ts'

/**
 * Waits in place of a time in which nothing has happened. The browser does what its tabs ask of the network
 * in order: when a tab of ours is answered beside the trap, the trap has heard what came before.
 */
export interface Settler {
  /** Our own tab, which no mail has opened. */
  readonly tab: Page
  /** The open mail has loaded and been idle: redirects and beacons have had their time. */
  frame(): Promise<void>
  /** Whatever was set off until now has reached the trap. */
  network(): Promise<void>
}

export async function createSettler(page: Page, trap: Trap): Promise<Settler> {
  const tab = await page.context().newPage()
  await page.bringToFront()
  return {
    tab,
    async frame() {
      await (await frameOf(page)).waitForLoadState('networkidle')
    },
    async network() {
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
      )
      await tab.goto(trap.beside)
    },
  }
}

/** The frame of the message that the address names, with that message in it. */
async function frameOf(page: Page): Promise<Frame> {
  const iframe = page.locator('iframe')
  const source = await iframe.evaluate((element) => (element as HTMLIFrameElement).src)
  const frame = await (await iframe.elementHandle()).contentFrame()
  if (!frame) throw new Error('The preview has no frame.')
  // A refresh that was stopped leaves an error in its place.
  await expect
    .poll(() => frame.url() === source || frame.url().startsWith('chrome-error:'))
    .toBe(true)
  return frame
}
