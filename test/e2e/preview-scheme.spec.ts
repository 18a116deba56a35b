import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

const withDarkStyles = `<!doctype html><html><head><meta name="color-scheme" content="light dark">
<style>body{background:rgb(255,255,250);color:rgb(10,10,10)}
@media (prefers-color-scheme: dark){body{background:rgb(20,20,30);color:rgb(230,230,230)}}</style></head>
<body><picture><source media="(prefers-color-scheme: dark)" srcset="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"><img alt="logo" src="data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs="></picture>Hello</body></html>`

function background(page: Page): Promise<string> {
  const body = page.frameLocator('iframe').locator('body')
  return body.evaluate((element) => getComputedStyle(element).backgroundColor)
}

/** Of one pixel in the middle of the preview, as it is on the screen. */
async function pixel(page: Page): Promise<readonly number[]> {
  const box = await page.locator('iframe').boundingBox()
  const clip = {
    x: (box?.x ?? 0) + (box?.width ?? 0) / 2,
    y: (box?.y ?? 0) + (box?.height ?? 0) / 2,
    width: 1,
    height: 1,
  }
  const png = (await page.screenshot({ clip })).toString('base64')
  return page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3)
  }, png)
}

for (const system of ['light', 'dark'] as const) {
  test(`the mail is light, or as its own dark styles have it, on a ${system} system`, async ({
    inbox,
    page,
  }) => {
    await page.emulateMedia({ colorScheme: system })
    await inbox.send({ subject: 'Both', html: withDarkStyles })
    await inbox.open('view/latest')
    await expect.poll(() => background(page)).toBe('rgb(255, 255, 250)')

    await page.getByRole('button', { name: 'Dark', exact: true }).click()

    await expect.poll(() => background(page)).toBe('rgb(20, 20, 30)')
    const logo = page.frameLocator('iframe').getByAltText('logo')
    expect(
      await logo.evaluate((image) => (image instanceof HTMLImageElement ? image.currentSrc : '')),
    ).toContain('AAAAAAAP')
    await expect(page.getByText('Dark as the mail’s own styles have it')).toBeVisible()
    await expect(page).toHaveURL(/[?&]scheme=dark$/)
  })
}

test('d goes from light to dark to forced dark and back, on the preview', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Both', html: withDarkStyles, text: 'Hello' })
  await inbox.open('view/latest')
  await page.getByRole('tab', { name: 'Text' }).click()

  await page.keyboard.press('d')
  await expect(page.getByRole('tab', { name: 'Preview' })).toHaveAttribute('aria-selected', 'true')
  await expect.poll(() => background(page)).toBe('rgb(20, 20, 30)')
  await page.keyboard.press('d')
  await expect(page.getByText('Simulated: colours turned over')).toBeVisible()
  await expect.poll(() => background(page)).toBe('rgb(255, 255, 250)')
  await expect.poll(async () => Math.max(...(await pixel(page)))).toBeLessThan(60)
  await page.keyboard.press('d')
  await expect(page.getByRole('button', { name: 'Light', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(page).not.toHaveURL(/scheme=/)
  await expect.poll(() => pixel(page)).toEqual([255, 255, 250])
})

test('a mail without dark styles says so in the dark, and is dark when forced', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Light alone', html: '<p>Hello</p>' })
  await inbox.open('view/latest?scheme=dark')
  await expect(page.getByText('This mail has no dark styles')).toBeVisible()
  await expect.poll(() => pixel(page)).toEqual([255, 255, 255])

  await page.getByRole('button', { name: 'Forced' }).click()

  await expect.poll(async () => Math.max(...(await pixel(page)))).toBeLessThan(60)
})

test('the address has the scheme: reload and the next message keep it', async ({ inbox, page }) => {
  await inbox.send({ subject: 'First', html: withDarkStyles })
  await inbox.send({ subject: 'Second', html: withDarkStyles })
  await inbox.open('view/latest?scheme=dark')
  await expect.poll(() => background(page)).toBe('rgb(20, 20, 30)')

  await page.reload()
  await expect.poll(() => background(page)).toBe('rgb(20, 20, 30)')
  await page.keyboard.press('j')

  await expect(inbox.subject()).toHaveText('First')
  await expect.poll(() => background(page)).toBe('rgb(20, 20, 30)')
})

test('the preview opens as a page of its own, in the same colours', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Both', html: withDarkStyles })
  await inbox.open('view/latest?scheme=dark')

  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Open as a page' }).click()
  const own = await opened

  await expect(own).toHaveURL(/\.html\?scheme=dark$/)
  await expect(own.locator('body')).toHaveCSS('background-color', 'rgb(20, 20, 30)')
  await own.close()
})

test('a mail full of styles is looked at without a word in the console', async ({
  inbox,
  page,
}) => {
  const said: string[] = []
  page.on('console', (message) => {
    // Playwright’s own looks into the frame.
    if (!message.text().startsWith('Blocked script execution')) said.push(message.text())
  })
  await inbox.send({
    subject: 'Styled',
    html: `<style>p{margin:0}</style>${'<p style="color:blue"class=a>Hello</p>'.repeat(500)}`,
  })

  await inbox.open('view/latest')
  await page.getByRole('button', { name: 'As in an inbox' }).click()

  await expect(page.frameLocator('iframe').getByText('Hello').last()).toBeAttached()
  await expect(page.getByRole('region', { name: 'As in an inbox' })).toContainText('Hello Hello')
  expect(said).toEqual([])
})
