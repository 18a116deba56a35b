import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { hostileBodies } from './support/hostile-bodies.ts'
import { inboxTest as test } from './support/inbox-test.ts'
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
  test.setTimeout(120_000)
  const trap = await setTrap()
  try {
    const bodies = hostileBodies(trap.url)
    for (const [name, html] of bodies) await inbox.send({ subject: `Hostile: ${name}.`, html })
    await inbox.open()
    await inbox.rows().first().waitFor()
    const { outgoing, ran } = watch(page, inbox.url)

    const next = page.getByRole('button', { name: 'Next message' })
    await inbox.row(`Hostile: ${bodies.at(-1)?.[0] ?? ''}.`).click()
    for (const [name] of [...bodies].reverse()) {
      if (name !== bodies.at(-1)?.[0]) await next.click()
      await expect(inbox.subject()).toHaveText(`Hostile: ${name}.`)
      const frame = page.frameLocator('iframe')
      await frame.locator('body').waitFor({ state: 'attached' })
      const bait = frame.locator('.bait')
      if ((await bait.count()) > 0) await bait.click({ timeout: 2_000 })
      // Beacons, redirects and refreshes happen after the load; this is the time they get.
      await page.waitForTimeout(250)

      expect(ran, name).toEqual([])
      expect(outgoing, name).toEqual([])
      expect(trap.caught, name).toEqual([])
      expect(trap.connections(), name).toBe(0)
      expect(page.url(), name).toContain(`${inbox.url}view/`)
      expect(await page.evaluate(() => 'pwned' in window), name).toBe(false)
      for (const popup of page.context().pages().slice(1)) await popup.close()
      await page.bringToFront()
    }
  } finally {
    await trap.close()
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
    await inbox.open('view/latest')

    for (const tab of ['Text', 'HTML', 'Headers', 'Raw']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
      await page.waitForTimeout(250)
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
    await page.waitForLoadState('networkidle')
    expect(trap.caught).toEqual([])

    await page.getByRole('button', { name: 'Load', exact: true }).click()

    await expect.poll(() => [...trap.caught].sort()).toEqual(['GET /one.png', 'GET /two.png'])
    await expect(page.getByText('remote references blocked')).toBeHidden()
    expect(ran).toEqual([])
  } finally {
    await trap.close()
  }
})
