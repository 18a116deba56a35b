import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

/** No test here touches the mouse. */
const focused = (page: Page): Locator => page.locator(':focus')
const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'All actions' })

async function run(page: Page, words: string, action: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette(page).getByRole('combobox')).toBeFocused()
  await page.keyboard.type(words)
  await expect(palette(page).getByRole('option', { selected: true })).toContainText(action)
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeHidden()
}

test('a whole visit, by keyboard alone', async ({ inbox, page }) => {
  test.slow()
  for (const subject of ['First', 'Second', 'Third', 'Invoice 4', 'Invoice 5']) {
    await inbox.send({ subject, text: `${subject} text`, html: `<p>${subject} page</p>` })
  }
  await inbox.send({ subject: 'For the shop', to: 'bob@checkout.inbox.test' })
  await inbox.open()
  await inbox.row('For the shop').waitFor()

  await test.step('reads the newest, and the ones below it', async () => {
    await page.keyboard.press('j')
    await expect(inbox.subject()).toHaveText('For the shop')
    await page.keyboard.press('j')
    await expect(inbox.subject()).toHaveText('Invoice 5')
    await page.keyboard.press('u')
    await expect(inbox.row('Invoice 5')).toContainText('Unread.')
  })

  await test.step('goes through the tabs, and back to the row', async () => {
    await page.keyboard.press('t')
    await expect(page.getByRole('tab', { name: 'Text' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('tabpanel')).toContainText('Invoice 5 text')
    await page.keyboard.press('p')
    await expect(page.getByRole('tab', { name: 'Preview' })).toHaveAttribute(
      'aria-selected',
      'true',
    )
    await page.keyboard.press('Escape')
    await expect(inbox.row('Invoice 5')).toBeFocused()
  })

  await test.step('searches with a suggestion, and goes into the results', async () => {
    await page.keyboard.press('/')
    await page.keyboard.type('sub')
    await expect(page.getByRole('listbox').getByRole('option')).toHaveText([/^subject:/])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.type('invoice')
    await page.keyboard.press('Enter')
    await expect(inbox.rows()).toHaveCount(2)
    await expect(inbox.row('Invoice 5')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(inbox.subject()).toHaveText('Invoice 5')
  })

  await test.step('deletes, and is where the list goes on', async () => {
    await page.keyboard.press('#')
    await expect(inbox.subject()).toHaveText('Invoice 4')
    await expect(inbox.row('Invoice 5')).toHaveCount(0)
    await expect(focused(page)).toHaveCount(1)
  })

  await test.step('goes to an inbox and back to all mail', async () => {
    await run(page, 'checkout', 'checkout')
    await expect(page).toHaveURL(`${inbox.url}inbox/checkout`)
    await expect(inbox.rows()).toHaveCount(1)
    await run(page, 'all mail', 'All mail')
    await expect(page).toHaveURL(inbox.url)
    await expect(inbox.rows()).toHaveCount(5)
  })

  await test.step('looks at the keys, and is back where it was', async () => {
    await page.keyboard.press('j')
    await inbox.subject().waitFor()
    await run(page, 'keyboard', 'Keyboard shortcuts')
    const keys = page.getByRole('dialog', { name: 'Keyboard' })
    await expect(keys).toContainText('Next tab')
    await page.keyboard.press('Escape')
    await expect(keys).toBeHidden()
    await page.keyboard.press('t')
    await expect(page.getByRole('tab', { selected: true })).not.toHaveText('Preview')
  })

  await test.step('changes the theme', async () => {
    await run(page, 'dark', 'Dark theme')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await run(page, 'theme sys', 'Theme of the system')
    await expect(page.locator('html')).not.toHaveAttribute('data-theme')
  })

  await test.step('deletes everything, and the keys still work', async () => {
    await run(page, 'delete all', 'Delete all')
    const dialog = page.getByRole('alertdialog')
    await expect(dialog.locator(':focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await run(page, 'delete all', 'Delete all')
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(dialog.getByRole('button', { name: 'Delete all' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Waiting for mail' })).toBeVisible()
    await expect(page.locator('main')).toBeFocused()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  })
})

test('the last message that is deleted does not take the focus with it', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Only one' })
  await inbox.open()
  await inbox.row('Only one').focus()

  await page.keyboard.press('j')
  await expect(inbox.subject()).toHaveText('Only one')
  await page.keyboard.press('#')

  await expect(page.getByRole('heading', { name: 'Waiting for mail' })).toBeVisible()
  await expect(page.locator('main')).toBeFocused()
})

test('Tab goes through everything there is to use, and never gets stuck', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Hello' })
  await inbox.open()
  await inbox.row('Hello').waitFor()
  const names = new Set<string>()

  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const { activeElement } = document
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent.trim() ?? ''
    })
    if (names.has(name) && name === 'Mailmitt, all mail') break
    names.add(name)
  }

  expect([...names]).toEqual(
    expect.arrayContaining(['Search mail', 'Delete all messages', 'Mailmitt, all mail']),
  )
  expect([...names].some((name) => name.includes('Hello'))).toBe(true)
})

test('a remembered theme is there before the first paint', async ({ inbox, page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await inbox.open()
  await run(page, 'dark', 'Dark theme')
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  // The app itself never comes: what there is to see is the page alone.
  await page.route('**/assets/index-*.js', (route) => route.abort())

  await page.reload()

  await expect(page.locator('#app')).toBeEmpty()
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(dark)
})
