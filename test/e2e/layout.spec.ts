import { gzipSync } from 'node:zlib'
import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

/** What the first look at the list may cost, in bytes of gzipped script. */
const firstScriptMax = 90_000

test('the first look at the list takes no more script than it may', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Hello' })
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })

  await inbox.open()
  await inbox.row('Hello').waitFor()
  await page.waitForLoadState('networkidle')

  const bytes = (await Promise.all(scripts)).map((body) => gzipSync(body).length)
  expect(bytes.length).toBeGreaterThan(1)
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(firstScriptMax)
})

const layouts = [
  { width: 1440, height: 900, hasPlaces: true, hasList: true },
  { width: 1100, height: 800, hasPlaces: true, hasList: true },
  { width: 1024, height: 768, hasPlaces: false, hasList: true },
  { width: 700, height: 800, hasPlaces: false, hasList: true },
  { width: 390, height: 844, hasPlaces: false, hasList: false },
] as const

for (const { width, height, hasPlaces, hasList } of layouts) {
  test(`at ${width} pixels the panes are those that fit`, async ({ inbox, page }) => {
    await page.setViewportSize({ width, height })
    await inbox.send({ subject: 'Hello' })
    await inbox.open()
    const places = page.getByRole('navigation', { name: 'Mailboxes' })
    const list = page.getByRole('list', { name: 'Messages' })
    const back = page.getByRole('button', { name: 'Back to the list' })
    await inbox.row('Hello').click()
    await expect(inbox.subject()).toHaveText('Hello')

    await expect(places).toBeVisible({ visible: hasPlaces })
    await expect(list).toBeVisible({ visible: hasList })
    await expect(back).toBeVisible({ visible: !hasList })
    const overflow = await page.evaluate(() => document.body.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
}

test('nothing moves for those who asked for that', async ({ inbox, page }) => {
  const moving = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element)
        const seconds = `${transitionDuration}, ${animationDuration}`.split(', ').map(parseFloat)
        const isMoving = seconds.some((one) => one > 0.001) || scrollBehavior === 'smooth'
        return isMoving ? [element.outerHTML.slice(0, 80)] : []
      }),
    )
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await inbox.send({ subject: 'Hello' })
  await inbox.open()
  await inbox.row('Hello').click()
  await expect(inbox.subject()).toHaveText('Hello')
  expect(await moving(), 'message').toEqual([])

  await page.keyboard.press('#')
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  expect(await moving(), 'notice').toEqual([])
  await page.keyboard.press('z')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  expect(await moving(), 'dialog').toEqual([])
})
