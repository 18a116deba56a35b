import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'

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

const fixtures = path.join(import.meta.dirname, '../conformance/extract/tuning')
/** A receipt in French, a link and a code in German; the newest is the last. */
const letters = [
  '18-fr-order-receipt-maison-lavande',
  '11-de-magic-link-notizblock',
  '09-de-two-factor-elbsparkasse',
]

test('every key does its work, on real mail', async ({ inbox, page, context }) => {
  test.slow()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await context.route(/^https?:\/\/(?!localhost|127\.)/, (route) =>
    route.fulfill({ body: 'There' }),
  )
  const [receipt = '', login = '', code = ''] = await importAll(inbox, letters)
  await inbox.open()
  await inbox.row(code).waitFor()
  const tags = page.getByRole('list', { name: 'Tags of this message' })
  const status = page.getByRole('status').or(page.getByRole('alert'))

  await test.step('j and k go down and up, Enter and Escape in and out', async () => {
    await page.keyboard.press('j')
    await expect(inbox.subject()).toHaveText(code)
    await page.keyboard.press('j')
    await expect(inbox.subject()).toHaveText(login)
    await page.keyboard.press('k')
    await expect(inbox.subject()).toHaveText(code)
    await page.keyboard.press('Escape')
    await expect(inbox.row(code)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(inbox.subject()).toHaveText(code)
  })

  await test.step('c copies the code', async () => {
    await page.keyboard.press('c')
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(await codeOf(inbox, code))
    await expect(focused(page)).toHaveCount(1)
  })

  await test.step('e edits the tags: adds one, and takes it away again', async () => {
    await page.keyboard.press('e')
    await expect(page.getByRole('combobox', { name: 'Add a tag' })).toBeFocused()
    await page.keyboard.type('To check')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await expect(tags.getByRole('link')).toHaveText(['To check'])
    await expect(tags.getByRole('button', { name: /Add tag/ })).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(tags.getByRole('link')).toHaveCount(0)
    await expect(tags.getByRole('button', { name: /Add tag/ })).toBeFocused()
  })

  await test.step('t turns the tabs, around to the first one', async () => {
    const seen: (string | null)[] = []
    const count = await page.getByRole('tab').count()
    for (let step = 0; step < count; step += 1) {
      await page.keyboard.press('t')
      const tab = page.getByRole('tab', { selected: true })
      await expect(
        page.getByRole('tabpanel', { name: (await tab.textContent()) ?? '' }),
      ).toBeVisible()
      seen.push(await tab.textContent())
    }
    expect(seen.map((name) => name?.trim())).toEqual(expect.arrayContaining(['Text', 'Raw']))
    expect(new Set(seen).size).toBe(count)
  })

  await test.step('o opens the link that the mail is for, p and d change the preview', async () => {
    await page.keyboard.press('j')
    await expect(inbox.subject()).toHaveText(login)
    const opened = context.waitForEvent('page')
    await page.keyboard.press('o')
    const tab = await opened
    expect(tab.url()).toContain('https://app.notizblock.example/auth/magic/482913?token=')
    await tab.close()
    await page.bringToFront()

    await page.keyboard.press('p')
    await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).toBe(375)
    await page.keyboard.press('p')
    await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).not.toBe(375)
    const schemes = page.getByRole('group', { name: /^Colours of the preview/ })
    const pressed = schemes.locator('[aria-pressed="true"]')
    const first = (await pressed.textContent()) ?? ''
    await page.keyboard.press('d')
    await expect(pressed).not.toHaveText(first)
    await page.keyboard.press('d')
    await page.keyboard.press('d')
    await expect(pressed).toHaveText(first)
  })

  await test.step('u marks unread, x selects, # deletes what is selected, z takes it back', async () => {
    await page.keyboard.press('u')
    await expect(inbox.row(login)).toContainText('Unread.')
    await page.keyboard.press('Escape')
    await expect(inbox.row(login)).toBeFocused()
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await expect(inbox.subject()).toHaveText(receipt)
    await page.keyboard.press('x')
    await expect(page.getByText('2 selected')).toBeVisible()
    await page.keyboard.press('#')
    await expect(inbox.rows()).toHaveCount(1)
    await expect(focused(page)).toHaveCount(1)
    await page.keyboard.press('z')
    await expect(inbox.rows()).toHaveCount(3)
    await expect(focused(page)).toHaveCount(1)
  })

  await test.step('f follows: new mail opens by itself, and no longer', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('f')
    await expect(status.filter({ hasText: 'New mail opens by itself.' })).toBeVisible()
    await inbox.send({ subject: 'Comes by itself' })
    await expect(inbox.subject()).toHaveText('Comes by itself')
    await page.keyboard.press('f')
    await expect(status.filter({ hasText: 'New mail stays in the list.' })).toBeVisible()
    await inbox.send({ subject: 'Stays where it is' })
    await inbox.row('Stays where it is').waitFor()
    await expect(inbox.subject()).toHaveText('Comes by itself')
  })

  await test.step('the sessions are read the same way', async () => {
    await run(page, 'sessions', 'Sessions')
    const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
    await sessions.first().waitFor()
    await page.keyboard.press('j')
    const session = page.getByRole('region', { name: 'Session', exact: true })
    const conversation = page.getByRole('list', { name: 'Conversation' })
    await expect(conversation).toContainText('MAIL FROM')
    await expect(session.getByRole('link', { name: 'Stays where it is' })).toBeVisible()
    await page.keyboard.press('j')
    await expect(session.getByRole('link', { name: 'Comes by itself' })).toBeVisible()
    await page.keyboard.press('k')
    await expect(session.getByRole('link', { name: 'Stays where it is' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(conversation).toBeHidden()
    await expect(sessions.first().getByRole('link')).toBeFocused()
    await run(page, 'all mail', 'All mail')
    await expect(inbox.rows()).toHaveCount(5)
  })

  await test.step('/ searches, ? lists each of these keys', async () => {
    await page.keyboard.press('/')
    await expect(page.getByRole('combobox', { name: 'Search mail' })).toBeFocused()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keyboard' })
    await expect(keys).toBeVisible()
    const listed = await keys.locator('kbd').allTextContents()
    const own = ['j', 'k', 'u', 'x', 'z', 'e', 'c', 'o', 't', 'p', 'd', 'f', '/', '?', '#']
    expect(listed).toEqual(expect.arrayContaining(own))
  })
})

/** Imports them one after the other; tells their subjects as the list shows them. */
async function importAll(inbox: Inbox, names: readonly string[]): Promise<readonly string[]> {
  const subjects: string[] = []
  for (const name of names) {
    const answer = await fetch(new URL('api/v1/import', inbox.url), {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: readFileSync(path.join(fixtures, `${name}.eml`)),
    })
    const { IDs } = (await answer.json()) as { IDs: [string] }
    const { Subject } = (await inbox.ask(`api/v1/message/${IDs[0]}?peek=true`)) as Mail
    subjects.push(Subject)
  }
  return subjects
}

interface Mail {
  readonly ID: string
  readonly Subject: string
  readonly Codes: readonly { readonly Value: string }[]
}

async function codeOf(inbox: Inbox, subject: string): Promise<string | undefined> {
  const { messages } = (await inbox.ask('api/v1/messages')) as { messages: Mail[] }
  const found = messages.find(({ Subject }) => Subject === subject)
  const { Codes } = (await inbox.ask(`api/v1/message/${found?.ID}?peek=true`)) as Mail
  return Codes[0]?.Value
}

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
