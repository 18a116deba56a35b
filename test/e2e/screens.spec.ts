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

async function sendOfEachKind(inbox: Inbox): Promise<void> {
  await inbox.send({ subject: '', text: 'No subject here.' })
  await inbox.send({ subject: 'مرحبا بكم', text: 'نص', to: 'bob@checkout.inbox.test' })
  await inbox.send({
    subject: '🎉 A subject that goes on and on about many things and never stops. '.repeat(3),
    to: Array.from({ length: 20 }, (_, index) => `somebody-${index}@a-long-domain.example.com`),
    html: '<img src="https://cdn.example/pixel.png"><p>Hello</p>',
    text: `${'unbroken'.repeat(40)} https://example.com/${'path'.repeat(60)}`,
    attachments: [{ filename: `${'long-name-'.repeat(12)}.pdf`, content: 'pdf' }],
    envelope: { from: 'bounces@example.com', to: ['hidden@example.com'] },
  })
}

const messageTabs = ['Preview', 'Text', 'HTML', 'Headers', 'Structure', 'Raw', 'Session']

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async ({ inbox, page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme: theme })
    await inbox.open()
    await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()
    expect(await findings(page), 'empty inbox').toEqual([])

    await sendOfEachKind(inbox)
    await expect(inbox.rows()).toHaveCount(3)
    expect(await findings(page), 'list').toEqual([])

    await inbox.row('🎉').click()
    await page.getByText('things to know').click()
    for (const tab of messageTabs) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
      expect(await findings(page), tab).toEqual([])
    }

    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await findings(page), 'keys').toEqual([])
    await page.keyboard.press('Escape')
    for (const dialog of ['Settings', 'Set up an app']) {
      await page.getByRole('button', { name: dialog }).click()
      await page.getByRole('dialog', { name: dialog }).waitFor()
      expect(await findings(page), dialog).toEqual([])
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'Delete all messages' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await findings(page), 'delete all').toEqual([])
    await page.keyboard.press('Escape')

    await page.keyboard.press('ControlOrMeta+k')
    const palette = page.getByRole('dialog', { name: 'All actions, places and mail' })
    await palette.getByRole('option', { name: 'checkout' }).waitFor()
    expect(await findings(page), 'palette').toEqual([])
    await page.keyboard.type('subject:never')
    await palette.getByRole('option', { name: '1 message found' }).waitFor()
    expect(await findings(page), 'palette with mail').toEqual([])
    await page.keyboard.press('Escape')

    const search = page.getByRole('combobox', { name: 'Search mail' })
    const suggestions = page.getByRole('listbox', { name: 'Suggestions' })
    await search.focus()
    await search.press('ArrowDown')
    await suggestions.getByRole('option', { selected: true }).waitFor()
    expect(await findings(page), 'suggestions').toEqual([])
    await search.fill('inbox:')
    await suggestions.getByRole('option', { name: 'inbox:checkout' }).waitFor()
    expect(await findings(page), 'suggested names').toEqual([])
    await search.press('ArrowDown')
    await search.press('Enter')
    await expect(suggestions).toBeHidden()

    await search.fill('subject:"oops')
    await page.getByRole('alert').waitFor()
    expect(await findings(page), 'refused search').toEqual([])
  })
}

test('the theme is chosen with a button and remembered', async ({ inbox, page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await inbox.open()
  const background = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await background()

  await page.getByRole('button', { name: 'Theme: system' }).click()
  await page.getByRole('button', { name: 'Theme: light' }).click()

  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible()
  expect(await background()).not.toBe(light)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible()
  expect(await background()).not.toBe(light)
})

test('the width of the list is dragged and remembered', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Hello' })
  await inbox.open()
  const list = page.getByRole('list', { name: 'Messages' })
  const before = (await list.boundingBox())?.width ?? 0
  const grip = await page.getByRole('separator').boundingBox()

  await page.mouse.move(grip?.x ?? 0, 400)
  await page.mouse.down()
  await page.mouse.move((grip?.x ?? 0) + 90, 400)
  await page.mouse.up()

  await expect.poll(async () => (await list.boundingBox())?.width).toBe(before + 90)
  await page.reload()
  await expect.poll(async () => (await list.boundingBox())?.width).toBe(before + 90)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('nothing is wider than the screen, on any screen', async ({ inbox, page }) => {
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await inbox.open()
    await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()
    expect(await overflow(), 'empty inbox').toBeLessThanOrEqual(0)

    await sendOfEachKind(inbox)
    await inbox.row('🎉').waitFor()
    expect(await overflow(), 'list').toBeLessThanOrEqual(0)
    await inbox.row('🎉').tap()
    await page.getByText('things to know').tap()
    for (const tab of messageTabs) {
      await page.getByRole('tab', { name: tab }).tap()
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
      expect(await overflow(), tab).toBeLessThanOrEqual(0)
      const sideways = await page
        .locator('.body')
        .evaluate((body) => body.scrollWidth - body.clientWidth)
      expect(sideways, `${tab} sideways`).toBeLessThanOrEqual(0)
    }
    expect(await findings(page)).toEqual([])
  })

  test('one pane at a time, and back to where the list was', async ({ inbox, page }) => {
    for (let number = 1; number <= 30; number += 1) await inbox.send({ subject: `Mail ${number}.` })
    await inbox.open()
    await inbox.row('Mail 30.').waitFor()
    await page
      .getByRole('list', { name: 'Messages' })
      .evaluate((list) => list.scrollTo({ top: 1000 }))
    await inbox.row('Mail 15.').tap()
    await expect(inbox.subject()).toHaveText('Mail 15.')
    await expect(inbox.row('Mail 15.')).toBeHidden()

    await page.getByRole('button', { name: 'Back to the list' }).tap()

    await expect(inbox.row('Mail 15.')).toBeInViewport()
    await expect(inbox.row('Mail 15.')).toBeFocused()
  })

  test('what is tapped is at least 40 pixels high', async ({ inbox, page }) => {
    const small = (): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('button, a, input, summary, [role="tab"]')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter((element) => !element.closest('pre, .list .address, [inert]'))
          .map((element) => element.closest('label') ?? element)
          .filter((element) => element.getBoundingClientRect().height < 39.5)
          .map((element) => element.outerHTML.slice(0, 120)),
      )
    await inbox.open()
    await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()
    expect(await small(), 'empty inbox').toEqual([])
    await sendOfEachKind(inbox)
    await inbox.row('🎉').waitFor()
    expect(await small(), 'list').toEqual([])
    await inbox.row('🎉').tap()
    await page.getByRole('tab', { name: 'Text' }).tap()
    expect(await small(), 'message').toEqual([])
  })
})
