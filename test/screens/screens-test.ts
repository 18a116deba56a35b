import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { startProgram } from '../e2e/support/program.ts'
import type { Program } from '../e2e/support/program.ts'
import { fill, idOf, setRead } from './fill.ts'

const folder = path.join(import.meta.dirname, '../../screenshots')

/** What a screen is made with. */
export interface Stage {
  readonly page: Page
  readonly program: Program
  readonly isPhone: boolean
  readonly open: (address?: string) => Promise<void>
  /** The message whose subject has that in it. */
  readonly read: (subject: string, parameters?: string) => Promise<void>
  readonly shoot: (name: string) => Promise<void>
}

interface WorkerFixtures {
  empty: Program
  full: Program
}

/* eslint-disable no-empty-pattern -- Playwright reads the parameter's pattern. */
export const screensTest = test.extend<{ stage: Stage; emptyStage: Stage }, WorkerFixtures>({
  empty: [
    async ({}, use) => {
      const program = await startProgram()
      await use(program)
      await program.stop()
    },
    { scope: 'worker' },
  ],
  full: [
    async ({}, use) => {
      const program = await startProgram()
      await fill(program)
      await use(program)
      await program.stop()
    },
    { scope: 'worker' },
  ],
  stage: async ({ page, full }, use) => {
    await setRead(full)
    await spreadTimes(page)
    await use(createStage(page, full))
  },
  emptyStage: async ({ page, empty }, use) => use(createStage(page, empty)),
})

function createStage(page: Page, program: Program): Stage {
  const open = async (address = ''): Promise<void> => {
    await page.goto(new URL(address, program.url).href)
    await page.locator('main section:visible').first().waitFor()
    await settle(page)
  }
  return {
    page,
    program,
    isPhone: (page.viewportSize()?.width ?? 0) < 700,
    open,
    read: async (subject, parameters = '') =>
      open(`view/${await idOf(program, subject)}${parameters}`),
    shoot: async (name) => {
      await settle(page)
      const file = `${name}-${test.info().project.name}.png`
      await page.screenshot({ path: path.join(folder, file), animations: 'disabled' })
    },
  }
}

/** Until nothing is about to change. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  for (const frame of page.frames()) await frame.waitForLoadState()
  await expect.poll(() => page.locator('img').evaluateAll(countLoading)).toBe(0)
}

/** Those in sight; a lazy one further along waits for somebody to come. */
function countLoading(images: readonly Element[]): number {
  return images.filter((image) => {
    const width = image.ownerDocument.documentElement.clientWidth
    const isInSight = image.getBoundingClientRect().right <= width
    return isInSight && 'complete' in image && image.complete === false
  }).length
}

/** All of it came within a second; an inbox that was in use for days shows other times as well. */
async function spreadTimes(page: Page): Promise<void> {
  const minutesAgo = [0, 2, 9, 31, 58, 64, 140, 300, 620, 1500, 1700, 3000, 4400, 9000, 20000]
  await page.route(/\/api\/v1\/(?:messages|search)\?/, async (route) => {
    const answer = await route.fetch()
    const body = (await answer.json()) as { messages?: { Created: string }[]; start?: number }
    body.messages?.forEach((message, index) => {
      const at = (body.start ?? 0) + index
      const minutes = minutesAgo[at] ?? 20_000 + 700 * at
      message.Created = new Date(Date.parse(message.Created) - 60_000 * minutes).toISOString()
    })
    await route.fulfill({ response: answer, json: body })
  })
}
