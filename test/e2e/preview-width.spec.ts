import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test.beforeEach(async ({ inbox }) => {
  await inbox.send({ subject: 'Wide', html: '<p id="wide">Hello</p>' })
  await inbox.open('view/latest')
})

/** As the mail sees it, whatever size it is shown in. */
async function widthInside(page: Page): Promise<number> {
  const html = page.frameLocator('iframe').locator('html')
  return html.evaluate((element) => element.ownerDocument.defaultView?.innerWidth ?? 0)
}

async function widthOf(locator: Locator): Promise<number> {
  return Math.round((await locator.boundingBox())?.width ?? 0)
}

for (const [name, width] of [
  ['Phone', 375],
  ['Tablet', 768],
  ['Desktop', 1280],
] as const) {
  test(`at the width of a ${name.toLowerCase()} the mail has ${width} pixels`, async ({ page }) => {
    const choice = page.getByRole('button', { name: new RegExp(`^${name}, ${width} px`) })
    await choice.click()

    await expect(choice).toHaveAttribute('aria-pressed', 'true')
    await expect.poll(() => widthInside(page)).toBe(width)
    await expect(page.getByRole('status').filter({ hasText: `${width} px` })).toBeVisible()
  })
}

test('a preview that is wider than its room is shown smaller, and says so', async ({ page }) => {
  const panel = await widthOf(page.getByRole('tabpanel'))

  await page.getByRole('button', { name: /^Desktop/ }).click()

  await expect.poll(() => widthInside(page)).toBe(1280)
  expect(await widthOf(page.locator('iframe'))).toBeLessThan(panel)
  await expect(page.getByText(/^1280 px · \d\d %$/)).toBeVisible()
})

test('the edge is pulled with the mouse', async ({ page }) => {
  await page.getByRole('button', { name: /^Phone/ }).click()
  await expect.poll(() => widthInside(page)).toBe(375)
  const edge = page.getByRole('separator', { name: 'Width of the preview' })
  const box = await edge.boundingBox()
  const x = (box?.x ?? 0) + (box?.width ?? 0) / 2
  const y = (box?.y ?? 0) + (box?.height ?? 0) / 2

  await page.mouse.move(x, y)
  await page.mouse.down()
  // Into the frame, which would swallow the pointer, and out again.
  await page.mouse.move(x - 30, y, { steps: 3 })
  await page.mouse.move(x + 50, y, { steps: 3 })
  await page.mouse.up()

  // It grows on both sides.
  await expect.poll(() => widthInside(page)).toBe(475)
  await expect(page.getByText('475 px', { exact: true })).toBeVisible()
  await expect(edge).toHaveAttribute('aria-valuenow', '475')
})

test('the edge obeys the keys, within bounds', async ({ page }) => {
  await page.getByRole('button', { name: /^Phone/ }).click()
  const edge = page.getByRole('separator', { name: 'Width of the preview' })
  await edge.focus()

  await page.keyboard.press('ArrowRight')
  await expect.poll(() => widthInside(page)).toBe(385)
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => widthInside(page)).toBe(335)
  await page.keyboard.press('Home')
  await expect.poll(() => widthInside(page)).toBe(240)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => widthInside(page)).toBe(240)
  await page.keyboard.press('End')
  await expect.poll(() => widthInside(page)).toBe(1600)
  await expect(edge).toBeFocused()
})

test('p is the width of a phone and back, and it stays for the next message', async ({
  inbox,
  page,
}) => {
  const full = await widthInside(page)
  await page.keyboard.press('p')
  await expect.poll(() => widthInside(page)).toBe(375)
  await inbox.send({ subject: 'Next', html: '<p>Next</p>' })
  await inbox.row('Next').click()
  await expect(page.frameLocator('iframe').getByText('Next')).toBeVisible()
  expect(await widthInside(page)).toBe(375)

  await page.keyboard.press('p')
  await expect.poll(() => widthInside(page)).toBe(full)
})
