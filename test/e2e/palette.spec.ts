import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

const palette = (page: Page): Locator =>
  page.getByRole('dialog', { name: 'All actions, places and mail' })
const options = (page: Page): Locator => palette(page).getByRole('option')
const active = (page: Page): Locator => palette(page).getByRole('option', { selected: true })

async function open(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await palette(page).getByRole('combobox').waitFor()
}

test.beforeEach(async ({ inbox }) => {
  await inbox.send({ subject: 'Invoice 7', to: 'bob@checkout.inbox.test' })
  await inbox.send({ subject: 'Welcome', to: 'ann+two-words@example.com' })
  await inbox.open()
  await inbox.row('Welcome').waitFor()
})

test('Ctrl K offers what can be done here with its key, and Escape gives the focus back', async ({
  inbox,
  page,
}) => {
  await inbox.row('Invoice 7').focus()

  await open(page)

  await expect(palette(page).getByRole('combobox')).toBeFocused()
  await expect(options(page).filter({ hasText: 'Search' })).toContainText('/')
  await expect(options(page).filter({ hasText: 'Delete all that are listed' })).toBeVisible()
  // Without an open message there is no tab to turn.
  await expect(options(page).filter({ hasText: 'Next tab' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(palette(page)).toBeHidden()
  await expect(inbox.row('Invoice 7')).toBeFocused()
})

test('an action is found by its words and done with Enter', async ({ inbox, page }) => {
  await inbox.row('Welcome').click()
  await expect(inbox.subject()).toHaveText('Welcome')

  await open(page)
  await page.keyboard.type('tab nex')
  await expect(active(page)).toContainText('Next tab')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('tab', { selected: true })).not.toHaveText('Preview')
  await expect(palette(page)).toBeHidden()
})

test('the arrows go around, and the field says which option is meant', async ({ page }) => {
  await open(page)
  // Names come when they are there, and the list is longer then.
  for (const name of ['checkout', 'two-words']) {
    await options(page).filter({ hasText: name }).waitFor()
  }
  const count = await options(page).count()

  await page.keyboard.press('ArrowUp')
  await expect(options(page).nth(count - 1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true')

  const named = await palette(page).getByRole('combobox').getAttribute('aria-activedescendant')
  await expect(options(page).first()).toHaveAttribute('id', named ?? '')
})

test('goes to an inbox, to a tag and to all mail', async ({ inbox, page }) => {
  await open(page)
  await page.keyboard.type('checkout')
  await expect(active(page)).toContainText('Inbox')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${inbox.url}inbox/checkout`)
  await expect(inbox.rows()).toHaveCount(1)

  await open(page)
  await page.keyboard.type('two-words')
  await expect(active(page)).toContainText('Tag')
  await page.keyboard.press('Enter')
  await expect(inbox.row('Welcome')).toBeVisible()
  await expect(inbox.rows()).toHaveCount(1)

  await open(page)
  await page.keyboard.type('all mail')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(inbox.url)
})

test('finds mail while one types, and opens it', async ({ inbox, page }) => {
  await open(page)
  await page.keyboard.type('subject:invoice')

  await expect(active(page)).toContainText('Invoice 7')
  await expect(options(page).last()).toContainText('1 message found')
  await page.keyboard.press('Enter')

  await expect(inbox.subject()).toHaveText('Invoice 7')
  await expect(page).toHaveURL(/\/view\/[^?]+\?q=subject%3Ainvoice$/)
})

test('the search action has the focus in the search box', async ({ page }) => {
  await open(page)
  await page.keyboard.type('search')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('search').getByRole('combobox')).toBeFocused()
})

test('opens while one types elsewhere, and closes with its own key', async ({ page }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('inv')

  await open(page)
  await page.keyboard.press('ControlOrMeta+k')

  await expect(palette(page)).toBeHidden()
  await expect(page.getByRole('search').getByRole('combobox')).toBeFocused()
})

test('a click does it too, and one elsewhere closes', async ({ inbox, page }) => {
  await page.getByRole('button', { name: 'All actions' }).click()
  await expect(palette(page)).toBeVisible()
  await page.mouse.click(20, 700)
  await expect(palette(page)).toBeHidden()

  await page.getByRole('button', { name: 'All actions' }).click()
  await options(page).filter({ hasText: 'checkout' }).click()
  await expect(page).toHaveURL(`${inbox.url}inbox/checkout`)
})

test.describe('while its code is on its way', () => {
  let release: () => void

  test.beforeEach(async ({ page }) => {
    const released = new Promise<void>((resolve) => (release = resolve))
    const asked = page.waitForRequest(/PaletteView-[^/]*\.js$/)
    await page.route(/PaletteView-[^/]*\.js$/, async (route) => {
      await released
      await route.continue()
    })
    await page.keyboard.press('ControlOrMeta+k')
    await asked
  })

  test('what is typed goes into its field, and typing goes on there', async ({ page }) => {
    await page.keyboard.type('checx')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('k')
    release()
    await palette(page).getByRole('combobox').waitFor()
    await page.keyboard.type('out')

    await expect(palette(page).getByRole('combobox')).toHaveValue('checkout')
    await expect(palette(page).getByRole('combobox')).toBeFocused()
    await expect(active(page)).toContainText('checkout')
  })

  test('no key is lost, whenever it comes', async ({ page }) => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'.repeat(4)
    const typed = page.keyboard.type(letters)
    release()
    await typed

    await expect(palette(page).getByRole('combobox')).toHaveValue(letters)
  })

  test('Enter does what was typed when it can', async ({ page }) => {
    await page.keyboard.type('keyboard shortcuts')
    await page.keyboard.press('Enter')
    release()

    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
    await expect(palette(page)).toBeHidden()
  })

  test('Escape takes it back, and the keys of the inbox act again', async ({ inbox, page }) => {
    await page.keyboard.type('j')
    await page.keyboard.press('Escape')
    release()
    await inbox.row('Welcome').focus()
    await page.keyboard.press('?')

    await expect(page.getByRole('dialog')).toHaveCount(1)
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  })
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the palette, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })

    await open(page)
    expect((await new AxeBuilder({ page }).analyze()).violations, 'all').toEqual([])
    await page.keyboard.type('invoice')
    await expect(options(page).filter({ hasText: 'Invoice 7' })).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations, 'found').toEqual([])
    await page.keyboard.type(' zzz')
    await expect(options(page)).toHaveCount(1)
    expect((await new AxeBuilder({ page }).analyze()).violations, 'nothing').toEqual([])
  })
}
