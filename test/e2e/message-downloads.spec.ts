import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { inboxTest as test } from './support/inbox-test.ts'

async function download(page: Page, item: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  const started = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item }).click()
  const file = await started
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

test('the message, its HTML, its text and all attachments are files', async ({ inbox, page }) => {
  await inbox.send({
    subject: 'Order 1/2',
    html: '<meta charset="iso-8859-1"><p>Grüße</p>',
    text: 'Grüße',
    attachments: [
      { filename: 'a.txt', content: 'one' },
      { filename: 'a.txt', content: 'two' },
    ],
  })
  await inbox.open()
  await inbox.row('Order').click()

  const message = await download(page, 'Message')
  expect(message.bytes.toString()).toContain('Subject: Order 1/2')
  const html = await download(page, 'HTML')
  expect(html.name).toBe('Order 1 2.html')
  expect(html.bytes.toString()).toBe('\uFEFF<meta charset="iso-8859-1"><p>Grüße</p>')
  const text = await download(page, 'Text')
  expect(text.bytes.toString().trim()).toBe('\uFEFFGrüße'.trim())
  const zip = await download(page, 'All attachments')
  expect(zip.name).toBe('Order 1 2.zip')
  const files = Object.entries(unzipSync(zip.bytes))
  expect(files.map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['a.txt', 'one'],
    ['a (2).txt', 'two'],
  ])
})

test('the menu offers what there is, and obeys the keyboard', async ({ inbox, page }) => {
  await inbox.send({ subject: 'First', text: 'Hello' })
  await inbox.send({ subject: 'Second', text: 'Hello' })
  await inbox.open()
  await inbox.row('Second').click()
  const button = page.getByRole('button', { name: 'Download', exact: true })

  await button.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem')).toHaveText([/^Message/, /^Text/])
  await expect(page.getByRole('menuitem', { name: 'Message' })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('menuitem', { name: 'Text' })).toBeFocused()
  await page.keyboard.press('j')
  await expect(inbox.subject()).toHaveText('Second')
  await page.keyboard.press('Escape')

  await expect(button).toBeFocused()
  await expect(page.getByRole('menuitem')).toHaveCount(0)
  await expect(inbox.subject()).toHaveText('Second')
})

test('a failed download of the attachments says why', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Gone', attachments: [{ filename: 'a.txt', content: 'one' }] })
  await inbox.open()
  await inbox.row('Gone').click()
  await page.route('**/part/*', (route) =>
    route.fulfill({ status: 404, json: { Error: 'It is gone.', Code: 'not-found' } }),
  )

  await page.getByRole('button', { name: 'Download', exact: true }).click()
  await page.getByRole('menuitem', { name: 'All attachments' }).click()

  await expect(page.getByRole('alert')).toContainText('It is gone.')
})

test('the link to a message is copied and leads to it', async ({ inbox, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await inbox.send({ subject: 'Look at this' })
  await inbox.open('search?q=look')
  await inbox.row('Look at this').click()

  await page.getByRole('button', { name: 'Copy the link to this message' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())

  expect(link).toMatch(/\/view\/[0-9A-Za-z]{22}$/)
  await page.goto(link)
  await expect(inbox.subject()).toHaveText('Look at this')
})
