import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

const login = 'https://shop.example/login?token=8f7a6b5c4d3e2f1a0b9c8d7e'
const html = `
  <link rel="stylesheet" href="https://shop.example/mail.css">
  <a href="https://shop.example/"><img src="https://shop.example/logo.png" alt="Shop"></a>
  <p>Your code is <b>482913</b>.</p>
  <a href="${login}">Sign in</a>
  <a href="https://shop.example/help">Help</a>
  <a href="https://shop.example/privacy">Privacy</a>
  <a href="https://shop.example/u/1">Unsubscribe</a>`

function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await context.route('https://shop.example/**', (route) => route.fulfill({ body: 'The shop' }))
})

test('a code is one click away, or the key c', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Log in', html })
  await inbox.open()
  await inbox.row('Log in').click()
  const code = page.getByRole('button', { name: 'Copy the code 482913' })

  await code.click()
  await expect(code).toContainText('Copied')
  expect(await copied(page)).toBe('482913')

  await page.evaluate(() => navigator.clipboard.writeText('nothing'))
  await page.keyboard.press('c')
  await expect.poll(() => copied(page)).toBe('482913')
  await expect(page.getByText('Copied 482913.')).toBeAttached()
})

test('the link that the mail is for comes first, o opens it in a tab of its own', async ({
  inbox,
  page,
  context,
}) => {
  await inbox.send({ subject: 'Log in', html })
  await inbox.open()
  await inbox.row('Log in').click()
  const links = page.getByRole('list', { name: 'Links' })

  await expect(links.getByRole('link').first()).toHaveText(/Sign in/)
  const byKey = context.waitForEvent('page')
  await page.keyboard.press('o')
  expect((await byKey).url()).toBe(login)

  const byClick = context.waitForEvent('page')
  await links.getByRole('link', { name: 'Sign in' }).click()
  expect((await byClick).url()).toBe(login)
  await expect(inbox.subject()).toHaveText('Log in')

  await links.getByRole('button', { name: 'Copy the link Sign in' }).click()
  await expect.poll(() => copied(page)).toBe(login)
})

test('many links are folded, images and styles are none, unsubscribing stands apart', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Log in', html })
  await inbox.open()
  await inbox.row('Log in').click()
  const links = page.getByRole('list', { name: 'Links' })

  await expect(links.getByRole('link')).toHaveCount(3)
  await links.getByRole('button', { name: '2 more links' }).click()
  await expect(links.getByRole('link')).toHaveCount(5)
  await expect(links.getByRole('link').last()).toHaveText(/Unsubscribe/)
  await expect(links.getByText('logo.png')).toHaveCount(0)
  await links.getByRole('button', { name: 'Fewer links' }).click()
  await expect(links.getByRole('link')).toHaveCount(3)
})

test('c and o say so where there is nothing to take', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Plain', text: 'Nothing to see.' })
  await inbox.open()
  await inbox.row('Plain').click()
  await expect(inbox.subject()).toHaveText('Plain')

  await page.keyboard.press('c')
  await expect(page.getByRole('alert')).toHaveText('This message has no code to copy.')
  await page.keyboard.press('o')
  await expect(page.getByRole('alert')).toHaveText('This message has no link to open.')
})

test('the addresses of the head lead to the mail of that address', async ({ inbox, page }) => {
  await inbox.send({ subject: 'For Ann', to: 'Ann <ann@example.com>' })
  await inbox.send({ subject: 'For Bob', to: 'bob+news@example.com' })
  await inbox.open()
  await inbox.row('For Bob').click()

  const message = page.getByRole('region', { name: 'Message', exact: true })
  await message.getByRole('link', { name: 'bob+news@example.com' }).click()

  await expect(page).toHaveURL(/search\?q=to%3Abob%2Bnews%40example.com/)
  await expect(inbox.rows()).toHaveCount(1)
  await expect(inbox.row('For Bob')).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in codes, links, tags and menus, ${theme}`, async ({ inbox, page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await inbox.send({
      subject: 'Log in',
      html,
      attachments: [{ filename: 'notes.txt', content: 'Notes' }],
    })
    await inbox.open()
    await inbox.row('Log in').click()
    await page.getByRole('button', { name: '2 more links' }).click()
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Message' }).waitFor()

    const found = async (): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html: at }) => at).join()}`)
    }
    expect(await found(), 'menu').toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('New')
    expect(await found(), 'tags').toEqual([])
  })
}
