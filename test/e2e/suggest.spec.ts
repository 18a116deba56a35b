import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

const box = (page: Page): Locator => page.getByRole('combobox', { name: 'Search mail' })
const options = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
const option = (page: Page, text: string): Locator => options(page).filter({ hasText: text })
const active = (page: Page): Locator => options(page).and(page.locator('[aria-selected="true"]'))

test.beforeEach(async ({ inbox }) => {
  await inbox.send({ subject: 'Invoice 7', to: 'bob@checkout.inbox.test' })
  await inbox.send({ subject: 'Welcome', to: 'ann+urgent@example.com' })
  await inbox.open()
  await inbox.row('Welcome').waitFor()
})

test('offers the operators with what they mean, and completes the one at the caret', async ({
  page,
}) => {
  await page.keyboard.press('/')
  await expect(option(page, 'subject:')).toContainText('Words of the subject')

  await page.keyboard.type('welcome fr')
  await expect(options(page)).toHaveText([/^from:/, /^envelope-from:/])
  await page.keyboard.press('ArrowDown')
  await expect(active(page)).toContainText('from:')
  await page.keyboard.press('Enter')

  await expect(box(page)).toHaveValue('welcome from:')
  await page.keyboard.type('app')
  await expect(page).toHaveURL(/q=welcome\+from%3Aapp$/)
  await expect(box(page)).toBeFocused()
})

test('after an operator come its values, and one that is complete is searched for', async ({
  inbox,
  page,
}) => {
  await page.keyboard.press('/')
  await page.keyboard.type('has:')
  await expect(option(page, 'has:attachment')).toContainText('With a file attached')
  await page.keyboard.type('co')
  await expect(options(page)).toHaveText([/^has:code/])

  await box(page).fill('inbox:')
  await expect(options(page)).toHaveText(['inbox:checkout'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')

  await expect(box(page)).toHaveValue('inbox:checkout')
  await expect(box(page)).toBeFocused()
  await expect(inbox.rows()).toHaveCount(1)
  await expect(options(page)).toHaveCount(0)
})

test('puts a tag that has a space in quotes, into the middle of a query', async ({
  inbox,
  page,
}) => {
  const list = (await inbox.ask('api/v1/messages')) as { messages: { ID: string }[] }
  await fetch(new URL('api/v1/tags', inbox.url), {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ IDs: [list.messages[0]?.ID], Tags: ['two words'] }),
  })
  await box(page).fill('tag:tw welcome')
  await expect(option(page, 'tag:"two words"')).toHaveCount(0)
  await box(page).press('Home')
  for (let step = 0; step < 'tag:tw'.length; step += 1) await box(page).press('ArrowRight')

  await option(page, 'tag:"two words"').click()

  await expect(box(page)).toHaveValue('tag:"two words" welcome')
  await expect(inbox.rows()).toHaveCount(1)
  await expect(inbox.row('Welcome')).toBeVisible()
})

test('the arrows go through the suggestions and back to the text, as the box says', async ({
  page,
}) => {
  await page.keyboard.press('/')
  await page.keyboard.type('fr')
  await expect(box(page)).toHaveAttribute('aria-expanded', 'true')
  await expect(options(page)).toHaveCount(2)
  await expect(active(page)).toHaveCount(0)

  await page.keyboard.press('ArrowDown')
  const id = await active(page).getAttribute('id')
  await expect(box(page)).toHaveAttribute('aria-activedescendant', id ?? '')
  await page.keyboard.press('ArrowUp')
  await expect(active(page)).toHaveCount(0)
  await page.keyboard.press('Escape')

  await expect(options(page)).toHaveCount(0)
  await expect(box(page)).toHaveAttribute('aria-expanded', 'false')
  await expect(box(page)).toHaveValue('fr')
  await page.keyboard.press('Escape')
  await expect(box(page)).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(box(page)).not.toBeFocused()
})

test('Enter goes to what was found', async ({ inbox, page }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('invoice')
  await page.keyboard.press('Enter')

  await expect(inbox.row('Invoice 7')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(inbox.subject()).toHaveText('Invoice 7')
})

test('remembers searches over a reload, and forgets one or all of them', async ({
  inbox,
  page,
}) => {
  for (const query of ['invoice', 'subject:welcome', 'is:unread welcome']) {
    await box(page).fill(query)
    await expect(inbox.rows()).toHaveCount(1)
    await box(page).press('Enter')
    await expect(inbox.rows().getByRole('link')).toBeFocused()
  }
  await inbox.open()
  await inbox.row('Welcome').waitFor()
  await page.keyboard.press('/')
  const recent = page.getByRole('group', { name: 'Recent searches' }).getByRole('option')
  await expect(recent).toHaveText(['is:unread welcome', 'subject:welcome', 'invoice'])

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Delete')
  await expect(recent).toHaveText(['subject:welcome', 'invoice'])
  await recent.filter({ hasText: 'subject:welcome' }).locator('.erase').click()
  await expect(recent).toHaveText(['invoice'])
  await recent.first().click()
  await expect(page).toHaveURL(/q=invoice$/)

  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('button', { name: 'Forget recent searches' }).click()
  await expect(recent).toHaveCount(0)
  await page.reload()
  await inbox.row('Welcome').waitFor()
  await page.keyboard.press('/')
  await expect(option(page, 'subject:')).toBeVisible()
  await expect(recent).toHaveCount(0)
})

test('a slip is marked where it is, explained, and mended with Enter; the rows stay', async ({
  inbox,
  page,
}) => {
  await box(page).fill('invoice')
  await expect(inbox.rows()).toHaveCount(1)

  await page.keyboard.type(' -form:ann')

  await expect(page.getByRole('alert')).toContainText('did you mean "from:"?')
  await expect(page.getByRole('alert').locator('mark')).toHaveText('-form:ann')
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true')
  await expect(inbox.row('Invoice 7')).toBeVisible()
  await expect(active(page)).toHaveText('invoice -from:ann')
  await page.keyboard.press('Enter')

  await expect(box(page)).toHaveValue('invoice -from:ann')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(box(page)).toHaveAttribute('aria-invalid', 'false')
  await expect(inbox.row('Invoice 7')).toBeVisible()
})

test('a refused search in the address says so as well, and a click mends it', async ({
  inbox,
  page,
}) => {
  await inbox.open('search?q=sbject%3Ainvoice')
  await expect(page.getByRole('alert').locator('mark')).toHaveText('sbject:invoice')

  await box(page).click()
  await page
    .getByRole('group', { name: 'Did you mean' })
    .getByRole('option', { name: 'subject:invoice' })
    .click()

  await expect(inbox.rows()).toHaveCount(1)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('an operator that waits for its value is no mistake yet', async ({ inbox, page }) => {
  const asked: (string | null)[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname.endsWith('/api/v1/search')) asked.push(url.searchParams.get('query'))
  })
  await page.keyboard.press('/')
  await page.keyboard.type('invoice')
  await expect(inbox.rows()).toHaveCount(1)
  await page.keyboard.type(' subject:')
  await expect(box(page)).toHaveValue('invoice subject:')
  await page.keyboard.type('7')

  await expect.poll(() => asked).toContain('invoice subject:7')
  expect(asked).not.toContain('invoice subject:')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the suggestions, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    const findings = async (): Promise<unknown> =>
      (await new AxeBuilder({ page }).analyze()).violations

    await page.keyboard.press('/')
    await option(page, 'subject:').waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await findings(), 'operators').toEqual([])
    await box(page).fill('form:ann')
    await page.getByRole('alert').waitFor()
    await option(page, 'from:ann').waitFor()
    expect(await findings(), 'refused').toEqual([])
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the suggestions fit the screen and take a tap', async ({ inbox, page }) => {
    await box(page).tap()
    const list = page.getByRole('listbox', { name: 'Suggestions' })
    await expect(list).toBeInViewport({ ratio: 1 })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)

    await option(page, 'inbox:').tap()
    await option(page, 'inbox:checkout').tap()

    await expect(inbox.rows()).toHaveCount(1)
  })
})
