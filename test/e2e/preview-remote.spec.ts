import { expect } from '@playwright/test'
import { inboxTest } from './support/inbox-test.ts'
import { createSettler } from './support/settle.ts'
import { setTrap } from './support/trap.ts'
import type { Trap } from './support/trap.ts'

const test = inboxTest.extend<{ trap: Trap }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern.
  trap: async ({}, use) => {
    const trap = await setTrap()
    await use(trap)
    await trap.close()
  },
})

const load = { name: 'Load', exact: true } as const

test('"Load" is for this message; the next one is blocked again', async ({ inbox, page, trap }) => {
  await inbox.send({ subject: 'First', html: `<img src="${trap.url}/first.png">First` })
  await inbox.send({ subject: 'Second', html: `<img src="${trap.url}/second.png">Second` })
  await inbox.open('view/latest')
  await expect(page.getByText('1 remote reference blocked')).toBeVisible()

  await page.getByRole('button', load).click()
  await expect.poll(() => trap.caught).toEqual(['GET /second.png'])
  await expect(page.getByText('Remote content loaded')).toBeVisible()
  await page.keyboard.press('j')

  await expect(inbox.subject()).toHaveText('First')
  await expect(page.getByText('1 remote reference blocked')).toBeVisible()
  const settled = await createSettler(page, trap)
  await settled.frame()
  await settled.network()
  expect(trap.caught).toEqual(['GET /second.png'])
})

test('"Block" takes "Load" back', async ({ inbox, page, trap }) => {
  await inbox.send({ subject: 'Mail', html: `<img src="${trap.url}/a.png">` })
  await inbox.open('view/latest')
  await page.getByRole('button', load).click()
  await expect.poll(() => trap.caught.length).toBe(1)

  await page.getByRole('button', { name: 'Block' }).click()

  await expect(page.getByText('1 remote reference blocked')).toBeVisible()
  await expect(page.locator('iframe')).not.toHaveAttribute('src', /remote=1/)
})

test('"Always" is remembered by this browser, and can be undone', async ({ inbox, page, trap }) => {
  await inbox.send({ subject: 'First', html: `<img src="${trap.url}/first.png">` })
  await inbox.send({ subject: 'Second', html: `<img src="${trap.url}/second.png">` })
  await inbox.open('view/latest')
  await page.getByRole('button', { name: 'Always' }).click()
  await expect.poll(() => trap.caught).toEqual(['GET /second.png'])

  await page.reload()
  await expect(inbox.subject()).toHaveText('Second')
  await inbox.row('First').waitFor()
  await page.keyboard.press('j')
  await expect.poll(() => trap.caught).toContain('GET /first.png')
  await expect(page.getByText('Remote content is always loaded')).toBeVisible()
  await page.getByRole('button', { name: 'Block again' }).click()

  await expect(page.getByText('1 remote reference blocked')).toBeVisible()
  await page.reload()
  await expect(page.getByText('1 remote reference blocked')).toBeVisible()
  await expect(page.getByRole('button', load)).toBeVisible()
})

test('with images off there is none, not even the mail’s own: alt texts are seen', async ({
  inbox,
  page,
}) => {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  )
  const data = `data:image/png;base64,${pixel.toString('base64')}`
  await inbox.send({
    subject: 'Pictures',
    html: `<img alt="attached" src="cid:a@x"><img alt="written in" src="${data}">`,
    attachments: [{ filename: 'a.png', content: pixel, cid: 'a@x' }],
  })
  await inbox.open('view/latest')
  const widths = (): Promise<number[]> =>
    page
      .frameLocator('iframe')
      .locator('img')
      .evaluateAll((images) =>
        images.map((image) => (image instanceof HTMLImageElement ? image.naturalWidth : -1)),
      )
  await expect.poll(widths).toEqual([1, 1])

  await page.getByRole('button', { name: 'Images off' }).click()

  await expect.poll(widths).toEqual([0, 0])
  await page.getByRole('button', { name: 'Images off' }).click()
  await expect.poll(widths).toEqual([1, 1])
})

test('a link opens a tab of its own, never the frame, whatever it asks for', async ({
  inbox,
  page,
  trap,
}) => {
  const targets = ['', ' target="_self"', ' target="_top"', ' target="_parent"', ' rel="opener"']
  const links = targets.map(
    (target, at) => `<p><a href="${trap.url}/${at}"${target}>link ${at}</a>`,
  )
  await inbox.send({ subject: 'Links', html: links.join('\n') })
  await inbox.open('view/latest')
  const own = page.url()

  for (const at of targets.keys()) {
    const opened = page.context().waitForEvent('page')
    await page.frameLocator('iframe').getByText(`link ${at}`).click()
    const tab = await opened

    await expect(tab).toHaveURL(`${trap.url}/${at}`)
    expect(await tab.evaluate(() => [window.opener === null, document.referrer])).toEqual([
      true,
      '',
    ])
    await tab.close()
    await expect(page.frameLocator('iframe').getByText(`link ${at}`)).toBeVisible()
    expect(page.url()).toBe(own)
  }
})
