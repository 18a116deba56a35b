import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'

/** The frame is left out: axe hangs in it, and its content is the mail's, not ours. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** With all that a preview can have to say. */
async function openPreview(inbox: Inbox, page: Page): Promise<void> {
  await inbox.send({
    from: `${'A very long name of a sender '.repeat(5)} <app@example.com>`,
    subject: 'A subject that goes on and on. '.repeat(6),
    html: `<img src="https://cdn.example/pixel.png"><p>${'unbroken'.repeat(13_000)}</p>`,
  })
  await inbox.open('view/latest?scheme=forced-dark')
  await page.getByRole('button', { name: 'As in an inbox' }).click()
  await page.getByRole('region', { name: 'As in an inbox' }).waitFor()
  await page.getByText('Gmail clips it').waitFor()
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the preview, in the ${theme} theme`, async ({ inbox, page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme: theme })
    await openPreview(inbox, page)
    await page.getByRole('button', { name: 'Images off' }).click()
    await page.getByRole('button', { name: /^Phone/ }).click()
    expect(await findings(page), 'blocked').toEqual([])

    await page.getByRole('button', { name: 'Always' }).click()
    await page.getByText('Remote content is always loaded').waitFor()
    expect(await findings(page), 'loaded').toEqual([])
  })
}

test('the focus stays in the bar of notes when its buttons change', async ({ inbox, page }) => {
  await openPreview(inbox, page)
  await page.getByRole('button', { name: 'Always' }).focus()

  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Block again' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Load', exact: true })).toBeFocused()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the preview is as wide as the screen, and its buttons fit fingers', async ({
    inbox,
    page,
  }) => {
    await openPreview(inbox, page)

    const body = page.locator('.body')
    expect(await body.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
    expect((await page.locator('iframe').boundingBox())?.width).toBe(390)
    expect((await page.locator('iframe').boundingBox())?.height).toBeGreaterThan(270)
    const heights = await page
      .getByRole('tabpanel')
      .locator('button, a')
      .evaluateAll((elements) =>
        elements
          .filter((element) => element.checkVisibility())
          .map((element) => element.getBoundingClientRect().height),
      )
    expect(heights.length).toBeGreaterThan(6)
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(39.5)
  })
})
