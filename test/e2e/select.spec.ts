import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'

interface List {
  readonly total: number
  readonly unread: number
  readonly messages: readonly { Subject: string; Read: boolean; Tags: string[] }[]
}

async function sendMany(inbox: Inbox, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await inbox.send({ subject: `Mail ${number}.` })
  }
}

/** As tests that need hundreds put them there. */
async function importMany(inbox: Inbox, count: number): Promise<void> {
  const mails = Array.from(
    { length: count },
    (_, index) =>
      `From app@example.com\nTo: ann@example.com\nSubject: Mail ${index + 1}.\n\nText.\n`,
  )
  await fetch(new URL('api/v1/import', inbox.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/mbox' },
    body: mails.join('\n'),
  })
}

async function listOf(inbox: Inbox, limit = 1_000): Promise<List> {
  return (await inbox.ask(`api/v1/messages?limit=${limit}`)) as List
}

const bar = (page: Page): Locator => page.getByRole('toolbar', { name: 'Selected messages' })
const boxes = (page: Page): Locator =>
  page.getByRole('list', { name: 'Messages' }).getByRole('checkbox')
const selected = (page: Page): Locator => bar(page).getByRole('status')

test('the box of a row selects it without opening it', async ({ inbox, page }) => {
  await sendMany(inbox, 3)
  await inbox.open()
  await inbox.row('Mail 2.').hover()

  await page.getByRole('checkbox', { name: 'Select Mail 2.' }).click()

  await expect(selected(page)).toHaveText('1 selected')
  await expect(page).toHaveURL(inbox.url)
  await page.getByRole('checkbox', { name: 'Select Mail 2.' }).click()
  await expect(bar(page)).toBeHidden()
})

test('Shift and Ctrl select with the rows themselves, as in a list of files', async ({
  inbox,
  page,
}) => {
  await sendMany(inbox, 6)
  await inbox.open()

  await inbox.row('Mail 5.').click({ modifiers: ['ControlOrMeta'] })
  await inbox.row('Mail 3.').click({ modifiers: ['Shift'] })
  await expect(selected(page)).toHaveText('3 selected')
  await inbox.row('Mail 4.').click({ modifiers: ['ControlOrMeta'] })

  await expect(selected(page)).toHaveText('2 selected')
  for (const [number, isChecked] of [6, 5, 4, 3, 2, 1].map((one) => [
    one,
    one % 2 === 1 && one > 1,
  ])) {
    await expect(
      page.getByRole('checkbox', { name: `Select Mail ${String(number)}.` }),
    ).toBeChecked({
      checked: isChecked === true,
    })
  }
  await expect(page).toHaveURL(inbox.url)
})

test('the keyboard alone selects, up to a row and all of them, and Escape ends it', async ({
  inbox,
  page,
}) => {
  await sendMany(inbox, 4)
  await inbox.open()
  await inbox.row('Mail 4.').focus()

  await page.keyboard.press('Tab')
  await expect(page.getByRole('checkbox', { name: 'Select Mail 4.' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(selected(page)).toHaveText('1 selected')
  await page.keyboard.press('x')
  await expect(bar(page)).toBeHidden()

  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await expect(inbox.subject()).toHaveText('Mail 3.')
  await page.keyboard.press('Shift+X')
  await expect(selected(page)).toHaveText('2 selected')
  await page.keyboard.press('a')
  await expect(selected(page)).toHaveText('4 selected')

  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await expect(inbox.subject()).toHaveText('Mail 3.')
})

test('marks what is selected, here and on the server', async ({ inbox, page }) => {
  await sendMany(inbox, 3)
  await inbox.open()
  await inbox.row('Mail 3.').click({ modifiers: ['ControlOrMeta'] })
  await inbox.row('Mail 1.').click({ modifiers: ['ControlOrMeta'] })

  await bar(page).getByRole('button', { name: 'Mark read' }).click()

  await expect(inbox.row('Mail 3.')).not.toContainText('Unread.')
  await expect(inbox.row('Mail 2.')).toContainText('Unread.')
  await expect.poll(async () => (await listOf(inbox)).unread).toBe(1)
  await page.keyboard.press('u')
  await expect(inbox.row('Mail 3.')).toContainText('Unread.')
  await expect.poll(async () => (await listOf(inbox)).unread).toBe(3)
})

test('a tag is added to what is selected, found again, and taken off', async ({ inbox, page }) => {
  await sendMany(inbox, 3)
  await inbox.open()
  await inbox.row('Mail 3.').click({ modifiers: ['ControlOrMeta'] })
  await inbox.row('Mail 2.').click({ modifiers: ['ControlOrMeta'] })

  await bar(page).getByRole('button', { name: 'Tag', exact: true }).click()
  const menu = page.getByRole('dialog', { name: 'Tags of the selected messages' })
  await expect(menu.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('to check')
  await page.keyboard.press('Enter')

  await expect(inbox.row('Mail 3.')).toContainText('to check')
  await expect(menu.getByRole('checkbox', { name: 'to check' })).toBeChecked()
  await expect
    .poll(async () => (await listOf(inbox)).messages.map(({ Tags }) => Tags))
    .toEqual([['to check'], ['to check'], []])

  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(bar(page).getByRole('button', { name: 'Tag', exact: true })).toBeFocused()
  await inbox.row('Mail 2.').click({ modifiers: ['ControlOrMeta'] })
  await bar(page).getByRole('button', { name: 'Tag', exact: true }).click()
  await menu.getByRole('checkbox', { name: 'to check' }).click()
  await expect(inbox.row('Mail 3.')).not.toContainText('to check')
  await expect(inbox.row('Mail 2.')).toContainText('to check')
})

test('all that match are selected, also what was never in sight', async ({ inbox, page }) => {
  await importMany(inbox, 250)
  await inbox.send({ subject: 'Another' })
  await inbox.open('search?q=subject:mail')
  await inbox.row('Mail 250.').waitFor()

  await inbox.row('Mail 250.').click({ modifiers: ['ControlOrMeta'] })
  await bar(page).getByRole('checkbox', { name: 'Select all 250' }).click()
  await expect(selected(page)).toHaveText('250 selected')
  await bar(page).getByRole('button', { name: 'Mark read' }).click()
  await expect.poll(async () => (await listOf(inbox)).unread).toBe(1)

  await bar(page).getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('batch')
  await page.keyboard.press('Enter')
  await expect
    .poll(
      async () => (await listOf(inbox)).messages.filter(({ Tags }) => Tags[0] === 'batch').length,
    )
    .toBe(250)

  await page.keyboard.press('Escape')
  await page.keyboard.press('#')
  await expect(page.getByRole('alertdialog')).toContainText('250 messages will be gone for good.')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete all' }).click()
  await expect(page.getByText('Nothing matches.')).toBeVisible()
  await expect(bar(page)).toBeHidden()
  expect((await listOf(inbox)).messages.map(({ Subject }) => Subject)).toEqual(['Another'])
})

test('a delete of many goes to the row below them, with the focus', async ({ inbox, page }) => {
  await sendMany(inbox, 4)
  await inbox.open()
  await inbox.row('Mail 4.').click({ modifiers: ['ControlOrMeta'] })
  await inbox.row('Mail 3.').click({ modifiers: ['ControlOrMeta'] })

  await bar(page).getByRole('button', { name: 'Delete the selected' }).click()

  await expect(inbox.rows()).toHaveCount(2)
  await expect(inbox.row('Mail 2.')).toBeFocused()
  await expect(bar(page)).toBeHidden()
  await expect(page.getByText('2 messages deleted')).toBeVisible()
  await expect.poll(async () => (await listOf(inbox)).total).toBe(2)
})

test('another list begins without a selection', async ({ inbox, page }) => {
  await sendMany(inbox, 2)
  await inbox.open()
  await inbox.row('Mail 2.').click({ modifiers: ['ControlOrMeta'] })
  await expect(bar(page)).toBeVisible()

  await page.getByRole('link', { name: 'Unread' }).first().click()

  await expect(inbox.rows()).toHaveCount(2)
  await expect(bar(page)).toBeHidden()
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${theme} theme while something is selected`, async ({
    inbox,
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme })
    const findings = async (): Promise<string[]> =>
      (await new AxeBuilder({ page }).exclude('iframe').analyze()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
      )
    for (const tag of ['billing', 'ops', 'otp', 'urgent', 'third', 'عربي']) {
      await inbox.send({
        subject: `About ${tag}`,
        to: `ann+${tag === 'عربي' ? 'ar' : tag}@example.com`,
      })
    }
    await inbox.open()
    await inbox.row('About ops').click({ modifiers: ['ControlOrMeta'] })
    await inbox.row('About otp').click({ modifiers: ['ControlOrMeta'] })
    expect(await findings(), 'selection').toEqual([])

    await bar(page).getByRole('button', { name: 'Tag', exact: true }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('o')
    expect(await findings(), 'tags').toEqual([])
    await page.keyboard.press('Escape')

    await page.keyboard.press('#')
    await page.getByText('2 messages deleted').waitFor()
    expect(await findings(), 'undo').toEqual([])
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the boxes are there to be tapped, and so is the bar', async ({ inbox, page }) => {
    await sendMany(inbox, 3)
    await inbox.open()
    await expect(boxes(page).first()).toHaveCSS('opacity', '1')

    await page.getByRole('checkbox', { name: 'Select Mail 2.' }).tap()
    await page.getByRole('checkbox', { name: 'Select Mail 1.' }).tap()

    await expect(selected(page)).toHaveText('2 selected')
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('[role="toolbar"] button, [role="toolbar"] label, .row label')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => element.getBoundingClientRect())
        .filter(({ width, height }) => width < 39.5 || height < 39.5),
    )
    expect(small).toEqual([])
    await bar(page).getByRole('button', { name: 'Delete the selected' }).tap()
    await expect(inbox.rows()).toHaveCount(1)
    await page.getByRole('button', { name: 'Undo' }).tap()
    await expect(inbox.rows()).toHaveCount(3)
  })
})
