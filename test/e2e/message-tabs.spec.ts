import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

async function openTab(page: Page, name: string) {
  await page.getByRole('tab', { name }).click()
  return page.getByRole('tabpanel', { name })
}

test('what was quoted in a text is folded, and its links lead somewhere', async ({
  inbox,
  page,
}) => {
  const quote = ['> Shall we meet?', '>', '> I would bring', '> the contract.'].join('\r\n')
  await inbox.send({ subject: 'Answer', text: `Yes, https://a.test/x.\r\n\r\n${quote}\r\nBob` })
  await inbox.open()
  await inbox.row('Answer').click()
  const panel = page.getByRole('tabpanel', { name: 'Text' })

  const link = panel.getByRole('link', { name: 'https://a.test/x' })
  await expect(link).toHaveAttribute('target', '_blank')
  await expect(panel.getByText('I would bring')).toBeHidden()
  await panel.getByText('4 quoted lines').click()
  await expect(panel.getByText('I would bring')).toBeVisible()
})

test('the HTML is coloured as it is, and formatted when asked to', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Table', html: '<table><tr><td class="a">One</td></tr></table>' })
  await inbox.open()
  await inbox.row('Table').click()
  const panel = await openTab(page, 'HTML')

  await expect(panel.locator('pre')).toHaveText('<table><tr><td class="a">One</td></tr></table>')
  await expect(panel.locator('.value')).toHaveText('="a"')
  await panel.getByRole('checkbox', { name: 'Format' }).check()
  await expect(panel.locator('pre')).toContainText('\n    <td class="a">One</td>\n')

  await page.reload()
  await expect(panel.getByRole('checkbox', { name: 'Format' })).toBeChecked()
})

test('headers are shown decoded or as sent, and one by one copied', async ({
  inbox,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await inbox.send({ subject: 'Grüße aus Köln' })
  await inbox.open()
  await inbox.row('Grüße').click()
  const panel = await openTab(page, 'Headers')

  await panel.getByRole('textbox', { name: 'Filter headers' }).fill('subject')
  await panel.getByText('Grüße aus Köln').hover()
  await panel.getByRole('button', { name: 'Copy Subject' }).click()
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(clipboard).toBe('Grüße aus Köln')

  await panel.getByRole('checkbox', { name: 'As sent' }).check()
  await expect(panel).toContainText('=?UTF-8?')
  await panel.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.poll(clipboard).toMatch(/^Subject: =\?UTF-8\?/)
})

test('the structure shows every part, which opens and downloads', async ({
  inbox,
  page,
  context,
}) => {
  await inbox.send({
    subject: 'Parts',
    text: 'Hello in text',
    html: '<p>Hello</p>',
    attachments: [{ filename: 'numbers.csv', content: 'a,b\n1,2\n' }],
  })
  await inbox.open()
  await inbox.row('Parts').click()
  const panel = await openTab(page, 'Structure')

  await expect(panel.getByRole('listitem')).toHaveText([
    ...[/^\s*multipart\/mixed/, /^\s*multipart\/alternative/],
    ...[/^\s*text\/plain\s*charset=utf-8/, /^\s*text\/html/, /^\s*text\/csv\s*numbers\.csv/],
  ])
  const opened = context.waitForEvent('page')
  await panel.getByRole('link', { name: 'text/plain' }).click()
  await expect((await opened).getByText('Hello in text')).toBeVisible()
  const download = page.waitForEvent('download')
  await panel.getByRole('link', { name: 'Download part 2' }).click()
  expect(await readFile(await (await download).path(), 'utf8')).toBe('a,b\n1,2\n')
})

test('the session shows the conversation that brought the mail', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Brought', to: 'ann@example.com' })
  await inbox.open()
  await inbox.row('Brought').click()
  const panel = await openTab(page, 'Session')

  await expect(panel.getByText('Delivered 1 message')).toBeVisible()
  await expect(panel.getByText('not encrypted')).toBeVisible()
  await expect(panel.getByText('not used')).toBeVisible()
  const lines = panel.getByRole('list', { name: 'Conversation' }).getByRole('listitem')
  await expect(lines.first()).toHaveText(/^0\.\d{3}.*Server:.*220 /)
  await expect(lines.filter({ hasText: 'RCPT TO:<ann@example.com>' })).toHaveText(/Client:/)
})

test('imported mail came by no session, and offers none', async ({ inbox, page }) => {
  await fetch(new URL('api/v1/import', inbox.url), {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: 'Subject: Imported\r\nFrom: a@b.test\r\n\r\nHello\r\n',
  })
  await inbox.open()
  await inbox.row('Imported').click()

  await expect(page.getByRole('tab')).toHaveText(['Text', 'Headers', 'Structure', 'Raw'])
})

test('a session that is forgotten says so', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Old' })
  await page.route('**/api/v1/sessions/*', (route) =>
    route.fulfill({ status: 404, json: { Error: 'It is forgotten.', Code: 'not-found' } }),
  )
  await inbox.open()
  await inbox.row('Old').click()

  const panel = await openTab(page, 'Session')

  await expect(panel.getByRole('alert')).toHaveText('It is forgotten.')
})
