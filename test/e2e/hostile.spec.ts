import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { hostileBodies } from './support/hostile-bodies.ts'
import { inboxTest as test } from './support/inbox-test.ts'
import { createSettler } from './support/settle.ts'
import { setTrap } from './support/trap.ts'

interface Watch {
  /** Requests that were made, other than to the inbox itself. */
  readonly outgoing: string[]
  readonly ran: string[]
}

function watch(page: Page, own: string): Watch {
  const outgoing: string[] = []
  const ran: string[] = []
  const isOurs = (url: string): boolean =>
    url.startsWith(own) || url.startsWith(own.replace('http', 'ws')) || /^(data|blob):/.test(url)
  page.on('request', (request) => {
    if (!isOurs(request.url())) outgoing.push(`${request.method()} ${request.url()}`)
  })
  // Stopped by the policy or by the frame's origin before it left, it is no request.
  page.on('requestfailed', (request) => {
    const at = outgoing.indexOf(`${request.method()} ${request.url()}`)
    const reason = request.failure()?.errorText ?? ''
    if (at >= 0 && /^(?:csp|origin)$|ERR_BLOCKED/.test(reason)) outgoing.splice(at, 1)
  })
  page.on('console', (message) => {
    if (message.text() === 'PWNED') ran.push(message.text())
  })
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
  return { outgoing, ran }
}

test('hostile mail runs nothing, sends nothing and leads nowhere', async ({ inbox, page }) => {
  test.setTimeout(240_000)
  const trap = await setTrap()
  try {
    const bodies = hostileBodies(trap.url)
    for (const [name, html] of bodies) await inbox.send({ subject: `Hostile: ${name}.`, html })
    await inbox.open()
    await inbox.rows().first().waitFor()
    const { outgoing, ran } = watch(page, inbox.url)
    const settled = await createSettler(page, trap)

    const next = page.getByRole('button', { name: 'Next message' })
    await inbox.row(`Hostile: ${bodies.at(-1)?.[0] ?? ''}.`).click()
    for (const [name] of [...bodies].reverse()) {
      if (name !== bodies.at(-1)?.[0]) await next.click()
      await expect(inbox.subject()).toHaveText(`Hostile: ${name}.`)
      const frame = page.frameLocator('iframe')
      await frame.locator('html').waitFor({ state: 'attached' })
      await settled.frame()
      const bait = frame.locator('.bait')
      if ((await bait.count()) > 0) await bait.click({ timeout: 2_000 })
      await settled.network()

      expect(ran, name).toEqual([])
      expect(outgoing, name).toEqual([])
      expect(trap.caught, name).toEqual([])
      expect(trap.connections(), name).toBe(0)
      expect(page.url(), name).toContain(`${inbox.url}view/`)
      expect(await page.evaluate(() => 'pwned' in window), name).toBe(false)
      const popups = page.context().pages()
      for (const popup of popups) if (popup !== page && popup !== settled.tab) await popup.close()
      await page.bringToFront()
    }
  } finally {
    await trap.close()
  }
})

/**
 * What a mail may fetch once somebody has asked for it: pictures, styles, fonts, media, and what Chromium
 * fetches ahead (`prefetch`, and `based.png`, before it finds that the `base` is refused).
 */
const mayFetch =
  /^GET \/(?:img|prefetch|based\.png|srcset|source|table|video|poster|audio|meta|image|svg-image|input-image|lowsrc|shadow|icon|preload|attribute|list|border|content|cursor|mask|set|shape|escaped2?|feimage|filter|glyph-.|leak.*|x\.svg|font\.woff2|(?:sheet|import\d?)\.css)$/

test('with remote content loaded, in all colours, hostile mail still runs nothing', async ({
  inbox,
  page,
}) => {
  test.setTimeout(240_000)
  const trap = await setTrap()
  try {
    const bodies = hostileBodies(trap.url)
    await inbox.send({ subject: 'The last one', html: `<img src="${trap.url}/last-one">` })
    for (const [name, html] of bodies) await inbox.send({ subject: `Hostile: ${name}.`, html })
    const { ran } = watch(page, inbox.url)
    await page.addInitScript(() => localStorage.setItem('mailmitt.remote-content', 'always'))
    await inbox.open('view/latest')

    for (const [at, [name]] of [...bodies].reverse().entries()) {
      if (at > 0) await page.keyboard.press('j')
      await expect(inbox.subject()).toHaveText(`Hostile: ${name}.`)
      // The next colours each time: light, dark, forced dark.
      await page.keyboard.press('d')
      await page.frameLocator('iframe').locator('html').waitFor({ state: 'attached' })
      expect(ran, name).toEqual([])
      expect(page.url(), name).toContain(`${inbox.url}view/`)
    }
    await page.keyboard.press('j')
    await expect.poll(() => trap.caught).toContain('GET /last-one')

    expect(ran).toEqual([])
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
    expect(trap.caught.filter((request) => !mayFetch.test(request))).toEqual(['GET /last-one'])
    expect(trap.caught).toContain('GET /img')
  } finally {
    await trap.close()
  }
})

test('5 MB of HTML are shown, and the inbox answers meanwhile', async ({ inbox, page }) => {
  test.setTimeout(240_000)
  const line = '<p style="color:blue">A line of <a href="https://x.example">many</a>.</p>\n'
  // None of them matches a line: a browser that compares each with each takes a minute by itself.
  const styles = '@media (prefers-color-scheme:dark){.dark{color:red}}\n'.repeat(10_000)
  const lines = line.repeat(Math.ceil((5_000_000 - styles.length) / line.length))
  await inbox.send({ subject: 'Before', html: '<p>Before</p>' })
  await inbox.send({
    subject: 'Large',
    html: `<style>${styles}</style><h1>Large</h1>${lines}<p id="end">The end</p>`,
  })
  await inbox.open('view/latest?scheme=dark')

  await expect(page.getByText(/ bytes of HTML: Gmail clips it/)).toBeVisible({ timeout: 60_000 })
  await expect(page.frameLocator('iframe').locator('h1')).toBeVisible({ timeout: 60_000 })
  await expect(page.frameLocator('iframe').locator('#end')).toHaveCount(1, { timeout: 60_000 })
  await page.keyboard.press('j')

  await expect(inbox.subject()).toHaveText('Before', { timeout: 60_000 })
  await expect(page.frameLocator('iframe').getByText('Before')).toBeVisible()
})

test('a name that turns letters around leaves those of the address alone', async ({
  inbox,
  page,
}) => {
  const names = ['\u202emoc.knab@troppus', '\u2067\u202eBank', 'ab\u202d\u202e', '\u061c\u200fBank']
  for (const [at, name] of names.entries()) {
    await inbox.send({
      subject: `Spoof ${at} \u202egpj.exe`,
      from: { name, address: 'app@attacker.example' },
      html: `<p>${name}</p>`,
    })
  }
  await inbox.open('view/latest')
  await page.getByRole('button', { name: 'As in an inbox' }).click()
  const message = page.getByRole('region', { name: 'Message', exact: true })

  for (const at of [...names.keys()].reverse()) {
    await expect(inbox.subject()).toContainText(`Spoof ${at}`)
    const order = await message.evaluate((region) => {
      const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT)
      const lefts: number[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const start = node.nodeValue?.indexOf('app@attacker.example') ?? -1
        for (let offset = 0; start >= 0 && offset < 20; offset += 1) {
          const range = document.createRange()
          range.setStart(node, start + offset)
          range.setEnd(node, start + offset + 1)
          lefts.push(range.getBoundingClientRect().left)
        }
      }
      return lefts
    })
    expect(order).toHaveLength(20)
    expect(order).toEqual([...order].sort((one, other) => one - other))
    // The time and the words of the list stand where they stand without a name.
    const line = page.getByRole('region', { name: 'As in an inbox' })
    await expect(
      line
        .locator('bdi')
        .filter({ hasText: names[at] ?? '' })
        .first(),
    ).toBeVisible()
    if (at > 0) await page.keyboard.press('j')
  }
})

test('hostile mail stays harmless in the other tabs', async ({ inbox, page }) => {
  const trap = await setTrap()
  try {
    const html = hostileBodies(trap.url)
      .map(([, body]) => body)
      .join('\n')
    await inbox.send({
      subject: `<img src="${trap.url}/subject" onerror="console.log('PWNED')">`,
      from: `"<script>console.log('PWNED')</script>" <app@example.com>`,
      html,
      text: `<script>console.log('PWNED')</script> javascript:alert(1) ${trap.url}/text`,
      attachments: [{ filename: `"><img src=x: onerror=console.log('PWNED')>.txt`, content: 'x' }],
    })
    const { outgoing, ran } = watch(page, inbox.url)
    const settled = await createSettler(page, trap)
    await inbox.open('view/latest')

    for (const tab of ['Text', 'HTML', 'Headers', 'Raw']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
      await settled.network()
    }

    expect(ran).toEqual([])
    expect(outgoing).toEqual([])
    expect(trap.caught).toEqual([])
    await expect(page.locator('a[href^="javascript" i]')).toHaveCount(0)
  } finally {
    await trap.close()
  }
})

test('remote images are blocked and counted until somebody asks for them', async ({
  inbox,
  page,
}) => {
  const trap = await setTrap()
  try {
    await inbox.send({
      subject: 'Newsletter',
      html: `<img src="${trap.url}/one.png"><p style="background:url(${trap.url}/two.png)">Hi</p><script>console.log('PWNED')</script>`,
    })
    const { ran } = watch(page, inbox.url)
    await inbox.open('view/latest')
    await expect(page.getByText('2 remote references blocked')).toBeVisible()
    const settled = await createSettler(page, trap)
    await settled.frame()
    await settled.network()
    expect(trap.caught).toEqual([])

    await page.getByRole('button', { name: 'Load', exact: true }).click()

    await expect.poll(() => [...trap.caught].sort()).toEqual(['GET /one.png', 'GET /two.png'])
    await expect(page.getByText('remote references blocked')).toBeHidden()
    expect(ran).toEqual([])
  } finally {
    await trap.close()
  }
})
